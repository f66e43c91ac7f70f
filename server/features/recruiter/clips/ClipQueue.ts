import type { ClipId } from '../../../../shared/recruiter/clip.ts';
import type { Fallback } from './ClipMaker.ts';
import { ClipError, type ClipFailure } from './clipError.ts';
import type { ClipWish } from './clipRequest.ts';

/** Before the second and the third attempt at a clip. Tests are less patient. */
export const BETWEEN_ATTEMPTS_MS: readonly number[] = [2_000, 10_000];

interface ClipQueueOptions {
  /** Makes the clip and notes in the task what came of it. */
  make: (task: ClipTask) => Promise<void>;
  /** Told of each task that is done with: `error` says why there is no clip. */
  settle: (task: ClipTask, error?: ClipError) => void;
  betweenAttemptsMs: readonly number[];
}

/**
 * Has clips made one after the other: what is needed now first, then in the order in which they came. What fails is tried again after a
 * while, during which others have their turn.
 */
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

  /** Changes nothing for a task that is on its way. */
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
    const task = tasks.find(({ priority }) => priority === 'now') ?? tasks[0];
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

export type ClipPriority = 'now' | 'ahead';

/**
 * How far a clip is.
 *
 * - `new`; `looking`: whether it is there already;
 * - `queued`, `rendering`: it is going to be made, it is being made;
 * - `waiting`: making it failed, and it is tried again in a moment;
 * - `ready`, `failed`.
 */
type ClipTaskState = 'new' | 'looking' | 'queued' | 'rendering' | 'waiting' | 'ready' | 'failed';

/** A clip that someone wished for, however many they are. */
export interface ClipTask {
  readonly clipId: ClipId;
  readonly wish: ClipWish;
  priority: ClipPriority;
  state: ClipTaskState;
  /** How often making it has failed since it was asked for. */
  failures: number;
  /** Why there is no clip; while `failed`. */
  reason?: ClipFailure;
  /** What is found and played in its place. */
  fallback?: Fallback;
  /** When it was done with last, well or not. */
  settledAt?: number;
}

export function isReady({ state, fallback }: ClipTask): boolean {
  return state === 'ready' || fallback !== undefined;
}

export function isSettled(task: ClipTask): boolean {
  return isReady(task) || task.state === 'failed';
}

/** Whether trying again could make it better. */
export function isUnwell({ state, fallback }: ClipTask): boolean {
  return state === 'failed' || fallback !== undefined;
}
