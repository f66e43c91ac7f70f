const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Returns the initials of the first and last word. Skips emoji: "👩‍💻 Ada King Lovelace" gives AL. */
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
