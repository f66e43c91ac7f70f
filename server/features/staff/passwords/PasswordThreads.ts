import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { AppError } from '../../../../shared/errors.ts';

/** Number of threads. A hash takes 32 MB, and one core for about a tenth of a second. */
const THREADS = 2;
/** Number of hashes that may wait. This limits the wait to about a second. */
const WAITING_MAX = 16;
const RETRY_AFTER_MS = 2_000;

export type PasswordJob =
  | { kind: 'hash'; password: string }
  | { kind: 'verify'; password: string; hash: string };

export type PasswordAnswer = { value: string | boolean } | { failure: string };
type Waiting = { job: PasswordJob; settle: PromiseWithResolvers<string | boolean> };

/** Hashes in its own threads, to keep libuv's free for files. Throws `rate-limited` if too many wait. */
export class PasswordThreads {
  readonly #idle: Worker[] = [];
  readonly #waiting: Waiting[] = [];
  #busy = 0;

  async hash(password: string): Promise<string> {
    return String(await this.#enqueue({ kind: 'hash', password }));
  }

  async verify(hash: string, password: string): Promise<boolean> {
    return (await this.#enqueue({ kind: 'verify', password, hash })) === true;
  }

  #enqueue(job: PasswordJob): Promise<string | boolean> {
    if (this.#waiting.length >= WAITING_MAX)
      throw new AppError('rate-limited', 'sign-in-busy', { details: { retryAfterMs: RETRY_AFTER_MS } });
    const settle = Promise.withResolvers<string | boolean>();
    this.#waiting.push({ job, settle });
    this.#next();
    return settle.promise;
  }

  #next(): void {
    if (this.#busy >= THREADS) return;
    const next = this.#waiting.shift();
    if (!next) return;
    this.#busy += 1;
    void this.#run(next).finally(() => {
      this.#busy -= 1;
      this.#next();
    });
  }

  /** Runs a job in a thread. Never rejects. A thread that failed is not used again. */
  async #run({ job, settle }: Waiting): Promise<void> {
    const thread = this.#idle.pop() ?? this.#start();
    const done = new AbortController();
    const { signal } = done;
    thread.ref();
    try {
      const answered = Promise.race([
        once(thread, 'message', { signal }),
        once(thread, 'exit', { signal }).then(([code]) => {
          throw new Error(`The thread of passwords ended with ${code}.`);
        }),
      ]);
      thread.postMessage(job);
      const [answer] = (await answered) as [PasswordAnswer];
      if ('failure' in answer) settle.reject(new Error(answer.failure));
      else settle.resolve(answer.value);
      thread.unref();
      this.#idle.push(thread);
    } catch (error) {
      settle.reject(error);
      await thread.terminate();
    } finally {
      done.abort();
    }
  }

  #start(): Worker {
    const thread = new Worker(new URL('./passwordWorker.ts', import.meta.url));
    // Without a listener, an error would end the process. The `exit` event that follows is handled.
    thread.on('error', () => {});
    thread.on('exit', () => {
      const at = this.#idle.indexOf(thread);
      if (at >= 0) this.#idle.splice(at, 1);
    });
    return thread;
  }
}

export const passwordThreads = new PasswordThreads();
