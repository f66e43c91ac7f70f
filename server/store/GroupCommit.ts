import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '../../shared/errors.ts';

type Waiting<J, R> = { job: J; resolve: (result: R) => void; reject: (error: unknown) => void };

/** Maximum number of jobs per transaction, so that no transaction locks the database file for long. */
const GROUP_MAX = 200;

/** Commits waiting jobs together in one transaction, because each commit takes a flush to disk. */
export class GroupCommit<J, R> {
  readonly #commit: (jobs: readonly J[]) => Promise<readonly R[]>;
  readonly #waiting: Waiting<J, R>[] = [];
  #running = false;

  /** `commit` carries out all jobs in one transaction, or none. It returns one result per job, in order. */
  constructor(commit: (jobs: readonly J[]) => Promise<readonly R[]>) {
    this.#commit = commit;
  }

  run(job: J): Promise<R> {
    const { promise, resolve, reject } = Promise.withResolvers<R>();
    this.#waiting.push({ job, resolve, reject });
    void this.#work();
    return promise;
  }

  async #work(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    while (this.#waiting.length > 0) {
      await nextTurn();
      await this.#carryOut(this.#waiting.splice(0, GROUP_MAX));
    }
    this.#running = false;
  }

  async #carryOut(group: readonly Waiting<J, R>[]): Promise<void> {
    try {
      const results = await this.#commit(group.map(({ job }) => job));
      for (const [index, { resolve }] of group.entries()) resolve(results[index] as R);
    } catch (error) {
      // An unavailable database fails every job. Retrying the jobs would only delay their answers.
      if (group.length === 1 || isUnavailable(error)) for (const { reject } of group) reject(error);
      // Retries each job in its own transaction, because one job's error must not fail the other jobs.
      else for (const one of group) await this.#carryOut([one]);
    }
  }
}

function isUnavailable(error: unknown): boolean {
  return error instanceof AppError && error.code === 'unavailable';
}
