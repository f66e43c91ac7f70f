import type { Decoded } from './Decoder.ts';

/** German speech has a mean of about -1.2. Of 198 English prompts, one had less than -0.6, and its text was wrong. */
const LOG_PROBABILITY_MIN = -0.8;
/** For texts that don't end. None of those prompts has one; of speech played backward, one of five has. */
const UNENDED_LOG_PROBABILITY_MIN = -0.5;

const REPETITIONS = 3;
const REPEATED_TOKENS_MAX = 12;

/** True if the engine was guessing, so that its text was probably not said. */
export function isInvented({ tokens, meanLogProbability, isComplete }: Decoded): boolean {
  const min = isComplete ? LOG_PROBABILITY_MIN : UNENDED_LOG_PROBABILITY_MIN;
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
