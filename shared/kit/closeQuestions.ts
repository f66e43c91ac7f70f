/** Words that say nothing of what a question is about. */
const STOP_WORDS = new Set(
  `a about an and any are as at be been but by can could describe did do does ever explain for from give had has have how i if in is it
  its me of on one or over question say so some tell than that the their them then there they this time to us was we were what when where
  which who why will with would you your yours`.split(/\s+/),
);

/** Shares of common words, from 0 to 1, above which two questions would be answered with the same words. */
const TOO_CLOSE = 0.75;

/**
 * Whether somebody who rehearsed the one question has rehearsed the other: the same words, or nearly all of those that carry
 * meaning. Sørensen–Dice over the sets of stemmed words.
 */
export function areTooClose(one: string, other: string): boolean {
  const [left, right] = [wordsOf(one), wordsOf(other)];
  if (left.length === 0 || right.length === 0) return false;
  if (left.join(' ') === right.join(' ')) return true;
  const [ours, theirs] = [meaningful(left), meaningful(right)];
  if (ours.size === 0 || theirs.size === 0) return false;
  const common = [...ours].filter(word => theirs.has(word)).length;
  return (2 * common) / (ours.size + theirs.size) >= TOO_CLOSE;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function meaningful(words: readonly string[]): Set<string> {
  return new Set(words.filter(word => !STOP_WORDS.has(word)).map(stemOf));
}

/** Coarse on purpose: plural and tense do not make another question. */
function stemOf(word: string): string {
  return word.replace(/(?:ing|ies|ied|ed|es|s|ly)$/u, '');
}
