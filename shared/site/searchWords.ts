/** Queries longer than this are truncated. */
export const MAX_QUERY = 100;

/** Accents of Latin, Greek, and Cyrillic letters, and the optional vowel signs of Arabic and Hebrew. */
const ACCENTS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/g;

/** Returns the text in lower case without accents. */
export function plainWords(text: string): string {
  return /^[ -~]*$/.test(text) ? text.toLowerCase() : decomposed(text);
}

function decomposed(text: string): string {
  return text.normalize('NFKD').replace(ACCENTS, '').normalize('NFKC').toLowerCase();
}

/** Scripts that are written without spaces between words. */
const UNSPACED = String.raw`[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]`;
const LETTERS = String.raw`[\p{L}\p{M}\p{N}]`;
const WORD = new RegExp(
  String.raw`(?<unspaced>[${UNSPACED}&&${LETTERS}]+)|[${LETTERS}--${UNSPACED}](?:[${LETTERS}--${UNSPACED}]|['’](?=\p{L}))*(?:\+\+|#)?`,
  'gv',
);
/** A single character that joins words into one, as in “re-render” or “A/B”. */
const JOINER = /^[-‐‑/+]$/;

export interface Word {
  /** The word in lower case without accents. */
  plain: string;
  /** Position in the text. */
  start: number;
  end: number;
}

/**
 * Returns the words of a text. Text without spaces, such as Chinese, is returned as pairs of adjacent
 * characters, because its words can't be told apart.
 */
export function wordsIn(text: string): Word[] {
  return [...text.matchAll(WORD)].flatMap(({ 0: found, index: start, groups }) =>
    groups?.unspaced === undefined
      ? [{ plain: plainWords(found).replace(/['’](?:s$)?/g, ''), start, end: start + found.length }]
      : pairsIn(found, start),
  );
}

function pairsIn(text: string, start: number): Word[] {
  const pairs: Word[] = [];
  let at = start;
  const characters = [...text];
  for (const [index, character] of characters.entries()) {
    const next = characters[index + 1] ?? '';
    if (next !== '' || characters.length === 1)
      pairs.push({
        plain: plainWords(character + next),
        start: at,
        end: at + character.length + next.length,
      });
    at += character.length;
  }
  return pairs;
}

/** Returns the words joined by a hyphen or a slash as one word: “rerender” for “re-render”. */
export function joinedWordsIn(text: string, words: readonly Word[]): string[] {
  const joined: string[] = [];
  let current = '';
  for (const [index, word] of words.entries()) {
    const before = words[index - 1];
    if (before && JOINER.test(text.slice(before.end, word.start))) {
      current = (current || before.plain) + word.plain;
      continue;
    }
    if (current !== '') joined.push(current);
    current = '';
  }
  return current === '' ? joined : [...joined, current];
}

/**
 * Returns a form of an English word that its other forms share: “cach” for “cache”, “caching”, and
 * “cached”; “prioritiz” for “prioritise” and “prioritize”. Other words are returned unchanged.
 */
export function stemOf(word: string): string {
  if (!/^[a-z]{4,}$/.test(word)) return word;
  const american = word
    .replace(/(?<=.{4})is(e|ed|es|ing|ation|ations)$/, 'iz$1')
    .replace(/(?<=.{3})our(s|ed|ing|al)?$/, 'or$1')
    .replace(/(?<=.{2}l)l(?=(?:ed|ing|er)$)/, '');
  const stem = american
    .replace(/ies$/, 'y')
    .replace(/(?<=[aeiouy].*)(?:ing|ed)$/, '')
    .replace(/(?<![isu])s$/, '')
    .replace(/(?<=ss|x|ch|sh|z)e$/, '')
    .replace(/(?<=..)e$/, '')
    .replace(/([bdgmnprt])\1$/, '$1');
  return stem.length < 3 ? word : stem;
}
