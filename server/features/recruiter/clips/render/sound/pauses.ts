import { LEVEL_MS } from './levels.ts';

export interface Span {
  fromMs: number;
  toMs: number;
}

/** Sound this much fainter than the loud parts of a speech is between its words. In dB. */
const RANGE_DB = 30;
/** Nothing below this is speech. In dB below overload. */
const FAINTEST_LEVEL = 65;
/** A click or a breath does not end a pause. */
const SHORTEST_SOUND_MS = 40;

/** From the first sound to the last, and the pauses of at least `shortestMs` in between. Undefined where nothing is heard. */
export interface Voiced extends Span {
  pauses: Span[];
}

/** Finds where someone speaks, by the levels of each 20 ms (RFC 6464). */
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
