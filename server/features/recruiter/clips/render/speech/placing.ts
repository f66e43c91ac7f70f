import { CLIP_LIMITS, type Cue } from '../../../../../../shared/recruiter/clip.ts';
import { FRAME_MS } from '../avatar/avatarSize.ts';

/** How long before its first sound a phrase begins. */
export const BEFORE_PHRASE_MS = 60;

/** The next moment at which a picture begins. */
export function onGrid(milliseconds: number): number {
  return Math.ceil(milliseconds / FRAME_MS) * FRAME_MS;
}

/** Where a phrase begins whose first sound is at this moment: a little before, with a picture. */
export function phraseStart(soundMs: number): number {
  return Math.max(0, Math.floor((soundMs - BEFORE_PHRASE_MS) / FRAME_MS) * FRAME_MS);
}

/**
 * In rising order, and at most as many phrases as a clip may have: a line of hundreds of single words can be stopped at every second or
 * third of them.
 */
export function thinned(phrasesMs: readonly number[]): number[] {
  const rising = [...new Set(phrasesMs)].sort((a, b) => a - b);
  const step = Math.ceil(rising.length / CLIP_LIMITS.cues);
  return rising.filter((_, at) => at % step === 0);
}

/** Each caption stands until the next one, the last until `endMs`. */
export function timedCues(texts: readonly string[], startsMs: readonly number[], endMs: number): Cue[] {
  const rising: number[] = [];
  for (const startMs of startsMs) rising.push(Math.max(rising.at(-1) ?? 0, Math.round(startMs)));
  return texts.map((text, at) => ({
    fromMs: rising[at] ?? 0,
    toMs: Math.max(rising[at] ?? 0, rising[at + 1] ?? Math.round(endMs)),
    text,
  }));
}
