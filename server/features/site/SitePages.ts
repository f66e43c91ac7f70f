import { AppError } from '../../../shared/errors.ts';
import { ANY_ROLE, KitId } from '../../../shared/kit/kitIds.ts';
import { cardOf, EMPTY_PROFILE } from '../../../shared/organization.ts';
import { isInScope, teamScopeOf } from '../../../shared/permissions.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { Slug } from '../../../shared/protocol/siteRoutes.ts';
import { ownLinkOf, pasteProblemOf } from '../../../shared/site/personalLinks.ts';
import { MAX_QUERY } from '../../../shared/site/searchWords.ts';
import {
  INFO_PAGES,
  type InfoPageName,
  type NotFoundPage,
  type PageContent,
  type PageShell,
  type RenderedShell,
  type TroublePage,
} from '../../../shared/site/sitePages.ts';
import { nearNames } from '../../../shared/site/slugs.ts';
import type { KitStore } from '../../store/kitStore.ts';
import type { SiteStore } from '../../store/siteStore.ts';
import type { Organization } from '../organization/Organization.ts';
import type { PortraitLoop, Poster, RecruiterPortrait } from '../recruiter/portrait/RecruiterPortrait.ts';
import { CompressedText } from './CompressedText.ts';
import { type PublicRoles, type PublicSide, siteRoleOf } from './PublicRoles.ts';
import { type CardImage, RoleCards } from './RoleCards.ts';
import { RoleSearch } from './RoleSearch.ts';
import { firstQuestionOf, listed, openingQuestionsOf, rolePageOf } from './rolePages.ts';
import { SiteRenderer } from './SiteRenderer.ts';

export type SiteAnswer =
  | { kind: 'page'; page: CompressedText }
  /** A page that browsers must not cache. */
  | { kind: 'once'; html: string | Buffer; status: number }
  | { kind: 'moved'; to: string; permanently: boolean }
  /** No page, because the public pages are turned off. */
  | { kind: 'none' };

export interface SitePagesOptions {
  folder: string;
  origin: string;
  /** All origins under which this server can be reached. Links to other origins are refused. */
  origins: readonly string[];
  practices: boolean;
  roles: PublicRoles;
  portrait: RecruiterPortrait;
  site: SiteStore;
  kits: KitStore;
  organization: Pick<Organization, 'shown' | 'findLogo'>;
  hasOwner: () => Promise<boolean>;
}

const EMPTY_SIDE: Omit<PublicSide, 'organization'> = { open: false, roles: [], kept: {} };

const MAX_NEAR = 4;
/** Number of roles on the page for a wrong address. */
const MAX_LISTED = 6;
/** Maximum total size of the cached pages. The oldest pages are evicted first. */
const MAX_CACHED_BYTES = 64 * 2 ** 20;

/** Renders the public pages. Caches each page until its content changes. */
export class SitePages {
  readonly #options: SitePagesOptions;
  readonly #renderer: SiteRenderer;
  readonly #cards = new RoleCards();
  readonly #search = new RoleSearch();
  readonly #cache = new Map<string, Promise<CompressedText>>();
  #cachedBytes = 0;
  /** Pages by the snapshot that they show, then by address. */
  readonly #bySide = new WeakMap<PublicSide, Map<string, Promise<CompressedText>>>();
  #hasOwner = false;

  constructor(options: SitePagesOptions) {
    this.#options = options;
    this.#renderer = new SiteRenderer(options.folder);
  }

