import { AppError } from '../../../shared/errors.ts';
import { coveredBy, type Kit } from '../../../shared/kit/kit.ts';
import { KitId } from '../../../shared/kit/kitIds.ts';
import { practicedFor, practiceEditionOf } from '../../../shared/practice/practiceEdition.ts';
import { Slug } from '../../../shared/protocol/siteRoutes.ts';
import { ownLinkOf } from '../../../shared/site/ownLink.ts';
import { MAX_QUERY, plainWords, searchRole, searchWordsOf } from '../../../shared/site/searchWords.ts';
import type {
  CatalogRole,
  NotFoundPage,
  PageContent,
  RolePage,
  SiteRole,
  TroublePage,
} from '../../../shared/site/sitePages.ts';
import { nearNames } from '../../../shared/site/slugs.ts';
import type { KitStore } from '../../store/kitStore.ts';
import type { SiteStore } from '../../store/siteStore.ts';
import { type CardImage, RoleCards } from './card/RoleCards.ts';
import { KeptPage } from './KeptPage.ts';
import { type PublicRole, type PublicRoles, type PublicSide, siteRoleOf } from './PublicRoles.ts';
import { relatedRoles } from './relatedRoles.ts';
import { SiteRenderer } from './SiteRenderer.ts';
import { sitemapOf } from './sitemap.ts';

/** What a request for a page comes to. */
export type SiteAnswer =
  | { kind: 'page'; page: KeptPage }
  /** Drawn for this request alone, or the same for requests that no cache should answer. */
  | { kind: 'once'; html: string | Buffer; status: number }
  | { kind: 'moved'; to: string; permanently: boolean }
  /** There is no public side. */
  | { kind: 'none' };

export interface SitePagesOptions {
  /** Of the build of the public pages. */
  folder: string;
  origin: string;
  /** Origins of this server's own links. */
  origins: readonly string[];
  practices: boolean;
  roles: PublicRoles;
  site: SiteStore;
  kits: KitStore;
  hasOwner: () => Promise<boolean>;
}

const MAX_NEAR = 4;
/** Of all pages that are kept; the oldest go first. */
const MAX_KEPT_BYTES = 64 * 2 ** 20;

/** Every public page, drawn once for each state of what is in it. */
export class SitePages {
  readonly #options: SitePagesOptions;
  readonly #renderer: SiteRenderer;
  readonly #cards = new RoleCards();
  /** By all that is in them. */
  readonly #kept = new Map<string, Promise<KeptPage>>();
  #keptBytes = 0;
  /** By address, of one state of the public side. */
  readonly #ofSide = new WeakMap<PublicSide, Map<string, Promise<KeptPage>>>();
  #hasOwner = false;

  constructor(options: SitePagesOptions) {
    this.#options = options;
    this.#renderer = new SiteRenderer(options.folder);
  }

