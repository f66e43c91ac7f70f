import type { Guide, Kit } from '../../../shared/kit/kit.ts';
import type { KitId } from '../../../shared/kit/kitIds.ts';
import { isFit } from '../../../shared/kit/lintKit.ts';
import { practiceOfferOf } from '../../../shared/practice/practiceKit.ts';
import type { EditedOrganization } from '../../../shared/protocol/organizationRoutes.ts';
import type { RoleNumbers } from '../../../shared/protocol/siteRoutes.ts';
import type { InfoPage, SiteRole } from '../../../shared/site/sitePages.ts';
import type { KitStore } from '../../store/kitStore.ts';
import type { SettingStore } from '../../store/settingStore.ts';
import type { PublicHead, SiteStore } from '../../store/siteStore.ts';
import type { Organization } from '../organization/Organization.ts';

export interface PublicRole extends SiteRole {
  kitId: KitId;
  /** Newest version without errors. */
  version: number;
  kit: Kit;
  updatedAt: number;
}

/** Snapshot of the public pages' data. Remains the same object until something changes. */
export interface PublicSide {
  readonly open: boolean;
  readonly roles: readonly PublicRole[];
  readonly organization: EditedOrganization;
  readonly kept: InfoPage['kept'];
}

export interface PublicRolesOptions {
  site: SiteStore;
  kits: KitStore;
  settings: SettingStore;
  organization: Pick<Organization, 'shown'>;
  timing?: Partial<typeof TIMING> | undefined;
}

const TIMING = {
  /** Maximum age of a snapshot. Limits how late this server sees changes of other servers. */
  snapshotMs: 30_000,
  countMs: 60_000,
};

type Content = Pick<PublicRole, 'version' | 'kit'>;

/** Caches the data of public pages. Reads it again when it is too old or was changed on this server. */
export class PublicRoles {
  readonly #options: PublicRolesOptions;
  readonly #timing: typeof TIMING;
  /** Content by kit. `newest` is the kit's newest version when the content was read. */
  readonly #contents = new Map<KitId, { newest: number; content: Content | undefined }>();
  #side: PublicSide | undefined;
  #fingerprint = '';
  #readAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<PublicSide> | undefined;
  #numbers: ((kitId: KitId) => RoleNumbers) | undefined;
  #countedAt = Number.NEGATIVE_INFINITY;
  #changes = 0;

  constructor(options: PublicRolesOptions) {
    this.#options = options;
    this.#timing = { ...TIMING, ...options.timing };
  }

  /** Returns a current snapshot, or the last one if the database fails. Rejects if there is none. */
  async current(): Promise<PublicSide> {
    if (this.#side && performance.now() - this.#readAt < this.#timing.snapshotMs) return this.#side;
    this.#reading ??= this.#refresh().finally(() => {
      this.#reading = undefined;
    });
    try {
      return await this.#reading;
    } catch (error) {
      if (!this.#side) throw error;
      return this.#side;
    }
  }

  /** Discards the snapshot, so that the next request reads the database. */
  forget(): void {
    this.#changes += 1;
    this.#readAt = Number.NEGATIVE_INFINITY;
  }

  /** Discards the snapshot like `forget`, and also the cached numbers that pages show. */
  recount(): void {
    this.#countedAt = Number.NEGATIVE_INFINITY;
    this.forget();
  }

  async #refresh(): Promise<PublicSide> {
    for (;;) {
      const [changes, readAt] = [this.#changes, performance.now()];
      const side = await this.#read();
      // Reads again, because something changed during the read.
      if (changes !== this.#changes) continue;
      this.#readAt = readAt;
      const fingerprint = JSON.stringify({
        ...side,
        roles: side.roles.map(({ kit: _same, ...role }) => role),
      });
      if (this.#side && fingerprint === this.#fingerprint) return this.#side;
      this.#fingerprint = fingerprint;
      this.#side = side;
      return side;
    }
  }

  async #read(): Promise<PublicSide> {
    const [open, heads, numbers, organization, kept] = await Promise.all([
      this.isOpen(),
      this.#options.site.publicHeads(),
      this.numbers(),
      this.#options.organization.shown(),
      this.#kept(),
    ]);
    const roles = open ? await Promise.all(heads.map(head => this.#roleOf(head, numbers))) : [];
    return { open, roles: roles.filter(role => role !== undefined), organization, kept };
  }

  async #kept(): Promise<InfoPage['kept']> {
    const { settings } = this.#options;
    const recordings = (await settings.read('retention.days')) ?? undefined;
    const keep = (await settings.read('practice.pages')) ?? 'as-recordings';
    const practicePages = keep === 'as-recordings' ? recordings : keep === 'until-deleted' ? undefined : keep;
    return { ...(recordings && { recordings }), ...(practicePages && { practicePages }) };
  }

  async isOpen(): Promise<boolean> {
    return (await this.#options.settings.read('site.public')) ?? true;
  }

  async numbers(): Promise<(kitId: KitId) => RoleNumbers> {
    if (this.#numbers && performance.now() - this.#countedAt < this.#timing.countMs) return this.#numbers;
    this.#countedAt = performance.now();
    this.#numbers = await this.#options.site.numbers();
    return this.#numbers;
  }

  async #roleOf(head: PublicHead, numbers: (kitId: KitId) => RoleNumbers): Promise<PublicRole | undefined> {
    const content = await this.#contentOf(head);
    if (!content) return undefined;
    const { kitId, slug, updatedAt } = head;
    return { kitId, updatedAt, ...content, ...siteRoleOf(slug, content.kit, numbers(kitId)) };
  }

  /** Returns the newest version without errors, or undefined. Later versions may be unfinished edits. */
  async #contentOf({ kitId, version: newest }: PublicHead): Promise<Content | undefined> {
    const known = this.#contents.get(kitId);
    if (known?.newest === newest) return known.content;
    let content: Content | undefined;
    for (let version = newest; version > 0 && !content; version -= 1) {
      const stored = await this.#options.kits.findVersion(kitId, version);
      if (stored && isFit(stored.kit)) content = { version, kit: stored.kit };
    }
    this.#contents.set(kitId, { newest, content });
    return content;
  }
}

export function siteRoleOf(slug: SiteRole['slug'], kit: Kit, numbers: RoleNumbers): SiteRole {
  const { lengths } = practiceOfferOf(kit);
  const full = lengths.find(({ length }) => length === 'full');
  const minutes = full?.minutes ?? 1;
  return {
    slug,
    role: kit.role,
    level: kit.level,
    locale: kit.locale,
    question: shortQuestionOf(kit.guide),
    guideQuestions: kit.guide.questions.length,
    interviewQuestions: full?.questions ?? 0,
    minutes,
    practiceMinutes: Math.min(minutes, ...lengths.map(length => length.minutes)),
    numbers,
  };
}

/** Returns the title of a question that shows what the guide is about: not a basic one, and short enough for a cover. */
function shortQuestionOf({ questions }: Guide): string {
  const telling = questions.filter(({ difficulty }) => difficulty === 'intermediate');
  const titles = (telling.length > 0 ? telling : questions).map(({ title, question }) => title || question);
  return titles.toSorted((a, b) => a.length - b.length)[0] ?? '';
}