  async home(): Promise<SiteAnswer> {
    const side = await this.#options.roles.current();
    if (!side.open) return { kind: 'none' };
    const setupNeeded = !(await this.#isOwned());
    const loop = await this.#loop();
    const question = firstQuestionOf(side.roles);
    const address = `/?setup=${setupNeeded}&loop=${loop !== undefined}`;
    return this.#page(side, address, () => ({
      kind: 'home',
      roles: side.roles.map(listed),
      setupNeeded,
      ...(question && { question }),
      ...(loop && { loop: { src: `/recruiter/${loop.clipId}.webm`, speechMs: loop.speechMs } }),
    }));
  }

  poster(): Promise<Poster> {
    return this.#options.portrait.poster();
  }

  /** Returns the loop's file, or undefined if the id isn't that of the current loop. */
  async loopFile(clipId: string): Promise<Buffer | undefined> {
    const loop = await this.#loop();
    return loop?.clipId === clipId ? loop.webm : undefined;
  }

  /** Returns undefined if the loop can't be read. The page shows the poster then. */
  #loop(): Promise<PortraitLoop | undefined> {
    return this.#options.portrait.loop().catch(() => undefined);
  }

  async catalog(query: string): Promise<SiteAnswer> {
    const side = await this.#options.roles.current();
    if (!side.open) return this.notFound('unknown-page');
    const roles = side.roles.map(listed);
    const typed = query.slice(0, MAX_QUERY).trim();
    if (typed === '') return this.#page(side, '/roles', () => ({ kind: 'catalog', roles, query: '' }));
    const results = await this.#search.find(typed, side.roles);
    const common = results.noGuide ? side.roles.find(({ kitId }) => kitId === ANY_ROLE) : undefined;
    const opening = common && { opening: openingQuestionsOf(common) };
    return this.#once(side, { kind: 'catalog', roles, query: typed, results, ...opening }, 200);
  }

  /** `open`: with all answers visible, to print. */
  async role(requested: string, open = false): Promise<SiteAnswer | undefined> {
    const side = await this.#options.roles.current();
    const role = side.roles.find(({ slug }) => slug === requested);
    return (
      role &&
      this.#page(side, `/roles/${role.slug}?open=${open}`, () => ({
        ...rolePageOf(listed(role), role.kit, side),
        ...(open && { open }),
      }))
    );
  }

  async otherThanRole(requested: string): Promise<SiteAnswer> {
    const side = await this.#options.roles.current();
    if (!side.open) return this.notFound('unknown-page');
    const slug = Slug.safeParse(requested.toLowerCase());
    const known = slug.success ? await this.#options.site.findBySlug(slug.data) : undefined;
    const now = side.roles.find(({ kitId }) => kitId === known?.kitId);
    if (now) return { kind: 'moved', to: `/roles/${now.slug}`, permanently: true };
    return this.notFound(known?.publishedAt === undefined ? 'unknown-role' : 'closed', requested);
  }

  /** Renders a kit's page as visitors would see it, even if it isn't public. Throws `not-found`. */
  async preview(requested: string, member: StaffMember): Promise<SiteAnswer> {
    const kitId = KitId.safeParse(requested);
    const stored = kitId.success ? await this.#options.kits.findNewest(kitId.data) : undefined;
    if (!stored || !isInScope(stored.teamId, teamScopeOf(member))) throw AppError.notFound('kit', requested);
    const side = await this.#options.roles.current();
    const [publication, numbers] = await Promise.all([
      this.#options.site.publications().then(all => all.find(one => one.kitId === stored.kitId)),
      this.#options.roles.numbers(),
    ]);
    const shown = side.roles.find(one => one.kitId === stored.kitId);
    const slug = publication?.slug ?? Slug.parse('preview');
    const role = siteRoleOf(slug, stored.kit, numbers(stored.kitId));
    const published = shown?.version === stored.version;
    return this.#once(side, { ...rolePageOf(role, stored.kit, side), preview: { published } }, 200);
  }

  async linkForm(): Promise<SiteAnswer> {
    const side = await this.#options.roles.current();
    return this.#page(side, '/open-link', () => ({ kind: 'link' }));
  }

  async openLink(pasted: string): Promise<SiteAnswer> {
    const to = ownLinkOf(pasted, this.#options.origins);
    if (to) return { kind: 'moved', to, permanently: false };
    return this.#once(
      await this.#options.roles.current(),
      { kind: 'link', problem: pasteProblemOf(pasted) },
      400,
    );
  }

  /** Also works when the public side is off, because invited people read these pages, too. */
  async info(name: InfoPageName): Promise<SiteAnswer> {
    const side = await this.#options.roles.current();
    const { profile } = side.organization;
    const question = name === 'about' ? firstQuestionOf(side.roles) : undefined;
    return this.#page(side, `/${name}`, () => ({
      kind: 'info',
      name,
      text: profile[name],
      imprint: name === 'contact' ? profile.imprint : '',
      ...(question && { question }),
      kept: side.kept,
    }));
  }

  findLogo(src: string): Promise<Buffer | undefined> {
    return this.#options.organization.findLogo(src);
  }

  /** `wanted` is true if the reader gets the daily email, and undefined if the link is unknown. */
  async dailyMessage(wanted: boolean | undefined): Promise<SiteAnswer> {
    const state = wanted === undefined ? 'unknown' : wanted ? 'on' : 'off';
    const side = await this.#options.roles.current();
    return this.#once(side, { kind: 'daily-message', state }, wanted === undefined ? 404 : 200);
  }

  /** Renders what a page of visitors shows before its scripts have loaded. */
  shell(shell: PageShell): Promise<RenderedShell & { early: string }> {
    return this.#renderer.renderShell(shell);
  }

  async notFound(reason: NotFoundPage['reason'], requested = ''): Promise<SiteAnswer> {
    const side = await this.#options.roles.current();
    const near = nearNames(requested, side.roles, MAX_NEAR).map(listed);
    const roles = near.length > 0 ? [] : side.roles.slice(0, MAX_LISTED).map(listed);
    // Pages other than roles are mostly asked for by bots, so theirs is rendered once.
    const query = reason === 'unknown-role' ? wordsOfAddress(requested) : '';
    const content: NotFoundPage = { kind: 'not-found', reason, query, near, roles };
    return this.#cachedOnce(side, content, reason === 'closed' ? 410 : 404);
  }

  /** Renders an error page without querying the database. */
  trouble(reason: TroublePage['reason'], status: number): Promise<SiteAnswer> {
    const organization = { profile: EMPTY_PROFILE };
    return this.#cachedOnce({ ...EMPTY_SIDE, organization }, { kind: 'trouble', reason }, status);
  }

  /** Returns the preview image of a role's page. Without a slug, returns the image of the site. */
  async card(slug?: string): Promise<CardImage | undefined> {
    const { roles, open } = await this.#options.roles.current();
    if (slug === undefined) return open ? this.#cards.ofSite() : undefined;
    const role = roles.find(one => one.slug === slug);
    return role && this.#cards.ofRole(role);
  }

  /** Returns the sitemap (sitemaps.org 0.9), or undefined when the public pages are turned off. */
  async sitemap(): Promise<string | undefined> {
    const side = await this.#options.roles.current();
    return side.open ? sitemapOf(this.#options.origin, side) : undefined;
  }

  async robots(): Promise<string> {
    const { open } = await this.#options.roles.current();
    // Allows private pages, because crawlers can read their `noindex` only if they may fetch them.
    return open
      ? `User-agent: *\nDisallow: /api/\n\nSitemap: ${this.#options.origin}/sitemap.xml\n`
      : 'User-agent: *\nDisallow: /\n';
  }

  /** True if there is an owner. Caches only true, because the last owner cannot be removed. */
  async #isOwned(): Promise<boolean> {
    this.#hasOwner ||= await this.#options.hasOwner();
    return this.#hasOwner;
  }

  async #page(side: PublicSide, address: string, make: () => PageContent): Promise<SiteAnswer> {
    const pages = this.#bySide.get(side) ?? new Map<string, Promise<CompressedText>>();
    this.#bySide.set(side, pages);
    const pending = pages.get(address) ?? this.#cachedPage(side, make());
    pages.set(address, pending);
    try {
      return { kind: 'page', page: await pending };
    } catch (error) {
      pages.delete(address);
      throw error;
    }
  }

  #cachedPage(side: PublicSide, content: PageContent): Promise<CompressedText> {
    const key = JSON.stringify([side.open, side.organization, content]);
    const cached = this.#cache.get(key);
    if (cached) return cached;
    const made = this.#draw(side, content).then(html => new CompressedText(html));
    this.#cache.set(key, made);
    made.then(
      page => this.#evict(page.bytes),
      () => this.#cache.delete(key),
    );
    return made;
  }

  #evict(bytes: number): void {
    this.#cachedBytes += bytes;
    for (const [key, page] of this.#cache) {
      if (this.#cachedBytes <= MAX_CACHED_BYTES) return;
      this.#cache.delete(key);
      void page.then(gone => {
        this.#cachedBytes -= gone.bytes;
      });
    }
  }

  async #cachedOnce(side: PublicSide, content: PageContent, status: number): Promise<SiteAnswer> {
    const page = await this.#cachedPage(side, content);
    return { kind: 'once', html: await page.content('identity'), status };
  }

  async #once(side: PublicSide, content: PageContent, status: number): Promise<SiteAnswer> {
    return { kind: 'once', html: await this.#draw(side, content), status };
  }

  #draw({ open, organization }: PublicSide, content: PageContent): Promise<string> {
    const { origin, practices } = this.#options;
    const { profile } = organization;
    return this.#renderer.render(content, {
      origin,
      open,
      practices,
      organization: cardOf(organization),
      hasImprint: profile.imprint !== '',
    });
  }
}

/** Returns the words of an address, or an empty text if it contains anything else. */
function wordsOfAddress(address: string): string {
  const words = address.replace(/[-_+.\s]+/g, ' ').trim();
  return words.length <= MAX_QUERY && /^[\p{L}\p{N} ]+$/u.test(words) ? words : '';
}

function sitemapOf(origin: string, side: PublicSide): string {
  const { roles } = side;
  const newest = roles.length > 0 ? Math.max(...roles.map(({ updatedAt }) => updatedAt)) : undefined;
  const pages = [
    { path: '/', at: newest },
    { path: '/roles', at: newest },
    ...roles.map(({ slug, updatedAt }) => ({ path: `/roles/${slug}`, at: updatedAt })),
    ...INFO_PAGES.map(name => ({ path: `/${name}`, at: undefined })),
  ];
  const entries = pages.map(
    ({ path, at }) => `  <url><loc>${escaped(origin + path)}</loc>${changed(at)}</url>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...entries,
    '</urlset>',
    '',
  ].join('\n');
}

function changed(at: number | undefined): string {
  return at === undefined ? '' : `<lastmod>${new Date(at).toISOString().slice(0, 10)}</lastmod>`;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}
