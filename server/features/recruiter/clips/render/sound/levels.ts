const LEVEL_MS = 20;
export const SILENT_LEVEL = 127;

/** Returns the level of each 20 ms as in RFC 6464: RMS in dB below a full-scale square wave, 0 to 127. */
export function levelsOf(samples: Float32Array): Uint8Array {
  const width = samplesOf(LEVEL_MS);
  return Uint8Array.from({ length: Math.ceil(samples.length / width) }, (_, at) =>
    levelOf(samples.subarray(at * width, (at + 1) * width)),
  );
}

function levelOf(samples: Float32Array): number {
  let energy = 0;
  for (const sample of samples) energy += sample * sample;
  if (energy === 0) return SILENT_LEVEL;
  const dbov = 10 * Math.log10(energy / samples.length);
  return Math.max(0, Math.min(SILENT_LEVEL, Math.round(-dbov)));
}

export const SOUND_RATE = 48_000;

export const SAMPLES_PER_MS = SOUND_RATE / 1_000;

export function samplesOf(milliseconds: number): number {
  return Math.round(milliseconds * SAMPLES_PER_MS);
}

export type Span = { fromMs: number; toMs: number };

/** Sound this many dB below the loud parts of speech is a pause. */
const RANGE_DB = 30;
/** Level of the faintest speech, in dB below overload. */
const FAINTEST_LEVEL = 65;
/** Shortest sound that ends a pause. Clicks and breaths are shorter. */
const SHORTEST_SOUND_MS = 40;

export interface Voiced extends Span {
  pauses: Span[];
}

/** Finds speech in levels (RFC 6464), with pauses of at least `shortestMs`. Returns undefined for silence. */
export function voicedOf(levels: Uint8Array, shortestMs: number): Voiced | undefined {
  const loud = [...levels].filter(level => level < FAINTEST_LEVEL).sort((a, b) => a - b);
  const quiet = Math.min(FAINTEST_LEVEL, (loud[Math.floor(loud.length / 10)] ?? 0) + RANGE_DB);
  const sounds = soundsOf(levels, quiet);
  const [first, last] = [sounds[0], sounds.at(-1)];
  if (!first || !last) return undefined;
  const pauses = sounds
    .slice(1)
    .map((sound, at) => ({ fromMs: sounds[at]?.toMs ?? 0, toMs: sound.fromMs }))
    .filter(({ fromMs, toMs }) => toMs - fromMs >= shortestMs);
  return { fromMs: first.fromMs, toMs: last.toMs, pauses };
}

function soundsOf(levels: Uint8Array, quiet: number): Span[] {
  const sounds: Span[] = [];
  let from: number | undefined;
  for (let at = 0; at <= levels.length; at++) {
    const isSound = at < levels.length && (levels[at] ?? 127) < quiet;
    if (isSound) from ??= at;
    else if (from !== undefined) {
      if ((at - from) * LEVEL_MS >= SHORTEST_SOUND_MS)
        sounds.push({ fromMs: from * LEVEL_MS, toMs: at * LEVEL_MS });
      from = undefined;
    }
  }
  return sounds;
}

/** Estimates each word's start time from the lengths of the words. A word never starts within a pause. */
export function startsByLength(words: readonly string[], { fromMs, toMs, pauses }: Voiced): number[] {
  const silentMs = pauses.reduce((sum, pause) => sum + pause.toMs - pause.fromMs, 0);
  const voicedMs = toMs - fromMs - silentMs;
  const characters = words.reduce((sum, word) => sum + word.length + 1, 0);
  let before = 0;
  return words.map(word => {
    const share = before / characters;
    before += word.length + 1;
    return atVoicedTime(share * voicedMs, fromMs, pauses);
  });
}

/** Converts a time that does not count pauses to a time that does. */
function atVoicedTime(voicedMs: number, fromMs: number, pauses: Voiced['pauses']): number {
  let atMs = fromMs + voicedMs;
  for (const pause of pauses) if (pause.fromMs <= atMs) atMs += pause.toMs - pause.fromMs;
  return atMs;
}
