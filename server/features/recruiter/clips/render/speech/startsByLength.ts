import type { Voiced } from '../sound/pauses.ts';

/**
 * When each word begins, where only the sound is known: the time in which a voice is heard is shared out by numbers of characters.
 * A word that would begin within a pause begins behind it.
 */
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

/** The moment until which a voice has been heard for so long. */
function atVoicedTime(voicedMs: number, fromMs: number, pauses: Voiced['pauses']): number {
  let atMs = fromMs + voicedMs;
  for (const pause of pauses) if (pause.fromMs <= atMs) atMs += pause.toMs - pause.fromMs;
  return atMs;
}
