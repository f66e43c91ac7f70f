import type { Logger } from 'pino';
import { AppError } from '../../../shared/errors.ts';
import type { InterviewId } from '../../../shared/ids.ts';
import type { NewEvent } from '../../../shared/interview/events.ts';
import { type InterviewPhase, isFinal } from '../../../shared/interview/phases.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import { PRACTICE_START_WITHIN_MINUTES } from '../../../shared/practice/practice.ts';
import { ATTEMPT_EVENTS_MAX } from '../../interviews/decision.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import { Poller } from '../../Poller.ts';
import type { PracticeQueueStore } from '../../store/practiceQueueStore.ts';
import { minutesToWait } from './minutesToWait.ts';

/** Often enough that those who are here count, and that a place that no one took goes on soon. */
const LOOK_EVERY_MS = 15_000;

/** A room in which nothing was started is closed after this, in milliseconds: while others wait for a place, and otherwise. */
export const START_WITHIN_MS = { awaited: PRACTICE_START_WITHIN_MINUTES * 60_000, otherwise: 15 * 60_000 };

interface HouseOptions {
  /** For each live server; 0: no one practices here. */
  sessions: number;
  queue: PracticeQueueStore;
  interviews: Pick<Interviews, 'current' | 'execute' | 'subscribe'>;
  /** Undefined where that cannot be told at the moment. */
  aliveServers: () => Promise<ReadonlySet<string> | undefined>;
  logger: Logger;
  lookEveryMs?: number | undefined;
  /** Events that an attempt's log may have. */
  eventsMax?: number | undefined;
}

/** Where an attempt stands in line. */
export type Standing =
  | { state: 'waiting'; ahead: number; minutes: number }
  | { state: 'admitted' }
  | { state: 'over' }
  | { state: 'expired' };

/**
 * Lets in as many attempts as this installation bears, in the order in which they came, and tells the others how long that will take.
 * Any number of servers do this side by side. Ends when it is closed.
 */
export class PracticeHouse {
  readonly #options: HouseOptions;
  readonly #unsubscribe: () => void;
  readonly #poller: Poller;
  readonly #eventsMax: number;
  /** Attempts that are being ended because their logs are full. */
  readonly #full = new Map<InterviewId, Promise<void>>();
  /** While Redis is away servers are as many as they were. */
  #servers = 1;

