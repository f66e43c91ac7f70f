import type { Logger } from 'pino';
import type { InterviewId } from '../../shared/ids.ts';
import type { InterviewState } from '../../shared/interview/state.ts';
import type { Interviews } from '../interviews/interviews.ts';
import { LEASE_MS, type LiveBus } from '../live/liveBus.ts';
import { Poller } from '../Poller.ts';

const RENEW_INTERVAL_MS = LEASE_MS / 3;
/** Every fourth round also searches the database for interviews that this server hasn't seen. */
const ROUNDS_PER_SEARCH = 4;

export type Runner = { close(): Promise<void> };

interface LeasedRunnersOptions<R extends Runner> {
  /** Name of the work, such as `recruiter`. Used as a prefix of lease names and as a field in the log. */
  work: string;
  interviews: Interviews;
  bus: LiveBus;
  /** Searches the database for interviews where someone is present. */
  listPresent: () => Promise<InterviewId[]>;
  /** True when an interview has work for a runner, or its current runner has work left. */
  isNeeded: (state: InterviewState, runner: R | undefined) => boolean;
  start: (interviewId: InterviewId) => R;
  logger: Logger;
}

/** Runs a runner for each interview that needs one. A lease ensures that only one server runs it. */
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
      task: () => this.#round(),
      intervalMs: RENEW_INTERVAL_MS,
      onError: error =>
        options.logger.warn({ work: options.work, err: error }, 'the round of runners failed'),
    });
  }

  /** Returns the interviews that have a runner on this server. The server must follow their logs. */
  interviewIds(): InterviewId[] {
    return [...this.#runners.keys()];
  }

  has(interviewId: InterviewId): boolean {
    return this.#runners.has(interviewId);
  }

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
    // Doesn't wait for the next round, because a candidate may be waiting for the runner.
    void this.#run(interviewId);
  }

  /** True if this server should run a runner. False if only a newer version can read the interview's log. */
  #isNeeded(state: InterviewState): boolean {
    if (state.hasNewerEvents) return false;
    return this.#options.isNeeded(state, this.#runners.get(state.interviewId));
  }

  #forget(interviewId: InterviewId): void {
    this.#wanted.delete(interviewId);
    if (this.#runners.has(interviewId)) void this.#end(interviewId);
  }

  async #round(): Promise<void> {
    const { interviews, listPresent } = this.#options;
    const isSearch = this.#rounds % ROUNDS_PER_SEARCH === 0;
    this.#rounds += 1;
    await Promise.all([...this.#wanted].map(interviewId => this.#run(interviewId)));
    for (const interviewId of this.#runners.keys()) this.#consider(await interviews.current(interviewId));
    if (!isSearch || this.#poller.closed) return;
    for (const interviewId of await listPresent()) {
      if (this.#wanted.has(interviewId)) continue;
      this.#consider(await interviews.current(interviewId));
    }
  }

  /** Starts or stops the runner, depending on the lease. Logs failures, because the next round retries. */
  #run(interviewId: InterviewId): Promise<void> {
    return this.#tryToRun(interviewId).catch(error =>
      this.#options.logger.warn(
        { work: this.#options.work, interviewId, err: error },
        'the work in an interview could not be taken on',
      ),
    );
  }

  async #tryToRun(interviewId: InterviewId): Promise<void> {
    // Waits until the previous runner on this server has stopped and released its lease.
    await this.#ending.get(interviewId);
    const lease = await this.#options.bus.lease(this.#nameOf(interviewId));
    if (this.#poller.closed || !this.#wanted.has(interviewId)) return;
    if (lease === 'held' && !this.#runners.has(interviewId)) await this.#start(interviewId);
    // Without Redis (`unknown`), a runner continues, because no other server can take the lease.
    if (lease === 'taken' && this.#runners.has(interviewId)) await this.#end(interviewId);
  }

  /** Reads the log before starting, because the server that held the lease before may have written to it. */
  async #start(interviewId: InterviewId): Promise<void> {
    const { interviews, start } = this.#options;
    const state = await interviews.read(interviewId);
    if (this.#poller.closed || this.#runners.has(interviewId)) return;
    if (this.#isNeeded(state)) {
      this.#runners.set(interviewId, start(interviewId));
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
