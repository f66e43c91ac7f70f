import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Logger } from 'pino';
import { AppError } from '../../../shared/errors.ts';
import type { InterviewId } from '../../../shared/ids.ts';
import type { EventKind } from '../../../shared/interview/events.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import { SerialQueue } from '../../../shared/SerialQueue.ts';
import type { InterviewChange, Interviews } from '../../interviews/interviews.ts';
import { Poller } from '../../Poller.ts';
import type { CandidateStore, SeatFacts } from '../../store/candidateStore.ts';
import type { InterviewStore } from '../../store/interviewStore.ts';

const POLL_MS = 30_000;
/** Pause after many interviews were created together. */
const SOON_MS = 500;
/** Number of interviews that are listed at a time. */
const AT_ONCE = 200;

/** Events that change who a candidate is. The poller notices all others. */
const NAMING: ReadonlySet<EventKind | 'newer'> = new Set<EventKind>([
  'interview.created',
  'seat.added',
  'seat.changed',
]);

export interface CandidateTrackerOptions {
  interviews: Pick<Interviews, 'read' | 'subscribe'>;
  logs: Pick<InterviewStore, 'lastSeq'>;
  candidates: Pick<CandidateStore, 'followMark' | 'follow' | 'listToFollow'>;
  logger: Logger;
  pollEveryMs?: number | undefined;
}

/** Records the candidates of interviews, also of those that were created by earlier versions or other servers. */
export class CandidateTracker {
  readonly #options: CandidateTrackerOptions;
  readonly #following = new SerialQueue<InterviewId>();
  readonly #pending = new Set<Promise<unknown>>();
  readonly #unsubscribe: () => void;
  readonly #poller: Poller;

  constructor(options: CandidateTrackerOptions) {
    this.#options = options;
    this.#unsubscribe = options.interviews.subscribe(change => this.#notice(change));
    this.#poller = new Poller({
      task: () => this.#poll(),
      intervalMs: options.pollEveryMs ?? POLL_MS,
      onError: error => options.logger.warn({ err: error }, 'could not record candidates'),
    });
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    await this.#poller.close();
    await Promise.allSettled(this.#pending);
  }

  /** Records all candidates now. Never rejects. */
  poll(): Promise<void> {
    return this.#poller.run();
  }

  /** Records the candidates of one interview. */
  follow(interviewId: InterviewId): Promise<void> {
    return this.#following.run(interviewId, () => this.#follow(interviewId));
  }

  async #poll(): Promise<void> {
    const { candidates } = this.#options;
    for (let after: InterviewId | undefined; ; ) {
      const behind = await candidates.listToFollow(AT_ONCE, after);
      for (const interviewId of behind) {
        if (this.#poller.closed) return;
        await this.#logErrors(interviewId, this.follow(interviewId));
        // Lets other work run, because SQLite queries don't yield to the event loop.
        await nextTurn();
      }
      after = behind.at(-1);
      if (behind.length < AT_ONCE) return;
    }
  }

  #notice({ interviewId, after, events, local, ofMany }: InterviewChange): void {
    if (!local || this.#poller.closed || after.practice || !events.some(({ kind }) => NAMING.has(kind)))
      return;
    if (ofMany) {
      this.#poller.runIn(SOON_MS);
      return;
    }
    const settled = this.#logErrors(interviewId, this.follow(interviewId));
    this.#pending.add(settled);
    void settled.finally(() => this.#pending.delete(settled));
  }

  async #follow(interviewId: InterviewId): Promise<void> {
    const { interviews, logs, candidates } = this.#options;
    const mark = await candidates.followMark(interviewId);
    // Reads the last event's number before the state, so that the state includes at least this event.
    const seq = await logs.lastSeq(interviewId);
    if (mark === undefined || mark >= seq) return;
    const state = await interviews.read(interviewId);
    if (!state.practice) await candidates.follow(interviewId, mark, seq, candidateSeatsOf(state));
  }

  /** Logs errors instead of rejecting, so that other interviews are not affected. The next round retries. */
  async #logErrors(interviewId: InterviewId, work: Promise<unknown>): Promise<void> {
    try {
      await work;
    } catch (error) {
      // The interview was deleted in the meantime.
      if (error instanceof AppError && error.code === 'not-found') return;
      this.#options.logger.warn(
        { interviewId, err: error },
        'could not record the candidates of an interview',
      );
    }
  }
}

function candidateSeatsOf({ seats }: InterviewState): SeatFacts[] {
  return Object.values(seats)
    .filter(({ role }) => role === 'candidate')
    .map(({ seatId, displayName, email }) => ({ seatId, name: displayName, address: email }));
}
