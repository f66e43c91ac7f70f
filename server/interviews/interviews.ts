import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../../shared/errors.ts';
import type { CommandId, InterviewId } from '../../shared/ids.ts';
import type { Actor, InterviewEvent, NewEvent } from '../../shared/interview/events.ts';
import { reduceAll } from '../../shared/interview/reduce.ts';
import type { InterviewState } from '../../shared/interview/state.ts';
import { staffSeatsOf } from '../../shared/interview/visibility.ts';
import type { ChosenKit } from '../../shared/kit/kit.ts';
import { SerialQueue } from '../../shared/SerialQueue.ts';
import type { Append, StoredCommand } from '../store/interviewAppend.ts';
import type { AlsoWrites, InterviewStore } from '../store/interviewStore.ts';
import {
  ATTEMPT_EVENTS_MAX,
  actorKeyOf,
  type Decide,
  type Decision,
  fingerprintOf,
  refuseBeyondCeiling,
} from './decision.ts';
import { summaryOf } from './summary.ts';
import { answersOfDrafts } from './writtenAnswers.ts';

/** New events in a log, from any server. `before` is absent when this process had not seen the log before. */
export interface InterviewChange {
  interviewId: InterviewId;
  before: InterviewState | undefined;
  after: InterviewState;
  events: readonly InterviewEvent[];
  local: boolean;
  /** True if many interviews were created together. Followers take them one after another, in their next round. */
  ofMany?: boolean;
}

export type CommandStamp = { commandId: CommandId; name: string; params: unknown };

interface Entry {
  state: InterviewState;
  seq: number;
  /** Time of the last event. Later events get no earlier time, so that times never decrease in a log. */
  lastAt: number;
}

/** An append that isn't stored yet, with the states before and after it. */
interface Draft {
  append: Append;
  before: InterviewState | undefined;
  after: InterviewState;
  at: number;
}

/** Number of interviews that are many when they are created together. */
const MANY = 20;
/** How many times `execute` decides before it gives up because other servers keep writing first. */
const MAX_ATTEMPTS = 50;
const MAX_CACHED = 2_000;

/** Computes states from logs, executes commands, notifies listeners. The database orders all writes. */
export class Interviews {
  readonly #store: InterviewStore;
  readonly #announce: (interviewId: InterviewId) => void;
  readonly #onListenerFault: (error: unknown) => void;
  readonly #now: () => number;
  readonly #attemptEventsMax: number;
  readonly #entries = new Map<InterviewId, Entry>();
  readonly #kits = new SharedKits();
  readonly #queue = new SerialQueue<InterviewId>();
  readonly #listeners = new Set<(change: InterviewChange) => void>();
  readonly #removalListeners = new Set<(interviewId: InterviewId) => void>();

  constructor(options: {
    store: InterviewStore;
    announce?: (interviewId: InterviewId) => void;
    onListenerFault?: (error: unknown) => void;
    now?: () => number;
    attemptEventsMax?: number;
  }) {
    this.#store = options.store;
    this.#announce = options.announce ?? (() => {});
    this.#onListenerFault = options.onListenerFault ?? (() => {});
    this.#now = options.now ?? Date.now;
    this.#attemptEventsMax = options.attemptEventsMax ?? ATTEMPT_EVENTS_MAX;
  }

