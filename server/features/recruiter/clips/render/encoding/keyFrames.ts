import { FRAME_MS } from '../avatar/avatarSize.ts';

/** A person who comes in late sees something within this time. */
const BETWEEN_KEY_FRAMES_MS = 1_000;

/**
 * Where the picture has key frames: at the start of each phrase, and evenly in between so that none is more than a second behind the
 * one before. All on the grid of pictures.
 */
export function keyFramesMs(phrasesMs: readonly number[], durationMs: number): number[] {
  return phrasesMs.flatMap((fromMs, at) => {
    const toMs = phrasesMs[at + 1] ?? durationMs;
    const parts = Math.max(1, Math.ceil((toMs - fromMs) / BETWEEN_KEY_FRAMES_MS));
    return Array.from({ length: parts }, (_, part) => fromMs + onPicture(((toMs - fromMs) * part) / parts));
  });
}

/** Downwards would make the last part longer than the others by up to a picture for each. */
function onPicture(milliseconds: number): number {
  return Math.round(milliseconds / FRAME_MS) * FRAME_MS;
}
