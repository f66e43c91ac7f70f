import { bandPass, highPass, lowPass } from './filters.ts';
import { pinkNoise, randomness, whiteNoise } from './randomNoise.ts';
import { addTo, amplified, powerDbov, SAMPLE_RATE, type Sound, sampleCountOf } from './sound.ts';

/** Options of short sounds. They are unvoiced, and deterministic by seed. */
interface BurstOptions {
  /** Level of the loudest 20 ms. */
  peakDbov: number;
  seed?: number;
}

/** One cough: an explosion, noise through an open mouth, and a short voiced end. */
export function cough({
  peakDbov,
  durationMs = 300,
  seed = 1,
}: BurstOptions & { durationMs?: number }): Sound {
  const count = sampleCountOf(durationMs);
  const air = whiteNoise(count, seed);
  const mouth = [550, 1_400, 2_600].map(hertz => bandPass(air, hertz, 2.5));
  const samples = air.map((_, index) => {
    const way = index / count;
    const attack = Math.min(1, index / sampleCountOf(8));
    const voice = way > 0.65 ? 0.15 * Math.sin((2 * Math.PI * 140 * index) / SAMPLE_RATE) : 0;
    const shaped = mouth.reduce((sum, formant) => sum + (formant[index] ?? 0), voice);
    return attack * coughForce(way) * shaped;
  });
  return peakedAt({ samples, voiced: [] }, peakDbov);
}

/** Force of the air from the start (0) to the end (1) of a cough. */
function coughForce(way: number): number {
  if (way < 0.25) return 1;
  return way < 0.65 ? 0.35 : 0.5 * (1 - (way - 0.65) / 0.35);
}

/** Keys struck at this rate: strokes of 5 to 20 ms that ring out, most with a softer one when the key is released. */
export function typing({
  durationMs,
  perSecond,
  peakDbov,
  seed = 1,
}: BurstOptions & { durationMs: number; perSecond: number }): Sound {
  const random = randomness(seed);
  const samples = new Float32Array(sampleCountOf(durationMs));
  for (let atMs = random.between(50, 400); atMs < durationMs - 200; ) {
    const strokeSeed = seed + Math.round(atMs);
    strike(samples, atMs, random.between(0.4, 1), random.between(4, 14), strokeSeed);
    if (random.uniform() < 0.7)
      strike(samples, atMs + random.between(60, 110), random.between(0.1, 0.35), 4, strokeSeed + 1);
    atMs += (1_000 / perSecond) * random.between(0.55, 1.45);
  }
  return peakedAt({ samples, voiced: [] }, peakDbov);
}

/** Both clicks of a mouse button. */
export function mouseClick({ peakDbov, seed = 1 }: BurstOptions): Sound {
  const samples = new Float32Array(sampleCountOf(200));
  strike(samples, 10, 1, 3, seed);
  strike(samples, 100, 0.6, 3, seed + 1);
  return peakedAt({ samples, voiced: [] }, peakDbov);
}

/** A chair that is moved: a knock and a short scrape. */
export function chair({
  peakDbov,
  durationMs = 130,
  seed = 1,
}: BurstOptions & { durationMs?: number }): Sound {
  const count = sampleCountOf(durationMs);
  const samples = lowPass(pinkNoise(count, seed), 900).map(
    (value, index) => 0.6 * value * (1 - index / count),
  );
  strike(samples, 0, 3, 12, seed + 1);
  return peakedAt({ samples, voiced: [] }, peakDbov);
}

/** Breath before speech. */
export function breath({
  peakDbov,
  durationMs = 600,
  seed = 1,
}: BurstOptions & { durationMs?: number }): Sound {
  const count = sampleCountOf(durationMs);
  const samples = bandPass(whiteNoise(count, seed), 1_600, 0.8).map(
    (value, index) => value * Math.sin((Math.PI * index) / count) ** 2,
  );
  return peakedAt({ samples, voiced: [] }, peakDbov);
}

/** Adds a short noise without bass that rings out. */
export function strike(
  samples: Float32Array,
  atMs: number,
  force: number,
  decayMs: number,
  seed: number,
): void {
  const start = sampleCountOf(atMs);
  const length = Math.min(sampleCountOf(decayMs * 6), samples.length - start);
  if (length <= 0) return;
  const burst = highPass(whiteNoise(length, seed), 700).map(
    (value, index) => value * Math.exp(-index / sampleCountOf(decayMs)),
  );
  addTo(samples, burst, start, force);
}

/** Amplifies so that the loudest 20 ms have this level. */
function peakedAt(sound: Sound, peakDbov: number): Sound {
  const frame = sampleCountOf(20);
  let loudestDbov = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < sound.samples.length; at += frame / 4)
    loudestDbov = Math.max(loudestDbov, powerDbov(sound.samples.subarray(at, at + frame)));
  return amplified(sound, peakDbov - loudestDbov);
}
