import { filtered, highPass } from './biquad.ts';
import { limitPeaks } from './limitPeaks.ts';
import { integratedLoudness } from './loudness.ts';
import { SOUND_RATE } from './soundRate.ts';

/** As loud as a person's microphone behind automatic gain control. */
const LOUDNESS_LUFS = -20;
/** Leaves room for what lies between samples and for what coding adds: decoded, true peaks stay below -3 dBFS. */
const CEILING_DBFS = -5;
/** Quieter sound is mostly noise, and stays quiet. */
const GAIN_DB_MAX = 30;
/** Below any voice. */
const RUMBLE_HZ = 60;

/** Takes rumble out of mono sound at 48 kHz and makes it as loud as every clip. Silence stays silent. */
export function normalLoudness(samples: Float32Array): Float32Array {
  const clean = filtered(samples, highPass(RUMBLE_HZ, SOUND_RATE));
  const loudness = integratedLoudness(clean);
  if (loudness === Number.NEGATIVE_INFINITY) return clean;
  const gain = fromDb(Math.min(GAIN_DB_MAX, LOUDNESS_LUFS - loudness));
  return limitPeaks(
    clean.map(sample => sample * gain),
    fromDb(CEILING_DBFS),
  );
}

function fromDb(db: number): number {
  return 10 ** (db / 20);
}