  async home(): Promise<SiteAnswer> {
    const side = await this.#options.roles.current();
    if (!side.open) return { kind: 'none' };
    const setupNeeded = !(await this.#isOwned());
    const address = setupNeeded ? '/?setup' : '/';
    return this.#page(side, address, () => ({ kind: 'home', roles: side.roles.map(listed), setupNeeded }));
  }

  /** `query`: as it stands in the address. */
  async catalog(query: string): Promise<SiteAnswer> {
    const side = await this.#options.roles.current();
    if (!side.open) return this.notFound('unknown-page');
    const words = searchWordsOf(query);
    const content = (): PageContent => ({
      kind: 'catalog',
      roles: side.roles.map(role => catalogRoleOf(role, words)),
      query: words.length > 0 ? query.slice(0, MAX_QUERY).trim() : '',
    });
    return words.length > 0 ? this.#once(side, content(), 200) : this.#page(side, '/roles', content);
  }

  /** The page of a public role; undefined for any other address. */
  async role(asked: string): Promise<SiteAnswer | undefined> {
    const side = await this.#options.roles.current();
    const role = side.roles.find(({ slug }) => slug === asked);
    return role && this.#page(side, `/roles/${role.slug}`, () => rolePageOf(role, side));
  }

  /** For an address below `/roles` that has no page: where it leads, or why it leads nowhere. Asks the database, so limit it first. */
  async otherThanRole(asked: string): Promise<SiteAnswer> {
    const side = await this.#options.roles.current();
    if (!side.open) return this.notFound('unknown-page');
    const slug = Slug.safeParse(asked.toLowerCase());
    const known = slug.success ? await this.#options.site.findBySlug(slug.data) : undefined;
    const now = side.roles.find(({ kitId }) => kitId === known?.kitId);
    if (now) return { kind: 'moved', to: `/roles/${now.slug}`, permanently: true };
    return this.notFound(known?.publishedAt === undefined ? 'unknown-role' : 'closed', asked);
  }

  /** The page of a kit as strangers see it or would see it. Throws `not-found`. */
  async preview(asked: string): Promise<SiteAnswer> {
    const kitId = KitId.safeParse(asked);
    const stored = kitId.success ? await this.#options.kits.findNewest(kitId.data) : undefined;
    if (!stored) throw AppError.notFound('kit', asked);
    const side = await this.#options.roles.current();
    const [publication, numbers] = await Promise.all([
      this.#options.site.publications().then(all => all.find(one => one.kitId === stored.kitId)),
      this.#options.roles.numbers(),
    ]);
    const shown = side.roles.find(one => one.kitId === stored.kitId);
    const slug = publication?.slug ?? Slug.parse('preview');
    const role = siteRoleOf(slug, stored.kit, numbers(stored.kitId));
    const content = { ...rolePageOf({ ...stored, ...role }, side) };
    const published = shown?.version === stored.version;
    return this.#once(side, { ...content, preview: { published } }, 200);
  }

  async linkForm(): Promise<SiteAnswer> {
    const side = await this.#options.roles.current();
    return this.#page(side, '/open-link', () => ({ kind: 'link', refused: false }));
  }

  /** Leads to where a pasted link leads. */
  async openLink(pasted: string): Promise<SiteAnswer> {
    const to = ownLinkOf(pasted, this.#options.origins);
    if (to) return { kind: 'moved', to, permanently: false };
    return this.#once(await this.#options.roles.current(), { kind: 'link', refused: true }, 400);
  }

  /** Whether its reader gets the daily message; undefined where the link is none of ours. */
  async dailyMessage(wanted: boolean | undefined): Promise<SiteAnswer> {
    const state = wanted === undefined ? 'unknown' : wanted ? 'on' : 'off';
    const { open } = await this.#options.roles.current();
    return this.#once(
      { open, roles: [] },
      { kind: 'daily-message', state },
      wanted === undefined ? 404 : 200,
    );
  }

  async notFound(reason: NotFoundPage['reason'], asked = ''): Promise<SiteAnswer> {
    const side = await this.#options.roles.current();
    const near = nearNames(asked, side.roles, MAX_NEAR).map(listed);
    return this.#keptOnce(side, { kind: 'not-found', reason, near }, reason === 'closed' ? 410 : 404);
  }

  /** For requests that cannot be served right now; asks nothing of a database. */
  trouble(reason: TroublePage['reason'], status: number): Promise<SiteAnswer> {
    return this.#keptOnce({ open: false, roles: [] }, { kind: 'trouble', reason }, status);
  }

  /** The picture that stands beside an address where it is passed on; without a slug that of the whole site. */
  async card(slug?: string): Promise<CardImage | undefined> {
    const { roles, open } = await this.#options.roles.current();
    if (slug === undefined) return open ? this.#cards.ofSite() : undefined;
    const role = roles.find(one => one.slug === slug);
    return role && this.#cards.ofRole(role);
  }

  /** Undefined where there is no public side. */
  async sitemap(): Promise<string | undefined> {
    const { open, roles } = await this.#options.roles.current();
    return open ? sitemapOf(this.#options.origin, roles) : undefined;
  }

  async robots(): Promise<string> {
    const { open } = await this.#options.roles.current();
    // Pages that must not be listed say so themselves, which is read only where they may be fetched.
    return open
      ? `User-agent: *\nDisallow: /api/\n\nSitemap: ${this.#options.origin}/sitemap.xml\n`
      : 'User-agent: *\nDisallow: /\n';
  }

  /** There is never no owner again. */
  async #isOwned(): Promise<boolean> {
    this.#hasOwner ||= await this.#options.hasOwner();
    return this.#hasOwner;
  }

  async #page(side: PublicSide, address: string, make: () => PageContent): Promise<SiteAnswer> {
    const pages = this.#ofSide.get(side) ?? new Map<string, Promise<KeptPage>>();
    this.#ofSide.set(side, pages);
    const pending = pages.get(address) ?? this.#keptPage(side, make());
    pages.set(address, pending);
    try {
      return { kind: 'page', page: await pending };
    } catch (error) {
      pages.delete(address);
      throw error;
    }
  }

