import type { ClipId } from '../../../../shared/recruiter/clip.ts';
import type { ClipFailure } from './clipError.ts';
import type { ClipWish } from './clipWish.ts';
import type { Fallback } from './LineVoices.ts';

export type ClipPriority = 'now' | 'ahead';

/**
 * How far a clip is.
 *
 * - `new`; `looking`: whether it is there already;
 * - `queued`, `rendering`: it is going to be made, it is being made;
 * - `waiting`: making it failed, and it is tried again in a moment;
 * - `ready`, `failed`.
 */
export type ClipTaskState = 'new' | 'looking' | 'queued' | 'rendering' | 'waiting' | 'ready' | 'failed';

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
