import type { Logger } from 'pino';
import { AppError } from '../../../shared/errors.ts';
import type { InterviewId } from '../../../shared/ids.ts';
import { SYSTEM } from '../../../shared/interview/events.ts';
import { isFinal } from '../../../shared/interview/phases.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import { PRACTICE_START_WITHIN_MINUTES } from '../../../shared/practice/practice.ts';
import { ATTEMPT_EVENTS_MAX } from '../../interviews/decision.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import { Poller } from '../../Poller.ts';
import type { PracticeQueueStore } from '../../store/practiceQueueStore.ts';
import { endingOf } from './AttemptInterviews.ts';

const POLL_MS = 15_000;

/** How long a room may stay open without a start. `awaited` applies while other candidates wait. */
const START_WITHIN_MS = { awaited: PRACTICE_START_WITHIN_MINUTES * 60_000, otherwise: 15 * 60_000 };

interface QueueOptions {
  sessions: number;
  queue: PracticeQueueStore;
  interviews: Pick<Interviews, 'current' | 'execute' | 'subscribe'>;
  /** Resolves to undefined while Redis is unavailable. */
  aliveServers: () => Promise<ReadonlySet<string> | undefined>;
  logger: Logger;
  pollMs?: number | undefined;
  eventsMax?: number | undefined;
}

/** An attempt's state in the queue. `ahead` counts earlier attempts, `minutes` estimates the wait. */
export type Standing =
  | { state: 'waiting'; ahead: number; minutes: number }
  | { state: 'admitted' }
  | { state: 'over' }
  | { state: 'expired' };

/** Admits practice attempts in order, up to the capacity of all live servers. Every server runs a queue. */
export class PracticeQueue {
  readonly #options: QueueOptions;
  readonly #unsubscribe: () => void;
  readonly #poller: Poller;
  readonly #eventsMax: number;
  readonly #endingFull = new Map<InterviewId, Promise<void>>();
  /** Number of live servers, as last known from Redis. */
  #servers = 1;

