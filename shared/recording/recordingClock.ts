import type { RecordedStretch } from './recordingState.ts';

/** Where a recording's time line lies in the server's time. */
export interface RecordingClock {
  /** Server time of its zero, epoch milliseconds: when the first stretch began. */
  readonly zeroAt: number;
  readonly durationMs: number;
}

/** Undefined before the first stretch. `durationMs` is what finalising found. */
export function recordingClockOf(
  stretches: readonly Pick<RecordedStretch, 'startedAt'>[],
  durationMs: number,
): RecordingClock | undefined {
  const [first] = stretches;
  return first && { zeroAt: first.startedAt, durationMs };
}

/**
 * A moment of the server's time on the time line, in milliseconds. What happened before the recording began is at its beginning, what came
 * after its end is at its end: the nearest that there is to see.
 */
export function recordingMsAt(clock: RecordingClock, at: number): number {
  return withinRecording(clock, at - clock.zeroAt);
}

/** The same for a time in milliseconds since the session's opening. */
export function recordingMsOfMediaTime(
  clock: RecordingClock,
  openedAt: number | undefined,
  mediaTimeMs: number,
): number {
  return recordingMsAt(clock, (openedAt ?? clock.zeroAt) + mediaTimeMs);
}

/** Milliseconds since the session's opening of a moment on the time line: what is stamped while a recording is watched. */
export function mediaTimeOfRecording(
  { zeroAt }: Pick<RecordingClock, 'zeroAt'>,
  openedAt: number | undefined,
  recordingMs: number,
): number {
  return Math.max(0, Math.round(recordingMs + zeroAt - (openedAt ?? zeroAt)));
}

export function withinRecording({ durationMs }: Pick<RecordingClock, 'durationMs'>, ms: number): number {
  return Math.round(Math.min(durationMs, Math.max(0, ms)));
}
