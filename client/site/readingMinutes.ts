import type { Guide } from '../../shared/kit/guide.ts';

const WORDS_PER_MINUTE = 220;

/** How long reading the whole guide takes, at an ordinary pace; at least a minute. */
export function readingMinutes({ questions }: Guide): number {
  const words = questions
    .flatMap(({ question, short, answer, coachNote, commonMistake }) => [
      question,
      short,
      answer,
      coachNote,
      commonMistake,
    ])
    .join(' ')
    .split(/\s+/).length;
  return Math.max(1, Math.round(words / WORDS_PER_MINUTE));
}
