import type { Logger } from 'pino';
import type { InterviewId } from '../../../shared/ids.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type { MediaPlane } from '../../../shared/media/mediaPlane.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import { LEASE_MS, type LiveBus } from '../../live/liveBus.ts';
import type { InterviewClips } from './InterviewClips.ts';
import { RecruiterRunner } from './RecruiterRunner.ts';

/** Often enough that a lease is renewed well before it runs out, also when one attempt is slow. */
const ROUND_MS = LEASE_MS / 3;
/** How many rounds lie between two looks for interviews that nobody told this server of. */
const ROUNDS_BETWEEN_LOOKS = 4;

interface DeskOptions {
  interviews: Interviews;
  plane: MediaPlane;
  clips: InterviewClips;
  bus: LiveBus;
  /** Interviews with somebody present, as the database knows them. */
  listPresent: () => Promise<InterviewId[]>;
  logger: Logger;
}

/**
 * Gives each running interview that the virtual recruiter holds exactly one runner among all servers, by a lease. A server that dies
 * loses its leases, and another one goes on from the log. Ends when it is closed.
 */
export class RecruiterDesk {
  readonly #options: DeskOptions;
  readonly #wanted = new Set<InterviewId>();
  readonly #runners = new Map<InterviewId, RecruiterRunner>();
  readonly #unsubscribe: () => void;
  readonly #timer: NodeJS.Timeout;
  #round: Promise<void> | undefined;
  #rounds = 0;
  #closed = false;

  constructor(options: DeskOptions) {
    this.#options = options;
    this.#unsubscribe = options.interviews.subscribe(({ after }) => this.#consider(after));
    this.#timer = setInterval(() => void this.#goRound(), ROUND_MS);
    void this.#goRound();
  }

  /** Interviews whose logs this server has to follow because it runs their recruiter. */
  interviewIds(): InterviewId[] {
    return [...this.#runners.keys()];
  }

  /** Ends the runners and gives their leases back. Safe to call twice. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#unsubscribe();
    clearInterval(this.#timer);
    await this.#round;
    await Promise.all([...this.#runners.keys()].map(interviewId => this.#end(interviewId)));
  }

  #consider(state: InterviewState): void {
    const { interviewId } = state;
    if (!isHeld(state)) {
      this.#wanted.delete(interviewId);
      if (this.#runners.has(interviewId)) void this.#end(interviewId);
      return;
    }
    if (this.#wanted.has(interviewId)) return;
    this.#wanted.add(interviewId);
    // At once, and not with the next round: a candidate has just come in.
    void this.#tryToRun(interviewId);
  }

  #goRound(): Promise<void> {
    this.#round ??= this.#look()
      .catch(error => this.#options.logger.warn({ err: error }, 'the round of recruiters failed'))
      .finally(() => {
        this.#round = undefined;
      });
    return this.#round;
  }

  async #look(): Promise<void> {
    const isLook = this.#rounds % ROUNDS_BETWEEN_LOOKS === 0;
    this.#rounds += 1;
    await Promise.all([...this.#wanted].map(interviewId => this.#tryToRun(interviewId)));
    if (!isLook || this.#closed) return;
    for (const interviewId of await this.#options.listPresent()) {
      if (this.#wanted.has(interviewId)) continue;
      this.#consider(await this.#options.interviews.current(interviewId));
    }
  }

  async #tryToRun(interviewId: InterviewId): Promise<void> {
    const { bus } = this.#options;
    const lease = await bus.lease(nameOf(interviewId));
    if (this.#closed || !this.#wanted.has(interviewId)) return;
    if (lease === 'held' && !this.#runners.has(interviewId)) this.#begin(interviewId);
    // While Redis is away nobody can take the lease, so whoever has it goes on.
    if (lease === 'taken' && this.#runners.has(interviewId)) await this.#end(interviewId);
  }

  #begin(interviewId: InterviewId): void {
    const { interviews, plane, clips, logger } = this.#options;
    this.#runners.set(interviewId, new RecruiterRunner({ interviewId, interviews, plane, clips, logger }));
  }

  async #end(interviewId: InterviewId): Promise<void> {
    const runner = this.#runners.get(interviewId);
    this.#runners.delete(interviewId);
    await runner?.close();
    await this.#options.bus.release(nameOf(interviewId));
  }
}

/** Whether a recruiter has something to do in it. */
function isHeld({ recruiter, phase }: InterviewState): boolean {
  return recruiter !== undefined && phase === 'open';
}

function nameOf(interviewId: InterviewId): string {
  return `recruiter:${interviewId}`;
}
