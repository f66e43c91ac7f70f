const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * First characters of the first and the last word that begin with a letter or a digit: "Ada King Lovelace" is AL, and so is
 * "👩‍💻 Ada Lovelace". Where no word does, the first character there is, whole.
 */
export function initialsOf(name: string): string {
  const firsts = name
    .trim()
    .split(/\s+/)
    .map(word => [...characters.segment(word)][0]?.segment ?? '');
  const written = firsts.filter(first => /^[\p{L}\p{N}]/u.test(first));
  const [first = firsts[0] ?? ''] = written;
  const last = written.length > 1 ? written.at(-1) : '';
  return `${first}${last}`.toLocaleUpperCase();
}