  constructor(options: HouseOptions) {
    this.#options = options;
    this.#eventsMax = options.eventsMax ?? ATTEMPT_EVENTS_MAX;
    this.#poller = new Poller({
      task: () => this.#admit(),
      intervalMs: options.lookEveryMs ?? LOOK_EVERY_MS,
      onError: error => options.logger.warn({ err: error }, 'practice attempts could not be looked after'),
    });
    this.#unsubscribe = options.interviews.subscribe(({ interviewId, after, events }) => {
      if (!after.practice) return;
      const isOver = events.some(({ kind }) => kind === 'session.ended' || kind === 'interview.cancelled');
      // The next in line is let in now, and not with the next look.
      if (isOver) void this.look();
      else if ((events.at(-1)?.seq ?? 0) >= this.#eventsMax && !isFinal(after.phase))
        void this.#endFull(interviewId);
    });
  }

  /** Throws `unavailable` where no one practices on this server. */
  requireOpen(): void {
    if (this.#options.sessions > 0) return;
    throw new AppError('unavailable', 'Practice interviews are turned off on this server.', {
      details: { reason: 'practice-off' },
    });
  }

  /** Keeps the attempt's place in line, and lets it in where there is room. Undefined for one that is deleted. */
  async standingOf(interviewId: InterviewId): Promise<Standing | undefined> {
    const { queue } = this.#options;
    let state = await queue.see(interviewId);
    if (state === 'waiting') {
      this.requireOpen();
      await this.admit();
      state = await queue.see(interviewId);
    }
    if (state === undefined || state === 'deleting') return undefined;
    if (state !== 'waiting') return { state };
    const { endsInMs, waiting } = await queue.standing();
    const at = waiting.findIndex(one => one.interviewId === interviewId);
    const ahead = at < 0 ? waiting : waiting.slice(0, at);
    const minutes = minutesToWait({ capacity: await this.#capacity(), endsInMs, ahead });
    return { state, ahead: ahead.length, minutes };
  }

  /** Rejects where the database cannot be reached. */
  admit(): Promise<void> {
    return this.#poller.runOrThrow();
  }

  /** Like `admit()`, but never rejects. */
  look(): Promise<void> {
    return this.#poller.run();
  }

  /** Safe to call twice. */
  async close(): Promise<void> {
    this.#unsubscribe();
    await this.#poller.close();
    await Promise.all(this.#full.values());
  }

  async #admit(): Promise<void> {
    const { queue, logger } = this.#options;
    // First, so that their places are given away in the same round.
    await this.#endUnstarted();
    await queue.admit(await this.#capacity());
    for (const interviewId of await queue.expiredAndOpen())
      await this.#shut(interviewId).catch(error =>
        // A person who is let in must not wait for it; the next round tries again.
        logger.warn({ interviewId, err: error }, 'an expired practice attempt could not be closed'),
      );
  }

  /** Rooms whose candidate came in and never had the recruiter begin. */
  async #endUnstarted(): Promise<void> {
    const { queue, interviews, logger } = this.#options;
    const open = await queue.openSince(START_WITHIN_MS.awaited);
    if (open.length === 0) return;
    const { awaited, otherwise } = START_WITHIN_MS;
    const withinMs = (await queue.isAwaited()) ? awaited : otherwise;
    for (const interviewId of open) {
      try {
        // Most rooms have begun, and strangers who wait ask for this every few seconds.
        if (!isUnstarted(await interviews.current(interviewId))) continue;
        await interviews.execute(interviewId, { type: 'system' }, (state, now) => ({
          events: isUnstarted(state, now - withinMs) ? endingOf(state.phase) : [],
          result: undefined,
        }));
      } catch (error) {
        // A damaged log must keep no one else from being let in.
        logger.warn({ interviewId, err: error }, 'a practice room that no one started could not be closed');
      }
    }
  }

  /** A place that has gone cannot be entered any more, unless its candidate was faster. */
  async #shut(interviewId: InterviewId): Promise<void> {
    const { interviews, queue, logger } = this.#options;
    const isBegun = await interviews.execute(interviewId, { type: 'system' }, state =>
      state.openedAt === undefined && state.phase === 'lobby'
        ? { events: [{ kind: 'interview.cancelled', payload: {} }], result: false }
        : { events: [], result: state.phase === 'open' },
    );
    if (isBegun) await queue.readmit(interviewId);
    else logger.info({ interviewId }, 'a practice attempt that no one began has expired');
  }

  #endFull(interviewId: InterviewId): Promise<void> {
    const known = this.#full.get(interviewId);
    if (known) return known;
    const { interviews, logger } = this.#options;
    const ending = interviews
      .execute(interviewId, { type: 'system' }, ({ phase }) => ({
        events: endingOf(phase),
        result: undefined,
      }))
      .then(
        () => logger.warn({ interviewId }, 'a practice attempt was ended because its log was full'),
        error =>
          logger.warn({ interviewId, err: error }, 'a practice attempt with a full log could not be ended'),
      )
      .finally(() => this.#full.delete(interviewId));
    this.#full.set(interviewId, ending);
    return ending;
  }

  async #capacity(): Promise<number> {
    const { sessions, aliveServers } = this.#options;
    this.#servers = (await aliveServers())?.size ?? this.#servers;
    return sessions * this.#servers;
  }
}

function endingOf(phase: InterviewPhase): NewEvent[] {
  if (phase === 'open') return [{ kind: 'session.ended', payload: {} }];
  return phase === 'lobby' ? [{ kind: 'interview.cancelled', payload: {} }] : [];
}

/** True while the recruiter still waits for "I'm ready" in a room that was opened before that moment, or at any time. */
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
