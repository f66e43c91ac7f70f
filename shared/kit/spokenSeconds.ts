import type { RecruiterScript } from './kit.ts';

const WORDS_PER_MINUTE = 150;
/** Silence after a sentence, in seconds. */
const SENTENCE_PAUSE = 0.5;

/** How long it takes to say, at the pace of calm speech. */
export function spokenSeconds(text: string): number {
  return (wordCount(text) / WORDS_PER_MINUTE) * 60;
}

/** From the recruiter's first word to the first question, in seconds, pauses included. */
export function introductionSeconds({
  greeting,
  consent,
  instructions,
}: Pick<RecruiterScript, 'greeting' | 'consent' | 'instructions'>): number {
  return [greeting, consent, instructions].reduce(
    (sum, text) => sum + spokenSeconds(text) + sentencesOf(text) * SENTENCE_PAUSE,
    0,
  );
}

export function wordCount(text: string): number {
  return text.split(/\s+/).filter(Boolean).length;
}

function sentencesOf(text: string): number {
  return text.split(/[.!?]+(?=\W*(?:\s|$))/).filter(part => /\w/.test(part)).length;
}
