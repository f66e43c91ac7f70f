import type { Phone } from '../avatar/visemes.ts';
import type { Span } from '../sound/pauses.ts';

/** One spoken sentence. Times are counted from the first sample. */
export interface SentenceSound {
  /** Mono at 48 kHz, without silence in front or behind. */
  samples: Float32Array;
  /** Where it is known what is spoken when. */
  phones?: Phone[];
  /** Silence within, long enough to begin or end a phrase. */
  pauses: readonly Span[];
  /** When one of the sentence's words begins, counted from 0. */
  wordStartMs: (word: number) => number;
}

/** Shorter silence is a consonant, or nothing. */
export const PHRASE_PAUSE_MS = 150;
