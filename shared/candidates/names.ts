/**
 * True if two names are spellings of one: they differ in case, accents, punctuation, the order of their words, or
 * a mistyped letter.
 */
export function isSameName(one: string, other: string): boolean {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  return a === b || (Math.min(a.length, b.length) >= LETTERS && isOneSlipAway(a, b));
}

/** Shorter names, such as "Ann" and "Ana", are names of different people. */
const LETTERS = 5;

function wordsOf(name: string): string {
  const plain = name.normalize('NFKD').toUpperCase().toLowerCase().replace(/\p{M}/gu, '');
  return plain
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .sort()
    .join(' ');
}

/** True if one letter is missing, added, or wrong, or if two neighbors are swapped. */
export function isOneSlipAway(typed: string, meant: string): boolean {
  let from = 0;
  while (from < typed.length && typed[from] === meant[from]) from += 1;
  const [a, b] = [typed.slice(from), meant.slice(from)];
  const isSwap = a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2);
  return isSwap || a.slice(1) === b.slice(1) || a === b.slice(1) || a.slice(1) === b;
}
