import type { CaptureRun } from './recordingState.ts';

export interface RecordingClock {
  /** When the timeline starts: the start of the first capture run, in epoch milliseconds. */
  readonly zeroAt: number;
  readonly durationMs: number;
}

/** Returns the clock, or undefined before the first capture run. */
export function recordingClockOf(
  stretches: readonly Pick<CaptureRun, 'startedAt'>[],
  durationMs: number,
): RecordingClock | undefined {
  const [first] = stretches;
  return first && { zeroAt: first.startedAt, durationMs };
}

/** Converts epoch milliseconds to the timeline, clamped to the recording. */
export function recordingMsAt(clock: RecordingClock, at: number): number {
  return withinRecording(clock, at - clock.zeroAt);
}

/** Converts milliseconds since the interview's opening to the timeline. */
export function recordingMsOfMediaTime(
  clock: RecordingClock,
  openedAt: number | undefined,
  mediaTimeMs: number,
): number {
  return recordingMsAt(clock, (openedAt ?? clock.zeroAt) + mediaTimeMs);
}

/** Converts a recording time to milliseconds since the interview's opening, for stamps made in a review. */
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
