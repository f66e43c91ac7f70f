import type { Decoded } from './Decoder.ts';

/** Lowest mean logarithm of the probabilities of a text's tokens. Short texts of English prompts are as low as -0.8. */
const LOG_PROBABILITY_MIN = -0.8;
/** For longer texts, which have lower means only if most of their words are wrong. */
const LONG_LOG_PROBABILITY_MIN = -0.6;
const LONG_TOKENS = 10;
/** For texts that don't end, of which English prompts have none. */
const UNENDED_LOG_PROBABILITY_MIN = -0.5;

const REPETITIONS = 3;
const REPEATED_TOKENS_MAX = 12;

/** True if the engine was guessing, so that its text was probably not said. */
export function isInvented({ tokens, meanLogProbability, isComplete }: Decoded): boolean {
  let min = tokens.length < LONG_TOKENS ? LOG_PROBABILITY_MIN : LONG_LOG_PROBABILITY_MIN;
  if (!isComplete) min = UNENDED_LOG_PROBABILITY_MIN;
  // Not "less than", because samples that aren't numbers lead to no number.
  return !(meanLogProbability >= min) || (!isComplete && endsInRepetitions(tokens));
}

/** A loop, in which the engine is sure of each token. */
function endsInRepetitions(tokens: readonly number[]): boolean {
  for (let period = 1; period <= REPEATED_TOKENS_MAX; period += 1) {
    const end = tokens.slice(-period * REPETITIONS);
    if (end.length === period * REPETITIONS && end.every((token, at) => token === end[at % period]))
      return true;
  }
  return false;
}
