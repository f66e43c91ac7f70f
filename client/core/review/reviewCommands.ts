import { rememberedSwitch } from '../safeStorage.ts';

export type ReviewCommand =
  | { do: 'toggle' | 'pause' | 'faster' | 'slower' | 'mute' | 'captions' | 'help' | 'rubric' | 'copyLink' }
  | { do: 'seekBy'; ms: number }
  | { do: 'chapter'; by: 1 | -1 }
  | { do: 'marker'; by: 1 | -1 }
  | { do: 'chapterNumber'; number: number }
  | { do: 'start' | 'end' }
  | { do: 'zoom'; by: 1 | -1 };

const STEP_MS = 5_000;
const SMALL_STEP_MS = 1_000;
/** Duration of one camera frame. */
const FRAME_MS = 40;

/** Returns a key's command, as in video editors. Printable keys need the focus in the player (WCAG 2.1.4). */
export function reviewCommand(key: string, shift: boolean): ReviewCommand | undefined {
  const step = shift ? SMALL_STEP_MS : STEP_MS;
  if (key === 'ArrowLeft') return { do: 'seekBy', ms: -step };
  if (key === 'ArrowRight') return { do: 'seekBy', ms: step };
  if (/^[1-9]$/.test(key)) return { do: 'chapterNumber', number: Number(key) };
  return COMMANDS[key] ?? COMMANDS[key.toLowerCase()];
}

const COMMANDS: Readonly<Record<string, ReviewCommand>> = {
  ArrowUp: { do: 'chapter', by: -1 },
  ArrowDown: { do: 'chapter', by: 1 },
  Home: { do: 'start' },
  End: { do: 'end' },
  ' ': { do: 'toggle' },
  ',': { do: 'seekBy', ms: -FRAME_MS },
  '.': { do: 'seekBy', ms: FRAME_MS },
  '<': { do: 'marker', by: -1 },
  '>': { do: 'marker', by: 1 },
  '+': { do: 'zoom', by: 1 },
  '=': { do: 'zoom', by: 1 },
  '-': { do: 'zoom', by: -1 },
  '0': { do: 'start' },
  '?': { do: 'help' },
  j: { do: 'slower' },
  k: { do: 'toggle' },
  l: { do: 'faster' },
  m: { do: 'mute' },
  c: { do: 'captions' },
  p: { do: 'rubric' },
  y: { do: 'copyLink' },
};

/** Returns what L or J does. L plays, then speeds up. J slows down, then seeks back by five seconds. */
export function shuttled(
  direction: 'faster' | 'slower',
  { speed, playing }: { speed: number; playing: boolean },
): { speed: number; seekByMs?: number; play: boolean } {
  const steps = [1, 1.25, 1.5, 2];
  if (direction === 'faster') {
    if (!playing) return { speed: Math.max(1, speed), play: true };
    return { speed: steps.find(step => step > speed) ?? speed, play: true };
  }
  const slower = steps.findLast(step => step < speed);
  if (playing && slower !== undefined) return { speed: slower, play: true };
  return { speed, seekByMs: -STEP_MS, play: playing };
}

/** Within this time after the start of a chapter, "previous" leads to the chapter before. */
const CHAPTER_START_MS = 2_500;

/** Returns the next or previous moment. `moments` must be sorted. */
export function neighbor(moments: readonly number[], atMs: number, by: 1 | -1): number | undefined {
  return by === 1
    ? moments.find(moment => moment > atMs + 50)
    : moments.findLast(moment => moment < atMs - CHAPTER_START_MS);
}

export const reviewCaptionsShown = rememberedSwitch('vivavoce.review.captions', true);