  constructor(options: QueueOptions) {
    this.#options = options;
    this.#eventsMax = options.eventsMax ?? ATTEMPT_EVENTS_MAX;
    this.#poller = new Poller({
      task: () => this.#admit(),
      intervalMs: options.pollMs ?? POLL_MS,
      onError: error => options.logger.warn({ err: error }, 'practice attempts could not be admitted'),
    });
    this.#unsubscribe = options.interviews.subscribe(({ interviewId, after, events }) => {
      if (!after.practice) return;
      const isOver = events.some(({ kind }) => kind === 'session.ended' || kind === 'interview.cancelled');
      if (isOver) void this.poll();
      else if ((events.at(-1)?.seq ?? 0) >= this.#eventsMax && !isFinal(after.phase))
        void this.#endFull(interviewId);
    });
  }

  /** Throws `unavailable` if this server offers no practice. */
  /** True if strangers can practice on this server. */
  get open(): boolean {
    return this.#options.sessions > 0;
  }

  requireOpen(): void {
    if (!this.open) throw AppError.unavailable('practice-off');
  }

  /** Notes that a candidate is still waiting. Returns the attempt's state, or undefined if it was deleted. */
  async standingOf(interviewId: InterviewId): Promise<Standing | undefined> {
    const { queue } = this.#options;
    let state = await queue.notePoll(interviewId);
    if (state === 'waiting') {
      this.requireOpen();
      await this.admit();
      state = await queue.notePoll(interviewId);
    }
    if (state === undefined || state === 'deleting') return undefined;
    if (state !== 'waiting') return { state };
    const { endsInMs, waiting } = await queue.standing();
    const at = waiting.findIndex(one => one.interviewId === interviewId);
    const ahead = at < 0 ? waiting : waiting.slice(0, at);
    const minutes = minutesToWait({ capacity: await this.#capacity(), endsInMs, ahead });
    return { state, ahead: ahead.length, minutes };
  }

  /** Admits waiting attempts. Rejects when the database is unavailable. */
  admit(): Promise<void> {
    return this.#poller.runOrThrow();
  }

  /** Like `admit`, but never rejects. */
  poll(): Promise<void> {
    return this.#poller.run();
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    await this.#poller.close();
    await Promise.all(this.#endingFull.values());
  }

  async #admit(): Promise<void> {
    const { queue, logger } = this.#options;
    // Closes unstarted rooms before admitting attempts, so that this round can fill the freed slots.
    await this.#endUnstarted();
    await queue.admit(await this.#capacity());
    for (const interviewId of await queue.expiredAndOpen())
      await this.#closeExpired(interviewId).catch(error =>
        // The next round retries.
        logger.warn({ interviewId, err: error }, 'an expired practice attempt could not be closed'),
      );
  }

  async #endUnstarted(): Promise<void> {
    const { queue, interviews, logger } = this.#options;
    const open = await queue.openSince(START_WITHIN_MS.awaited);
    if (open.length === 0) return;
    const { awaited, otherwise } = START_WITHIN_MS;
    const withinMs = (await queue.isAwaited()) ? awaited : otherwise;
    for (const interviewId of open) {
      try {
        // Reads before it writes, because most rooms have started and waiting candidates trigger this often.
        if (!isUnstarted(await interviews.current(interviewId))) continue;
        await interviews.execute(interviewId, SYSTEM, (state, now) => ({
          events: isUnstarted(state, now - withinMs) ? endingOf(state.phase) : [],
          result: undefined,
        }));
      } catch (error) {
        // A damaged log must not stop the queue.
        logger.warn({ interviewId, err: error }, 'a practice room that no one started could not be closed');
      }
    }
  }

  /** Cancels an expired attempt, or readmits it when its candidate has just entered. */
  async #closeExpired(interviewId: InterviewId): Promise<void> {
    const { interviews, queue, logger } = this.#options;
    const hasStarted = await interviews.execute(interviewId, SYSTEM, state =>
      state.openedAt === undefined && state.phase === 'lobby'
        ? { events: [{ kind: 'interview.cancelled', payload: {} }], result: false }
        : { events: [], result: state.phase === 'open' },
    );
    if (hasStarted) await queue.readmit(interviewId);
    else logger.info({ interviewId }, 'a practice attempt that no one entered has expired');
  }

  #endFull(interviewId: InterviewId): Promise<void> {
    const known = this.#endingFull.get(interviewId);
    if (known) return known;
    const { interviews, logger } = this.#options;
    const ending = interviews
      .execute(interviewId, SYSTEM, ({ phase }) => ({
        events: endingOf(phase),
        result: undefined,
      }))
      .then(
        () => logger.warn({ interviewId }, 'a practice attempt was ended because its log was full'),
        error =>
          logger.warn({ interviewId, err: error }, 'a practice attempt with a full log could not be ended'),
      )
      .finally(() => this.#endingFull.delete(interviewId));
    this.#endingFull.set(interviewId, ending);
    return ending;
  }

  async #capacity(): Promise<number> {
    const { sessions, aliveServers } = this.#options;
    this.#servers = (await aliveServers())?.size ?? this.#servers;
    return sessions * this.#servers;
  }
}

/** True if a room opened at `openedBefore` or earlier still waits for the candidate's "I'm ready". */
function isUnstarted(
  { phase, openedAt, recruiter }: InterviewState,
  openedBefore = Number.POSITIVE_INFINITY,
): boolean {
  return (
    phase === 'open' &&
    openedAt !== undefined &&
    openedAt <= openedBefore &&
    recruiter?.stage.name === 'before'
  );
}

interface QueueLoad {
  capacity: number;
  /** Planned milliseconds until each running attempt ends. Negative when it is overdue. */
  endsInMs: readonly number[];
  /** Waiting attempts that will be admitted before this one, in order. */
  ahead: readonly { plannedMinutes: number }[];
}

/** Estimates the wait. Assumes that an overdue attempt goes on for as long as it is already overdue. */
export function minutesToWait({ capacity, endsInMs, ahead }: QueueLoad): number {
  // If more attempts run than there are slots, the attempts that end first free no slot.
  const running = endsInMs
    .map(ms => Math.abs(ms))
    .toSorted((a, b) => a - b)
    .slice(Math.max(0, endsInMs.length - capacity));
  const slots = Array.from({ length: Math.max(1, capacity) }, (_, slot) => running[slot] ?? 0);
  for (const { plannedMinutes } of ahead) {
    const soonest = slots.indexOf(Math.min(...slots));
    slots[soonest] = (slots[soonest] ?? 0) + plannedMinutes * 60_000;
  }
  return Math.max(1, Math.ceil(Math.min(...slots) / 60_000));
}
