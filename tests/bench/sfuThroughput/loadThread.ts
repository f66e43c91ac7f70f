import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { DtlsIdentity } from '../rtc/dtlsHandshake.ts';
import type { LoadCounts, LoadPlan } from './load.ts';
import type { LoopedClip } from './sentMedia.ts';

export type LoadOrder = 'start' | 'stop' | 'count';

export interface LoadThreadData {
  plan: LoadPlan;
  identity: DtlsIdentity;
  /** Media of every sender; absent: noise. */
  clip?: LoopedClip | undefined;
}

/** Response to every order. */
export interface LoadAnswer extends LoadCounts {
  /** Processor time of the thread so far, in seconds. */
  threadS: number;
  /** Longest time without sound at a receiver since the last response, in milliseconds. */
  longestGapMs: number;
}

/** The load on a thread of its own, so that its cost isn't counted for the sfu's Node side. Ends with `close()`. */
export class LoadThread {
  readonly #thread: Worker;
  readonly #failed: Promise<never>;

  static async connect(plan: LoadPlan, identity: DtlsIdentity, clip?: LoopedClip): Promise<LoadThread> {
    const workerData: LoadThreadData = { plan, identity, clip };
    const thread = new LoadThread(new Worker(new URL('loadThreadMain.ts', import.meta.url), { workerData }));
    await thread.#answer();
    return thread;
  }

  private constructor(thread: Worker) {
    this.#thread = thread;
    this.#failed = once(thread, 'error').then(([error]) => Promise.reject(error));
    // Reported to the code that waits for a response.
    this.#failed.catch(() => {});
  }

  /** Resolves with the counts at the time of the order. */
  order(order: LoadOrder): Promise<LoadAnswer> {
    const answer = this.#answer();
    this.#thread.postMessage(order);
    return answer;
  }

  async close(): Promise<void> {
    await this.#thread.terminate();
  }

  async #answer(): Promise<LoadAnswer> {
    const [answer] = await Promise.race([once(this.#thread, 'message'), this.#failed]);
    return answer as LoadAnswer;
  }
}
