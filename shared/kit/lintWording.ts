/** Words that say nothing of what a question is about. */
const STOP_WORDS = new Set(
  `a about an and any are as at be been between but by can could describe did differ difference differences different do does ever explain
  for from give had has have how i if in is it its me of on one or over question say so some tell than that the their them then there they
  this time to us was we were what when where which who why will with would you your yours`.split(/\s+/),
);

/** Shares of common words, from 0 to 1, from which on two questions would be answered with the same words. */
const TOO_CLOSE = 0.75;

/** What comparing needs of a question. Made once for each where many are compared with many. */
interface Gist {
  /** All its words, without case and punctuation. */
  words: string;
  /** Stems of those that carry meaning. */
  stems: ReadonlySet<string>;
}

export function gistOf(question: string): Gist {
  // The marks behind a letter tell C from C++ and C#.
  const words = question.toLowerCase().match(/[\p{L}\p{M}\p{N}]+[+#]*/gu) ?? [];
  return {
    words: words.join(' '),
    stems: new Set(words.filter(word => !STOP_WORDS.has(word)).map(stemOf)),
  };
}

/**
 * Whether people who rehearsed the one question have rehearsed the other: the same words, or nearly all of those that carry
 * meaning. Sørensen–Dice over the sets of stems.
 */
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

/** Coarse on purpose: number, tense and a doubled letter do not make another question. */
function stemOf(word: string): string {
  return word.replace(/^(..+?)(?:ing|ies|ied|ed|es|s|ly|y|e)$/u, '$1').replace(/^(.+(\p{L}))\2$/u, '$1');
}

/** Words that tell a candidate how an answer was. The recruiter's lines must be neutral. */
const EVALUATING =
  `good, great, excellent, perfect, perfectly, awesome, amazing, brilliant, fantastic, wonderful, impressive,
  impressed, superb, outstanding, correct, exactly, right, wrong, incorrect, bad, poor, weak, strong, nice,
  nicely, lovely, smart, clever, impressively, well done, well said, well put, love that, like that, agree,
  disagree, unfortunately, disappointing, disappointed, interesting, fascinating, spot on, better, best,
  worse, solid, insightful, helpful, terrific, fine answer`.split(/,\s+/);

/** "All right" and "right away" say that something was heard or comes next, not that it was right. */
const NEUTRAL = [/\ball right\b/gi, /\balright\b/gi, /\bright away\b/gi, /\bright now\b/gi];

const PATTERN = new RegExp(`(?<![\\p{L}\\p{N}])(${EVALUATING.join('|')})(?![\\p{L}\\p{N}])`, 'iu');

/** The first evaluating word of a line, as it stands there; undefined for a neutral line. */
export function evaluatingWord(line: string): string | undefined {
  const bare = NEUTRAL.reduce((text, pattern) => text.replace(pattern, ''), line);
  return PATTERN.exec(bare)?.[0];
}
