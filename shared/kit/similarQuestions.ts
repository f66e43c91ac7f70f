/** Words that carry no meaning in a question. */
const STOP_WORDS = new Set(
  `a about an and any are as at be been between but by can could describe did differ difference differences different do does ever explain
  for from give had has have how i if in is it its me of on one or over question say so some tell than that the their them then there they
  this time to us was we were what when where which who why will with would you your yours`.split(/\s+/),
);

/** Minimum similarity (0 to 1) at which two questions count as the same. */
const TOO_CLOSE = 0.75;

interface Gist {
  words: string;
  /** Stems of the words that carry meaning. */
  stems: ReadonlySet<string>;
}

export function gistOf(question: string): Gist {
  // Keeps + and #, which distinguish C from C++ and C#.
  const words = question.toLowerCase().match(/[\p{L}\p{M}\p{N}]+[+#]*/gu) ?? [];
  return { words: words.join(' '), stems: new Set(words.filter(word => !STOP_WORDS.has(word)).map(stemOf)) };
}

/** True when two questions have the same words or nearly the same stems (Sørensen–Dice coefficient). */
export function areTooClose(one: string | Gist, other: string | Gist): boolean {
  const ours = typeof one === 'string' ? gistOf(one) : one;
  const theirs = typeof other === 'string' ? gistOf(other) : other;
  if (ours.words === '') return false;
  if (ours.words === theirs.words) return true;
  if (ours.stems.size === 0 || theirs.stems.size === 0) return false;
  let common = 0;
  for (const stem of ours.stems) if (theirs.stems.has(stem)) common += 1;
  return (2 * common) / (ours.stems.size + theirs.stems.size) >= TOO_CLOSE;
}

/** Returns the rough stem of a word, without plural, verb, and adverb endings and doubled letters. */
function stemOf(word: string): string {
  return word.replace(/^(..+?)(?:ing|ies|ied|ed|es|s|ly|y|e)$/u, '$1').replace(/^(.+(\p{L}))\2$/u, '$1');
}
