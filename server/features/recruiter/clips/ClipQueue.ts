import type { ClipId } from '../../../../shared/recruiter/clip.ts';
import type { Fallback } from './ClipMaker.ts';
import { ClipError, type ClipFailure } from './clipError.ts';
import type { ClipRequest } from './clipRequest.ts';

/** Delays before the second and the third attempt. */
export const BETWEEN_ATTEMPTS_MS: readonly number[] = [2_000, 10_000];

interface ClipQueueOptions {
  make: (task: ClipTask) => Promise<void>;
  settle: (task: ClipTask, error?: ClipError) => void;
  betweenAttemptsMs: readonly number[];
}

/** Renders one clip at a time, by priority. Renders other clips while a failed clip waits for its retry. */
export class ClipQueue {
  readonly #options: ClipQueueOptions;
  readonly #queued = new Set<ClipTask>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #rendering: ClipTask | undefined;
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

  close(): void {
    this.#closed = true;
    this.#queued.clear();
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  #enqueue(task: ClipTask): void {
    if (this.#closed) return;
    task.state = 'queued';
    this.#queued.add(task);
    if (!this.#isRunning) void this.#renderAll();
  }

  async #renderAll(): Promise<void> {
    this.#isRunning = true;
    for (let task = this.#next(); task; task = this.#next()) await this.#render(task);
    this.#isRunning = false;
  }

  #next(): ClipTask | undefined {
    const tasks = [...this.#queued];
    const task =
      tasks.find(({ priority }) => priority === 'now') ??
      tasks.find(({ priority }) => priority === 'soon') ??
      tasks[0];
    if (task) this.#queued.delete(task);
    return task;
  }

  async #render(task: ClipTask): Promise<void> {
    task.state = 'rendering';
    this.#rendering = task;
    const error = await this.#options.make(task).then(
      () => undefined,
      failure => (failure instanceof ClipError ? failure : new ClipError('render-failed', failure)),
    );
    this.#rendering = undefined;
    if (error) return this.#fail(task, error);
    task.state = 'ready';
    this.#options.settle(task);
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

export function moreUrgent(a: ClipPriority, b: ClipPriority): ClipPriority {
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
