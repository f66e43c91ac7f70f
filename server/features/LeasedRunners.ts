import type { Logger } from 'pino';
import type { InterviewId } from '../../shared/ids.ts';
import type { InterviewState } from '../../shared/interview/state.ts';
import type { Interviews } from '../interviews/interviews.ts';
import { LEASE_MS, type LiveBus } from '../live/liveBus.ts';
import { Poller } from '../Poller.ts';

/** Often enough that a lease is renewed well before it runs out, also when one attempt is slow. */
const ROUND_MS = LEASE_MS / 3;
/** How many rounds lie between two looks for interviews that no one told this server of. */
const ROUNDS_BETWEEN_LOOKS = 4;

/** Does one kind of work in one interview for as long as this server holds its lease. */
export interface Runner {
  /** Ends it where it stands, for the server that goes on. Safe to call twice. */
  close(): Promise<void>;
}

interface LeasedRunnersOptions<R extends Runner> {
  /** Names the leases, and what is written to the log: `recruiter`. */
  work: string;
  interviews: Interviews;
  bus: LiveBus;
  /** Interviews with someone present, as the database knows them. */
  listPresent: () => Promise<InterviewId[]>;
  /** Whether there is something to do in an interview that this version can continue, or something left to do for the runner that it has here. */
  isNeeded: (state: InterviewState, runner: R | undefined) => boolean;
  begin: (interviewId: InterviewId) => R;
  logger: Logger;
}

/**
 * Gives each interview that needs one exactly one runner among all servers, by a lease. A server that dies loses its leases, and another
 * one goes on from the log. Ends when it is closed.
 */
export class LeasedRunners<R extends Runner> {
  readonly #options: LeasedRunnersOptions<R>;
  readonly #wanted = new Set<InterviewId>();
  readonly #runners = new Map<InterviewId, R>();
  readonly #ending = new Map<InterviewId, Promise<void>>();
  readonly #unsubscribe: (() => void)[];
  readonly #poller: Poller;
  #rounds = 0;

  constructor(options: LeasedRunnersOptions<R>) {
    this.#options = options;
    this.#unsubscribe = [
      options.interviews.subscribe(({ after }) => this.#consider(after)),
      options.interviews.subscribeToRemovals(interviewId => this.#forget(interviewId)),
    ];
    this.#poller = new Poller({
      task: () => this.#look(),
      intervalMs: ROUND_MS,
      onError: error =>
        options.logger.warn({ work: options.work, err: error }, 'the round of runners failed'),
    });
  }

  /** Interviews whose logs this server has to follow because it does the work in them. */
  interviewIds(): InterviewId[] {
    return [...this.#runners.keys()];
  }

  has(interviewId: InterviewId): boolean {
    return this.#runners.has(interviewId);
  }

  /** Ends the runners and gives their leases back. Safe to call twice. */
  async close(): Promise<void> {
    if (this.#poller.closed) return;
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    await this.#poller.close();
    await Promise.all([...this.#runners.keys()].map(interviewId => this.#end(interviewId)));
    await Promise.all(this.#ending.values());
  }

  #consider(state: InterviewState): void {
    const { interviewId } = state;
    if (!this.#isNeeded(state)) {
      this.#forget(interviewId);
      return;
    }
    if (this.#wanted.has(interviewId)) return;
    this.#wanted.add(interviewId);
    // At once, and not with the next round: a candidate has just come in.
    void this.#run(interviewId);
  }

  /** What a newer version has continued is left to a server of that version. */
  #isNeeded(state: InterviewState): boolean {
    if (state.hasNewerEvents) return false;
    return this.#options.isNeeded(state, this.#runners.get(state.interviewId));
  }

  #forget(interviewId: InterviewId): void {
    this.#wanted.delete(interviewId);
    if (this.#runners.has(interviewId)) void this.#end(interviewId);
  }

  async #look(): Promise<void> {
    const { interviews, listPresent } = this.#options;
    const isLook = this.#rounds % ROUNDS_BETWEEN_LOOKS === 0;
    this.#rounds += 1;
    await Promise.all([...this.#wanted].map(interviewId => this.#run(interviewId)));
    for (const interviewId of this.#runners.keys()) this.#consider(await interviews.current(interviewId));
    if (!isLook || this.#poller.closed) return;
    for (const interviewId of await listPresent()) {
      if (this.#wanted.has(interviewId)) continue;
      this.#consider(await interviews.current(interviewId));
    }
  }

  /** Never rejects: the next round tries again. */
  #run(interviewId: InterviewId): Promise<void> {
    return this.#tryToRun(interviewId).catch(error =>
      this.#options.logger.warn(
        { work: this.#options.work, interviewId, err: error },
        'the work in an interview could not be taken on',
      ),
    );
  }

  async #tryToRun(interviewId: InterviewId): Promise<void> {
    // A runner that ends here gives back the lease that the next one takes.
    await this.#ending.get(interviewId);
    const lease = await this.#options.bus.lease(this.#nameOf(interviewId));
    if (this.#poller.closed || !this.#wanted.has(interviewId)) return;
    if (lease === 'held' && !this.#runners.has(interviewId)) await this.#begin(interviewId);
    // While Redis is away no one can take the lease, so the server that has it goes on.
    if (lease === 'taken' && this.#runners.has(interviewId)) await this.#end(interviewId);
  }

  /** The server that had the lease before has written to the log, which this server may not have followed. */
  async #begin(interviewId: InterviewId): Promise<void> {
    const { interviews, begin } = this.#options;
    const state = await interviews.read(interviewId);
    if (this.#poller.closed || this.#runners.has(interviewId)) return;
    if (this.#isNeeded(state)) {
      this.#runners.set(interviewId, begin(interviewId));
      return;
    }
    this.#wanted.delete(interviewId);
    await this.#end(interviewId);
  }

  #end(interviewId: InterviewId): Promise<void> {
    const ended = this.#endNow(interviewId).finally(() => {
      if (this.#ending.get(interviewId) === ended) this.#ending.delete(interviewId);
    });
    this.#ending.set(interviewId, ended);
    return ended;
  }

  async #endNow(interviewId: InterviewId): Promise<void> {
    const runner = this.#runners.get(interviewId);
    this.#runners.delete(interviewId);
    await runner?.close();
    await this.#options.bus.release(this.#nameOf(interviewId));
  }

  #nameOf(interviewId: InterviewId): string {
    return `${this.#options.work}:${interviewId}`;
  }
}