  async create<T>(interviewId: InterviewId, actor: Actor, decision: Decision<T>): Promise<T> {
    return this.#queue.run(interviewId, async () => {
      const written = await this.#write(interviewId, undefined, actor, decision, undefined, this.#now());
      if (!written) throw AppError.conflict('interview-exists', interviewId);
      return decision.result;
    });
  }

  /** Creates new interviews, and writes what `also` writes, in one transaction: all of it, or nothing. */
  async createAll(
    interviews: readonly { interviewId: InterviewId; decision: Decision<unknown> }[],
    actor: Actor,
    also?: AlsoWrites,
  ): Promise<void> {
    const now = this.#now();
    const drafts = interviews.map(({ interviewId, decision }) =>
      this.#draft(interviewId, undefined, actor, decision, now),
    );
    await this.#store.appendAll(
      drafts.map(({ append }) => append),
      also,
    );
    for (const draft of drafts) this.#written(draft, drafts.length >= MANY);
  }

  /** Returns the newest state. Throws `not-found`. */
  async read(interviewId: InterviewId): Promise<InterviewState> {
    return this.#queue.run(interviewId, async () => (await this.#caughtUp(interviewId)).state);
  }

  /** Returns the state at a past time. Throws `not-found`. */
  async readAt(interviewId: InterviewId, at: number): Promise<InterviewState> {
    const events = await this.#store.readEvents(interviewId, 0);
    const state = reduceAll(events.filter(event => event.at <= at));
    if (!state) throw AppError.notFound('interview', interviewId);
    return state;
  }

  /** Returns the state in memory, which may lack other servers' latest events, or reads it. */
  async current(interviewId: InterviewId): Promise<InterviewState> {
    return this.#entries.get(interviewId)?.state ?? this.read(interviewId);
  }

  /** Runs a command once and returns its result. Throws `duplicate-command` if a different one has its id. */
  async execute<T>(
    interviewId: InterviewId,
    actor: Actor,
    decide: Decide<T>,
    stamp?: CommandStamp,
  ): Promise<T> {
    return this.#queue.run(interviewId, async () => {
      const command = stamp && {
        commandId: stamp.commandId,
        interviewId,
        actorKey: actorKeyOf(actor),
        fingerprint: fingerprintOf(stamp.name, stamp.params),
      };
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
        const entry = this.#entries.get(interviewId) ?? (await this.#caughtUp(interviewId));
        // Decides with the time of the new events, so that replaying the events gives the same outcome.
        const now = Math.max(this.#now(), entry.lastAt);
        let decision: Decision<T>;
        try {
          decision = await this.#withDrafts(entry.state, decide(entry.state, now));
          const { seq, state } = entry;
          refuseBeyondCeiling(state, actor, decision.events, { seq, most: this.#attemptEventsMax });
        } catch (error) {
          // A repeated command is often refused because its first run has changed the state.
          const stored = command && (await this.#store.findCommand(command.commandId));
          if (stored) return storedResult<T>(stored, command);
          // Checks whether the command was refused only because another server has changed the state.
          const fresh = await this.#caughtUp(interviewId);
          if (fresh.seq !== entry.seq) continue;
          throw error;
        }
        if (decision.events.length === 0 && !command) {
          // Checks whether the state is current, because without events there is no append that would.
          const fresh = await this.#caughtUp(interviewId);
          if (fresh.seq !== entry.seq) continue;
          return decision.result;
        }
        const written = await this.#write(interviewId, entry, actor, decision, command, now);
        if (written) return decision.result;
        const stored = command && (await this.#store.findCommand(command.commandId));
        if (stored) return storedResult<T>(stored, command);
        await this.#caughtUp(interviewId);
      }
      throw AppError.unavailable('interview-busy');
    });
  }

  async catchUp(interviewId: InterviewId): Promise<void> {
    await this.#queue.run(interviewId, () => this.#caughtUp(interviewId));
  }

  /** True if the interview is a practice interview in this process's memory. */
  hasPractice(interviewId: InterviewId): boolean {
    return this.#entries.get(interviewId)?.state.practice !== undefined;
  }

  /** Forgets an interview whose log was deleted, and makes the other servers forget it, too. */
  async remove(interviewId: InterviewId): Promise<void> {
    await this.#queue.run(interviewId, async () => this.#forget(interviewId));
    this.#announce(interviewId);
  }

  subscribe(listener: (change: InterviewChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Calls the listener for each interview in memory whose log was deleted. */
  subscribeToRemovals(listener: (interviewId: InterviewId) => void): () => void {
    this.#removalListeners.add(listener);
    return () => this.#removalListeners.delete(listener);
  }

  /** Adds the answers that a candidate has not sent when the decision ends the interview. */
  async #withDrafts<T>(state: InterviewState, decision: Decision<T>): Promise<Decision<T>> {
    const { events } = decision;
    const end = events.findIndex(({ kind }) => kind === 'session.ended');
    if (end < 0 || !state.recruiter) return decision;
    const answers = answersOfDrafts(state, await this.#store.readDrafts(state.interviewId));
    return { ...decision, events: events.toSpliced(end, 0, ...answers) };
  }

  async #write<T>(
    interviewId: InterviewId,
    entry: Entry | undefined,
    actor: Actor,
    decision: Decision<T>,
    command: Omit<StoredCommand, 'result'> | undefined,
    now: number,
  ): Promise<boolean> {
    const draft = this.#draft(interviewId, entry, actor, decision, now);
    const outcome = await this.#store.append({
      ...draft.append,
      ...(command && { command: { ...command, result: decision.result ?? null } }),
    });
    if (outcome === 'stale') return false;
    if (outcome === 'overtaken') throw new AppError('conflict', 'slot-taken');
    this.#written(draft);
    return true;
  }

  #draft(
    interviewId: InterviewId,
    entry: Entry | undefined,
    actor: Actor,
    decision: Decision<unknown>,
    now: number,
  ): Draft {
    if (entry?.state.hasNewerEvents) throw AppError.newerVersion('interview');
    const expectedSeq = entry?.seq ?? 0;
    const at = Math.max(now, entry?.lastAt ?? 0);
    const events = decision.events.map((event: NewEvent, index) => ({
      ...event,
      seq: expectedSeq + 1 + index,
      at,
      actor,
    }));
    const folded = reduceAll(events, entry?.state);
    if (!folded) throw new Error('A new interview starts with interview.created.');
    const state = this.#kits.share(folded);
    const append = {
      interviewId,
      expectedSeq,
      events,
      summary: summaryOf(state),
      ...(decision.revokeLinksOf && { revokeLinksOf: decision.revokeLinksOf }),
      ...(decision.newLinks && { newLinks: decision.newLinks }),
      ...(decision.bookings && { bookings: decision.bookings }),
      ...(decision.also && { also: decision.also }),
      ...changedStaffSeats(entry?.state, state),
      ...extendedLinks(entry?.state, state),
      ...(decision.ofAttempt && { ofAttempt: decision.ofAttempt }),
    };
    return { append, before: entry?.state, after: state, at };
  }

  /** Remembers and announces what was stored. */
  #written({ append: { interviewId, expectedSeq, events }, before, after, at }: Draft, ofMany = false): void {
    if (events.length === 0) return;
    this.#remember(interviewId, { state: after, seq: expectedSeq + events.length, lastAt: at });
    this.#notify(this.#listeners, { interviewId, before, after, events, local: true, ofMany });
    this.#announce(interviewId);
  }

  async #caughtUp(interviewId: InterviewId): Promise<Entry> {
    const entry = this.#entries.get(interviewId);
    const events = await this.#store.readEvents(interviewId, entry?.seq ?? 0);
    const last = events.at(-1);
    if (!last) {
      if (!entry) throw AppError.notFound('interview', interviewId);
      if (entry.state.practice && (await this.#store.lastSeq(interviewId)) === 0) {
        this.#forget(interviewId);
        throw AppError.notFound('interview', interviewId);
      }
      return entry;
    }
    const folded = reduceAll(events, entry?.state);
    if (!folded) throw AppError.notFound('interview', interviewId);
    const state = this.#kits.share(folded);
    const fresh = { state, seq: last.seq, lastAt: last.at };
    this.#remember(interviewId, fresh);
    this.#notify(this.#listeners, { interviewId, before: entry?.state, after: state, events, local: false });
    return fresh;
  }

  #forget(interviewId: InterviewId): void {
    if (!this.#entries.delete(interviewId)) return;
    this.#notify(this.#removalListeners, interviewId);
  }

  #remember(interviewId: InterviewId, entry: Entry): void {
    // Moves the entry to the end of the Map, whose first key is then the one stored least recently.
    this.#entries.delete(interviewId);
    this.#entries.set(interviewId, entry);
    if (this.#entries.size <= MAX_CACHED) return;
    const [oldest] = this.#entries.keys();
    if (oldest) this.#entries.delete(oldest);
  }

  /** Catches listeners' errors. The change is committed, and the other listeners must still be called. */
  #notify<T>(listeners: Iterable<(news: T) => void>, news: T): void {
    for (const listener of listeners) {
      try {
        listener(news);
      } catch (error) {
        this.#onListenerFault(error);
      }
    }
  }
}

