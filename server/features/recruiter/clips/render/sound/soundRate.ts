/** Every clip's sampling rate in Hz, Opus' own. */
export const SOUND_RATE = 48_000;

export const SAMPLES_PER_MS = SOUND_RATE / 1_000;

/** A whole number of samples. */
export function samplesOf(milliseconds: number): number {
  return Math.round(milliseconds * SAMPLES_PER_MS);
}
