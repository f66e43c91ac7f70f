import { uuidv7 } from 'uuidv7';
import { AppError } from '../../../shared/errors.ts';
import type { TeamId } from '../../../shared/ids.ts';
import type { NewEvent } from '../../../shared/interview/events.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import {
  type ChosenKit,
  interviewKitOf,
  KIT_LIMITS,
  type Kit,
  type Question,
} from '../../../shared/kit/kit.ts';
import { KitId } from '../../../shared/kit/kitIds.ts';
import { minutesOf } from '../../../shared/kit/kitLength.ts';
import { lintKit } from '../../../shared/kit/lintKit.ts';
import { isInScope, teamScopeOf } from '../../../shared/permissions.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import type { KitSummary } from '../../../shared/protocol/kitRoutes.ts';
import type { KitHead, KitStore, StoredKit } from '../../store/kitStore.ts';
import type { CommandPreparation } from '../command.ts';

type Contents = Omit<KitSummary, keyof KitHead>;

const COPY = ' (copy)';

export class Kits {
  readonly #store: KitStore;
  readonly #contents = new Map<KitId, Contents & { version: number }>();
  readonly #listeners = new Set<(kitId: KitId) => void>();

  constructor(store: KitStore) {
    this.#store = store;
  }

  /** Calls back when a kit is saved, archived, or restored on this server. */
  subscribe(listener: (kitId: KitId) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Lists kits by role and level, built-in kits first. With a reader, only those that the reader may see. */
  async list(reader?: StaffMember): Promise<KitSummary[]> {
    const scope = reader ? teamScopeOf(reader) : 'all';
    const heads = (await this.#store.heads()).filter(({ teamId }) => isInScope(teamId, scope));
    const summaries = await Promise.all(
      heads.map(async ({ teamId, ...head }) => ({
        ...head,
        ...(teamId && { teamId }),
        ...(await this.#contentsOf(head)),
      })),
    );
    return summaries.toSorted(
      (a, b) =>
        Number(b.builtIn) - Number(a.builtIn) ||
        a.role.localeCompare(b.role) ||
        a.level.localeCompare(b.level) ||
        (a.kitId < b.kitId ? -1 : 1),
    );
  }

  /** Throws `not-found` for an unknown kit, and for a kit of hiring teams that the member isn't in. */
  async requireSeen(kitId: KitId, member: StaffMember): Promise<void> {
    const head = await this.#store.findHead(kitId);
    if (!head || !isInScope(head.teamId, teamScopeOf(member))) throw AppError.notFound('kit', kitId);
  }

  /** Sets the hiring team that owns the kit. With null, everyone who may read kits sees it. */
  async setTeam(kitId: KitId, teamId: TeamId | null, userId: string): Promise<void> {
    await this.#requireOwn(kitId);
    const entry = { actor: userId, action: 'kit.teamChanged', target: kitId, details: { teamId } };
    await this.#store.setTeam(kitId, teamId, entry);
  }

  async read(kitId: KitId): Promise<StoredKit> {
    const stored = await this.#store.findNewest(kitId);
    if (!stored) throw AppError.notFound('kit', kitId);
    return stored;
  }

  async readVersion(kitId: KitId, version: number): Promise<StoredKit> {
    const stored = await this.#store.findVersion(kitId, version);
    if (!stored) throw AppError.notFound('kit version', `${version}`);
    return stored;
  }

  /** Lists versions, newest first, with the name of the person who saved each. */
  async versions(kitId: KitId): Promise<{ version: number; at: number; byName: string }[]> {
    const lines = await this.#store.versions(kitId);
    if (lines.length === 0) throw AppError.notFound('kit', kitId);
    return lines.map(({ version, at, savedBy, savedByName }) => ({
      version,
      at,
      byName: savedBy === null ? 'Vivavoce' : (savedByName ?? 'A former member'),
    }));
  }

  /** Creates a kit. `action` names the action in the audit entry. */
  async create(
    kit: Kit,
    userId: string,
    action: 'kit.created' | 'kit.imported' = 'kit.created',
  ): Promise<{ kitId: KitId; version: number }> {
    const kitId = KitId.parse(uuidv7());
    const entry = { actor: userId, action, target: kitId, details: {} };
    await this.#store.create({ kitId, kit, savedBy: userId, builtIn: false, entry });
    return { kitId, version: 1 };
  }

  /** Copies a kit with its voice uploads. No question of the copy is open for practice. */
  async duplicate(from: KitId, userId: string): Promise<{ kitId: KitId; version: number }> {
    const { kit, version } = await this.read(from);
    const kitId = KitId.parse(uuidv7());
    const entry = { actor: userId, action: 'kit.duplicated', target: kitId, details: { from, version } };
    const copy = { ...kit, role: copyOf(kit.role), questions: kit.questions.map(closedForPractice) };
    await this.#store.create({ kitId, kit: copy, savedBy: userId, builtIn: false, copyOf: from, entry });
    return { kitId, version: 1 };
  }

  /** Saves the next version. Throws `conflict` with the current version if it isn't `expectedVersion`. */
  async save(
    kitId: KitId,
    expectedVersion: number,
    kit: Kit,
    userId: string,
  ): Promise<{ kitId: KitId; version: number }> {
    await this.#requireOwn(kitId);
    const version = expectedVersion + 1;
    const entry = { actor: userId, action: 'kit.saved', target: kitId, details: { version } };
    const outcome = await this.#store.save({ kitId, kit, savedBy: userId, expectedVersion, entry });
    if (outcome === 'saved') {
      this.#tell(kitId);
      return { kitId, version };
    }
    const current = await this.read(kitId);
    throw AppError.conflict('kit-saved-elsewhere', { version: current.version, kit: current.kit });
  }

  async setArchived(kitId: KitId, archived: boolean, userId: string): Promise<void> {
    await this.#requireOwn(kitId);
    const action = archived ? 'kit.archived' : 'kit.restored';
    await this.#store.setArchived(kitId, archived, { actor: userId, action, target: kitId });
    this.#tell(kitId);
  }

  /** Returns the usual length of an interview with the kit, or undefined for an unknown kit. */
  async minutesOf(kitId: KitId): Promise<number | undefined> {
    const head = await this.#store.findHead(kitId);
    return head && (await this.#contentsOf(head)).minutes;
  }

  /** Returns the newest version. Throws `not-found`, or `invalid` for an archived or incomplete kit. */
  async choose(kitId: KitId, member: StaffMember): Promise<ChosenKit> {
    await this.requireSeen(kitId, member);
    const stored = await this.read(kitId);
    const errors = countErrors(stored.kit);
    if (stored.archived) throw AppError.invalid('kit-archived', { field: 'kitId' });
    if (errors > 0)
      throw new AppError('invalid', 'kit-unfinished', {
        values: { problems: errors },
        details: { field: 'kitId' },
      });
    return chosen(stored);
  }

  /** Returns the kit's newest version if it is usable and newer than the chosen version. */
  async newerThan({ kitId, version }: ChosenKit): Promise<ChosenKit | undefined> {
    const stored = await this.#store.findNewest(kitId);
    if (!stored || stored.version <= version) return undefined;
    return stored.archived || countErrors(stored.kit) > 0 ? undefined : chosen(stored);
  }

  #tell(kitId: KitId): void {
    for (const listener of this.#listeners) listener(kitId);
  }

  async #requireOwn(kitId: KitId): Promise<void> {
    const head = await this.#store.findHead(kitId);
    if (!head) throw AppError.notFound('kit', kitId);
    if (head.builtIn) throw AppError.forbidden('kit-built-in');
  }

  async #contentsOf({ kitId, version }: Pick<KitHead, 'kitId' | 'version'>): Promise<Contents> {
    const known = this.#contents.get(kitId);
    if (known?.version === version) return known;
    const { kit } = await this.readVersion(kitId, version);
    const contents = { ...contentsOf(kit), version };
    this.#contents.set(kitId, contents);
    return contents;
  }
}

function contentsOf(kit: Kit): Contents {
  const findings = lintKit(kit);
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return {
    role: kit.role,
    level: kit.level,
    locale: kit.locale,
    questions: kit.questions.length,
    competencies: kit.competencies.length,
    minutes: minutesOf(kit.questions),
    errors,
    warnings: findings.length - errors,
  };
}

function countErrors(kit: Kit): number {
  return contentsOf(kit).errors;
}

function chosen({ kitId, version, kit }: StoredKit): ChosenKit {
  return { kitId, version, kit: interviewKitOf(kit) };
}

function closedForPractice({ practice: _open, ...question }: Question): Question {
  return question;
}

/** Appends " (copy)" within the length limit, without splitting a surrogate pair. */
function copyOf(role: string): string {
  const room = KIT_LIMITS.name - COPY.length;
  const short = role.slice(0, room).replace(/[\ud800-\udbff]$/, '');
  return `${short.trimEnd()}${COPY}`;
}

/** Finds the newer version of an interview's kit if one was saved after the kit was chosen. */
export function findNewerKit(kits: Kits): CommandPreparation<'session.open' | 'seat.enter'> {
  return async state => {
    const chosen = takesNewer(state) ? state.rubric?.chosen : undefined;
    return chosen && kits.newerThan(chosen);
  };
}

/** True before the interview first opens. Practice keeps its kit even when a newer version is published. */
function takesNewer({ openedAt, practice }: InterviewState): boolean {
  return openedAt === undefined && practice === undefined;
}

/** Returns the kit change to log when an interview first opens. After that, the kit is frozen. */
export function freezing(state: InterviewState, newer: ChosenKit | undefined): NewEvent[] {
  const chosen = state.rubric?.chosen;
  if (!newer || !chosen || !takesNewer(state)) return [];
  // If another kit was chosen after `newer` was read, that kit stays.
  if (newer.kitId !== chosen.kitId || newer.version <= chosen.version) return [];
  return [{ kind: 'kit.chosen', payload: newer }];
}