/** Returns staff seats if they changed. An unchanged `seats` object, the usual case, needs no comparison. */
function changedStaffSeats(
  before: InterviewState | undefined,
  after: InterviewState,
): Pick<Append, 'staffSeats'> {
  const { seats, evaluation, rubric } = after;
  if (before?.seats === seats && before.evaluation === evaluation && before.rubric === rubric) return {};
  const staffSeats = staffSeatsOf(after);
  return before && isDeepStrictEqual(staffSeatsOf(before), staffSeats) ? {} : { staffSeats };
}

/** Returns the links that last longer than before, because the interview was moved. */
function extendedLinks(
  before: InterviewState | undefined,
  after: InterviewState,
): Pick<Append, 'extendedLinks'> {
  if (!before || before.seats === after.seats) return {};
  const extended = Object.values(after.seats).flatMap(({ seatId, link }) => {
    const old = before.seats[seatId]?.link;
    const isLonger = link && old?.linkId === link.linkId && old.expiresAt < link.expiresAt;
    return isLonger ? [{ linkId: link.linkId, expiresAt: link.expiresAt }] : [];
  });
  return extended.length > 0 ? { extendedLinks: extended } : {};
}

function storedResult<T>(stored: StoredCommand, command: Omit<StoredCommand, 'result'>): T {
  const same =
    stored.interviewId === command.interviewId &&
    stored.actorKey === command.actorKey &&
    stored.fingerprint === command.fingerprint;
  if (!same) throw new AppError('duplicate-command');
  // The type is right, because the same command stored the result.
  return stored.result as T;
}

/** Shares one kit object between interviews with the same kit version, because kits take most memory. */
class SharedKits {
  /** Weak references, so that a kit is freed when no interview in memory uses it. */
  readonly #kits = new Map<string, WeakRef<ChosenKit>>();

  share(state: InterviewState): InterviewState {
    const { rubric } = state;
    if (!rubric) return state;
    const name = `${rubric.chosen.kitId} ${rubric.chosen.version}`;
    const known = this.#kits.get(name)?.deref();
    if (known === rubric.chosen) return state;
    if (known && isDeepStrictEqual(known, rubric.chosen))
      return { ...state, rubric: { ...rubric, chosen: known } };
    this.#kits.set(name, new WeakRef(rubric.chosen));
    return state;
  }
}
