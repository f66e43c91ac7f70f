import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { DtlsIdentity } from '../rtc/dtlsHandshake.ts';
import type { LoadCounts, LoadPlan } from './load.ts';
import type { LoopedClip } from './sentMedia.ts';

export type LoadOrder = 'start' | 'stop' | 'count';

export interface LoadThreadData {
  plan: LoadPlan;
  identity: DtlsIdentity;
  /** What everybody sends; noise if absent. */
  clip?: LoopedClip | undefined;
}

/** What the thread says whenever it is asked. */
export interface LoadAnswer extends LoadCounts {
  /** Processor time that the thread has taken, in seconds. */
  threadS: number;
  /** Longest time that a receiver heard nothing since the last answer, in milliseconds. */
  longestGapMs: number;
}

/** The load in a thread of its own, so that what it costs is not counted as what the sfu's Node side costs. Ends with `close()`. */
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
    // Told to the code that waits for an answer, if any does.
    this.#failed.catch(() => {});
  }

  /** Returns what had been counted when the order was carried out. */
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
