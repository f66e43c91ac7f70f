import type { Kit } from '../../../shared/kit/kit.ts';
import type { KitId } from '../../../shared/kit/kitIds.ts';
import { isFit } from '../../../shared/kit/lintKit.ts';
import { practiceOfferOf } from '../../../shared/practice/practiceOffer.ts';
import type { RoleNumbers } from '../../../shared/protocol/siteRoutes.ts';
import type { SiteRole } from '../../../shared/site/sitePages.ts';
import type { KitStore } from '../../store/kitStore.ts';
import type { SettingStore } from '../../store/settingStore.ts';
import type { PublicHead, SiteStore } from '../../store/siteStore.ts';

/** A role as strangers see it. */
export interface PublicRole extends SiteRole {
  kitId: KitId;
  /** The one that is shown: the newest without errors. */
  version: number;
  kit: Kit;
  updatedAt: number;
}

/** The public side at one moment. The same object for as long as nothing of it has changed. */
export interface PublicSide {
  /** Whether there is one. */
  readonly open: boolean;
  /** In order; none where it is not open. */
  readonly roles: readonly PublicRole[];
}

export interface PublicRolesOptions {
  site: SiteStore;
  kits: KitStore;
  settings: SettingStore;
  timing?: Partial<PublicTiming> | undefined;
}

interface PublicTiming {
  /** How old what was read may be: other servers change it, too. */
  lookMs: number;
  countMs: number;
}

const TIMING: PublicTiming = { lookMs: 30_000, countMs: 60_000 };

type Content = Pick<PublicRole, 'version' | 'kit'>;

/** What strangers see, kept in memory: the database is looked at now and then, and at once after a change on this server. */
export class PublicRoles {
  readonly #options: PublicRolesOptions;
  readonly #timing: PublicTiming;
  /** By kit, with the newest version that it was found for. */
  readonly #contents = new Map<KitId, { newest: number; content: Content | undefined }>();
  #side: PublicSide | undefined;
  #fingerprint = '';
  #lookedAt = Number.NEGATIVE_INFINITY;
  #looking: Promise<PublicSide> | undefined;
  #numbers: ((kitId: KitId) => RoleNumbers) | undefined;
  #countedAt = Number.NEGATIVE_INFINITY;
  #changes = 0;

  constructor(options: PublicRolesOptions) {
    this.#options = options;
    this.#timing = { ...TIMING, ...options.timing };
  }

  /** Rejects with `unavailable` only where nothing was ever read: what is known stays readable while the database is away. */
  async current(): Promise<PublicSide> {
    if (this.#side && performance.now() - this.#lookedAt < this.#timing.lookMs) return this.#side;
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    try {
      return await this.#looking;
    } catch (error) {
      if (!this.#side) throw error;
      return this.#side;
    }
  }

  /** Something has changed on this server: every request from now on sees it. */
  forget(): void {
    this.#changes += 1;
    this.#lookedAt = Number.NEGATIVE_INFINITY;
  }

  /** The same, where it is about what is counted. */
  recount(): void {
    this.#countedAt = Number.NEGATIVE_INFINITY;
    this.forget();
  }

  async #look(): Promise<PublicSide> {
    for (;;) {
      const [changes, lookedAt] = [this.#changes, performance.now()];
      const side = await this.#read();
      // What was read before a change must not count as read after it.
      if (changes !== this.#changes) continue;
      this.#lookedAt = lookedAt;
      const fingerprint = JSON.stringify([side.open, side.roles.map(({ kit: _same, ...role }) => role)]);
      if (this.#side && fingerprint === this.#fingerprint) return this.#side;
      this.#fingerprint = fingerprint;
      this.#side = side;
      return side;
    }
  }

  async #read(): Promise<PublicSide> {
    const [open, heads, numbers] = await Promise.all([
      this.isOpen(),
      this.#options.site.publicHeads(),
      this.numbers(),
    ]);
    const roles = open ? await Promise.all(heads.map(head => this.#roleOf(head, numbers))) : [];
    return { open, roles: roles.filter(role => role !== undefined) };
  }

  async isOpen(): Promise<boolean> {
    return (await this.#options.settings.read('site.public')) ?? true;
  }

  /** Counts, which may be a minute old. */
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

  /** A kit that is being changed may have errors for a while; strangers go on seeing what it was before. */
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

/** What lists say of a role. Its interview is the one that strangers can practice. */
export function siteRoleOf(slug: SiteRole['slug'], kit: Kit, numbers: RoleNumbers): SiteRole {
  const { lengths } = practiceOfferOf(kit);
  const full = lengths.find(({ length }) => length === 'full');
  const minutes = full?.minutes ?? 1;
  return {
    slug,
    role: kit.role,
    level: kit.level,
    locale: kit.locale,
    guideQuestions: kit.guide.questions.length,
    interviewQuestions: full?.questions ?? 0,
    minutes,
    practiceMinutes: Math.min(minutes, ...lengths.map(length => length.minutes)),
    numbers,
  };
}
