import type { Pace, RecruiterVoice } from '../../../../../../shared/recruiter/settings.ts';
import type { Mark } from './spokenWords.ts';

/**
 * How much longer than by themselves the synthesiser's voices take for each sound. Chosen so that a kit's lines, pauses included, are
 * spoken with about 155 words a minute at the normal pace, 130 slower, and 180 faster.
 */
export const DURATION_STRETCH: Readonly<Record<RecruiterVoice, Readonly<Record<Pace, number>>>> = {
  slt: { faster: 1.06, normal: 1.25, slower: 1.5 },
  rms: { faster: 0.96, normal: 1.1, slower: 1.32 },
  awb: { faster: 1.06, normal: 1.25, slower: 1.5 },
};

/** Speed for services that speak, where 1 is their own. */
export const SERVICE_SPEED: Readonly<Record<Pace, number>> = { faster: 1.15, normal: 1, slower: 0.85 };

const PAUSE_MS: Readonly<Record<Mark, number>> = {
  none: 0,
  comma: 200,
  colon: 280,
  end: 440,
  question: 480,
  paragraph: 640,
};

const PAUSE_FACTOR: Readonly<Record<Pace, number>> = { faster: 0.85, normal: 1, slower: 1.25 };

/** How long the voice is silent behind a word with this mark. */
export function pauseMs(mark: Mark, pace: Pace): number {
  return PAUSE_MS[mark] * PAUSE_FACTOR[pace];
}
