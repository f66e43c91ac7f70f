const MAX_LENGTH = 40;

/**
 * An id for a new part out of its first text, such as `finding-slow-queries`. It is made once: ratings refer to a part by
 * its id through every later version, whatever its text becomes. `taken` are the ids it must differ from, `kind` stands in
 * for a text without a Latin letter.
 */
export function partId(text: string, kind: string, taken: Iterable<string>): string {
  const used = new Set(taken);
  const stem = slug(text) || kind;
  if (!used.has(stem)) return stem;
  for (let count = 2; ; count += 1) {
    const ending = `-${count}`;
    const id = shortened(stem, MAX_LENGTH - ending.length) + ending;
    if (!used.has(id)) return id;
  }
}

function slug(text: string): string {
  const words = text
    .normalize('NFKD')
    .replace(/[\p{M}'’]/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    // An id starts with a letter.
    .replace(/^[^a-z]+/, '')
    .replace(/-+$/, '');
  return shortened(words, MAX_LENGTH);
}

/** Cut between words where that leaves most of it. */
function shortened(words: string, length: number): string {
  if (words.length <= length) return words;
  const cut = words.slice(0, length);
  const lastGap = words[length] === '-' ? length : cut.lastIndexOf('-');
  return (lastGap > length / 2 ? cut.slice(0, lastGap) : cut).replace(/-+$/, '');
}
