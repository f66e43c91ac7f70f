import type { ClipId } from '../../../../shared/recruiter/clip.ts';
import type { Fallback } from './ClipMaker.ts';
import { ClipError, type ClipFailure } from './clipError.ts';
import type { ClipRequest } from './clipRequest.ts';

/** Delays before the second and the third attempt. */
export const BETWEEN_ATTEMPTS_MS: readonly number[] = [2_000, 10_000];

interface ClipQueueOptions {
  /** Rejects soon after `signal` aborts. */
  make: (task: ClipTask, signal: AbortSignal) => Promise<void>;
  settle: (task: ClipTask, error?: ClipError) => void;
  betweenAttemptsMs: readonly number[];
}

/**
 * Renders one clip at a time, by priority. A clip that someone waits for interrupts any other, which then starts
 * over. Renders other clips while a failed clip waits for its retry.
 */
export class ClipQueue {
  readonly #options: ClipQueueOptions;
  readonly #queued: ClipTask[] = [];
  readonly #timers = new Set<NodeJS.Timeout>();
  #rendering: ClipTask | undefined;
  #interruption = new AbortController();
  #isRunning = false;
  #closed = false;

  constructor(options: ClipQueueOptions) {
    this.#options = options;
  }

  get rendering(): ClipTask | undefined {
    return this.#rendering;
  }

  add(task: ClipTask): void {
    if (task.state === 'queued' || task.state === 'rendering' || task.state === 'waiting') return;
    task.failures = 0;
    this.#enqueue(task);
  }

  /** Never makes a clip less urgent. */
  raise(task: ClipTask, priority: ClipPriority): void {
    task.priority = moreUrgent(task.priority, priority);
    this.#interruptForOthers();
  }

  close(): void {
    this.#closed = true;
    this.#queued.length = 0;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  #enqueue(task: ClipTask): void {
    if (this.#closed) return;
    task.state = 'queued';
    this.#queued.push(task);
    if (this.#isRunning) this.#interruptForOthers();
    else void this.#renderAll();
  }

  #interruptForOthers(): void {
    if (this.#rendering?.priority !== 'now' && this.#queued.some(({ priority }) => priority === 'now'))
      this.#interruption.abort();
  }

  async #renderAll(): Promise<void> {
    this.#isRunning = true;
    for (let task = this.#next(); task; task = this.#next()) await this.#render(task);
    this.#isRunning = false;
  }

  #next(): ClipTask | undefined {
    const places = PRIORITIES.map(wanted => this.#queued.findIndex(({ priority }) => priority === wanted));
    const place = places.find(index => index >= 0);
    return place === undefined ? undefined : this.#queued.splice(place, 1)[0];
  }

  async #render(task: ClipTask): Promise<void> {
    task.state = 'rendering';
    this.#rendering = task;
    this.#interruption = new AbortController();
    const { signal } = this.#interruption;
    const error = await this.#options.make(task, signal).then(
      () => undefined,
      failure => (failure instanceof ClipError ? failure : new ClipError('render-failed', failure)),
    );
    this.#rendering = undefined;
    if (error && signal.aborted) return this.#putBack(task);
    if (error) return this.#fail(task, error);
    task.state = 'ready';
    this.#options.settle(task);
  }

  #putBack(task: ClipTask): void {
    if (this.#closed) return;
    task.state = 'queued';
    this.#queued.unshift(task);
  }

  #fail(task: ClipTask, error: ClipError): void {
    if (this.#closed) return;
    const betweenMs = this.#options.betweenAttemptsMs[task.failures++];
    if (error.isFinal || betweenMs === undefined) {
      task.state = 'failed';
      this.#options.settle(task, error);
      return;
    }
    task.state = 'waiting';
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#enqueue(task);
    }, betweenMs);
    this.#timers.add(timer);
  }
}

/** `now`: someone can't continue without the clip. `soon`: a running interview will need it. */
export type ClipPriority = 'now' | 'soon' | 'ahead';

const PRIORITIES: readonly ClipPriority[] = ['now', 'soon', 'ahead'];

function moreUrgent(a: ClipPriority, b: ClipPriority): ClipPriority {
  return PRIORITIES[Math.min(PRIORITIES.indexOf(a), PRIORITIES.indexOf(b))] ?? a;
}

/** `checking`: looks for the clip in the folder. `waiting`: waits for a retry. */
type ClipTaskState = 'new' | 'checking' | 'queued' | 'rendering' | 'waiting' | 'ready' | 'failed';

export interface ClipTask {
  readonly clipId: ClipId;
  readonly request: ClipRequest;
  priority: ClipPriority;
  state: ClipTaskState;
  failures: number;
  reason?: ClipFailure;
  fallback?: Fallback;
  settledAt?: number;
}

export function isReady({ state, fallback }: ClipTask): boolean {
  return state === 'ready' || fallback !== undefined;
}

export function isSettled(task: ClipTask): boolean {
  return isReady(task) || task.state === 'failed';
}

export function canImprove({ state, fallback }: ClipTask): boolean {
  return state === 'failed' || fallback !== undefined;
}