  #keptPage(side: PublicSide, content: PageContent): Promise<KeptPage> {
    const key = JSON.stringify([side.open, content]);
    const known = this.#kept.get(key);
    if (known) return known;
    const made = this.#draw(side, content).then(html => new KeptPage(html));
    this.#kept.set(key, made);
    made.then(
      page => this.#makeRoom(page.bytes),
      () => this.#kept.delete(key),
    );
    return made;
  }

  #makeRoom(bytes: number): void {
    this.#keptBytes += bytes;
    for (const [key, page] of this.#kept) {
      if (this.#keptBytes <= MAX_KEPT_BYTES) return;
      this.#kept.delete(key);
      void page.then(gone => {
        this.#keptBytes -= gone.bytes;
      });
    }
  }

  /** For pages that many requests get: drawn once for all that is in them. */
  async #keptOnce(side: PublicSide, content: PageContent, status: number): Promise<SiteAnswer> {
    const page = await this.#keptPage(side, content);
    return { kind: 'once', html: await page.content('identity'), status };
  }

  async #once(side: PublicSide, content: PageContent, status: number): Promise<SiteAnswer> {
    return { kind: 'once', html: await this.#draw(side, content), status };
  }

  #draw({ open }: PublicSide, content: PageContent): Promise<string> {
    const { origin, practices } = this.#options;
    return this.#renderer.render(content, { origin, open, practices });
  }
}

/** Without what belongs to the server. */
function listed({ kitId: _1, version: _2, kit: _3, updatedAt: _4, ...role }: PublicRole): SiteRole {
  return role;
}

function catalogRoleOf(role: PublicRole, words: readonly string[]): CatalogRole {
  const { questions } = role.kit.guide;
  const outcome = searchRole(
    words,
    plainWords(`${role.role} ${role.level}`),
    questions.map(({ title, question }) => plainWords(title || question)),
  );
  return {
    ...listed(role),
    found: outcome.found,
    questions: questions.map(({ id, title, question }, index) => ({
      id,
      title: title || question,
      found: outcome.questions[index] ?? false,
    })),
  };
}

/** What strangers may see of a kit, and nothing else of it: rated questions, anchors and lines stay behind. */
function rolePageOf(role: SiteRole & { kit: Kit }, side: PublicSide): RolePage {
  const { kit } = role;
  const edition = practiceEditionOf(kit);
  const { slug, level, locale, guideQuestions, interviewQuestions, minutes, practiceMinutes, numbers } = role;
  return {
    kind: 'role',
    role: {
      slug,
      role: role.role,
      level,
      locale,
      guideQuestions,
      interviewQuestions,
      minutes,
      practiceMinutes,
      numbers,
    },
    guide: {
      ...kit.guide,
      questions: kit.guide.questions.map(entry => {
        const { practice: _rated, ...shown } = entry;
        const practice = practicedFor(entry, kit, edition);
        return practice ? { ...shown, practice } : shown;
      }),
    },
    categories: [...new Set(kit.questions.map(({ category }) => category))],
    competencies: kit.competencies.map(({ name, description }) => ({
      name,
      description: coveredBy(description),
    })),
    related: relatedRoles(role, side.roles).map(listed),
  };
}
