/** All sound here is mono at this rate, which browsers capture and Opus carries. */
export const SAMPLE_RATE = 48_000;

export interface Interval {
  fromMs: number;
  toMs: number;
}

/** Samples from -1 to 1, and where the microphone's owner speaks: ascending, disjoint intervals. */
export interface Sound {
  samples: Float32Array;
  voiced: Interval[];
}

export function durationMsOf({ samples }: Sound): number {
  return (samples.length * 1_000) / SAMPLE_RATE;
}

export function sampleCountOf(milliseconds: number): number {
  return Math.round((milliseconds * SAMPLE_RATE) / 1_000);
}

/** Converts decibels to a factor. */
export function factorOf(decibels: number): number {
  return 10 ** (decibels / 20);
}

export function silence(milliseconds: number): Sound {
  return { samples: new Float32Array(sampleCountOf(milliseconds)), voiced: [] };
}

/** Concatenates sounds. */
export function sequence(...sounds: readonly Sound[]): Sound {
  const samples = new Float32Array(sounds.reduce((count, sound) => count + sound.samples.length, 0));
  const voiced: Interval[] = [];
  let at = 0;
  for (const sound of sounds) {
    samples.set(sound.samples, at);
    voiced.push(...shifted(sound.voiced, (at * 1_000) / SAMPLE_RATE));
    at += sound.samples.length;
  }
  return { samples, voiced: joined(voiced) };
}

/** Mixes sounds to the length of the longest, and clips at full scale. */
export function mix(...sounds: readonly Sound[]): Sound {
  const samples = new Float32Array(Math.max(0, ...sounds.map(sound => sound.samples.length)));
  for (const sound of sounds) addTo(samples, sound.samples, 0, 1);
  for (let index = 0; index < samples.length; index += 1)
    samples[index] = Math.max(-1, Math.min(1, samples[index] ?? 0));
  return { samples, voiced: joined(sounds.flatMap(sound => sound.voiced)) };
}

/** Adds samples at a position, as far as they fit. */
export function addTo(target: Float32Array, samples: Float32Array, at: number, factor: number): void {
  const count = Math.min(samples.length, target.length - at);
  for (let index = 0; index < count; index += 1)
    target[at + index] = (target[at + index] ?? 0) + factor * (samples[index] ?? 0);
}

/** Prepends silence. */
export function delayed(sound: Sound, milliseconds: number): Sound {
  return sequence(silence(milliseconds), sound);
}

export function amplified({ samples, voiced }: Sound, decibels: number): Sound {
  const louder = new Float32Array(samples.length);
  addTo(louder, samples, 0, factorOf(decibels));
  return { samples: louder, voiced: [...voiced] };
}

/** Mean power in dBov over these intervals or over everything; -Infinity for digital silence, NaN without samples. */
export function powerDbov(samples: Float32Array, intervals?: readonly Interval[]): number {
  const whole = { fromMs: 0, toMs: (samples.length * 1_000) / SAMPLE_RATE };
  let sum = 0;
  let count = 0;
  for (const { fromMs, toMs } of intervals ?? [whole]) {
    const end = Math.min(samples.length, sampleCountOf(toMs));
    for (let index = sampleCountOf(fromMs); index < end; index += 1) {
      sum += (samples[index] ?? 0) ** 2;
      count += 1;
    }
  }
  return 10 * Math.log10(sum / count);
}

/** Amplifies to this mean power over these intervals or over everything. */
export function levelledTo(sound: Sound, levelDbov: number, intervals?: readonly Interval[]): Sound {
  return amplified(sound, levelDbov - powerDbov(sound.samples, intervals));
}

function shifted(intervals: readonly Interval[], byMs: number): Interval[] {
  return intervals.map(({ fromMs, toMs }) => ({ fromMs: fromMs + byMs, toMs: toMs + byMs }));
}

/** Sorts intervals and joins those with at most this gap. */
export function joined(intervals: readonly Interval[], gapMs = 0): Interval[] {
  const sorted = intervals.toSorted((a, b) => a.fromMs - b.fromMs);
  const result: Interval[] = [];
  for (const { fromMs, toMs } of sorted) {
    const last = result.at(-1);
    if (last && fromMs - last.toMs <= gapMs) last.toMs = Math.max(last.toMs, toMs);
    else result.push({ fromMs, toMs });
  }
  return result;
}
