const CONTRACTIONS: readonly [RegExp, string][] = [
  [/\bwon't\b/g, 'will not'],
  [/\bcan't\b/g, 'can not'],
  [/\blet's\b/g, 'let us'],
  [/\bgonna\b/g, 'going to'],
  [/\bwanna\b/g, 'want to'],
  [/\bgotta\b/g, 'got to'],
  [/\bmr\b/g, 'mister'],
  [/\bmrs\b/g, 'missus'],
  [/\bdr\b/g, 'doctor'],
  [/n't\b/g, ' not'],
  [/'re\b/g, ' are'],
  [/'s\b/g, ' is'],
  [/'d\b/g, ' would'],
  [/'ll\b/g, ' will'],
  [/'ve\b/g, ' have'],
  [/'m\b/g, ' am'],
];
const HESITATIONS = /\b(hmm|mm|mhm|mmm|uh|um)\b/g;

const UNITS = [
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven'],
  ...['twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
];
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const MULTIPLIERS: Readonly<Record<string, number>> = { hundred: 100, thousand: 1_000, million: 1_000_000 };

/**
 * Words for a comparison, as in Whisper's English normalizer: lower case, no punctuation and hesitations, full forms
 * for contractions, digits for numbers. Without its table of British spellings.
 */
export function normalizedWords(text: string): string[] {
  let plain = text
    .toLowerCase()
    .replace(/’/g, "'")
    .replace(/\[[^\]]*\]|\([^)]*\)/g, ' ')
    .replace(HESITATIONS, ' ')
    .replace(/\s+'/g, "'");
  for (const [pattern, full] of CONTRACTIONS) plain = plain.replace(pattern, full);
  const words = plain
    .replace(/(\d),(\d)/g, '$1$2')
    .replace(/\.(?!\d)/g, ' ')
    .replace(/[^\p{L}\p{N}.\s]/gu, ' ')
    .split(/\s+/)
    .filter(word => word !== '');
  return digitsFor(words);
}

function digitsFor(words: readonly string[]): string[] {
  const result: string[] = [];
  let number: { value: number; isOpen: boolean } | undefined;
  const end = () => {
    if (number) result.push(String(number.value));
    number = undefined;
  };
  for (const word of words) {
    const unit = UNITS.indexOf(word);
    const ten = TENS.indexOf(word);
    const multiplier = MULTIPLIERS[word];
    if (unit >= 0) {
      if (!(number?.isOpen && unit > 0 && unit < 10)) end();
      number = { value: (number?.value ?? 0) + unit, isOpen: false };
    } else if (ten >= 0) {
      if (!number?.isOpen || number.value % 100 !== 0) end();
      number = { value: (number?.value ?? 0) + (ten + 2) * 10, isOpen: true };
    } else if (multiplier !== undefined && number) {
      number = { value: number.value * multiplier, isOpen: true };
    } else {
      end();
      result.push(word);
    }
  }
  end();
  return result;
}

/** Fewest words to insert, delete, and replace that turn one sequence into the other. */
export function wordErrors(expected: readonly string[], actual: readonly string[]): number {
  let distances = Array.from({ length: actual.length + 1 }, (_, at) => at);
  for (const [row, word] of expected.entries()) {
    const next = [row + 1];
    for (const [at, other] of actual.entries()) {
      const replaced = (distances[at] ?? 0) + (word === other ? 0 : 1);
      next.push(Math.min(replaced, (distances[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    distances = next;
  }
  return distances.at(-1) ?? 0;
}
