import { wordsIn } from '../../../shared/site/searchWords.ts';
import type { MarkedText } from '../../../shared/site/sitePages.ts';

const MAX_EXCERPT = 180;

export interface SearchedWords {
  isFound(word: string): boolean;
  /** Words of the query that aren't searched for. They are marked only between found words. */
  between?: ReadonlySet<string>;
}

/** Returns the text in parts, of which found words are marked, and phrases of the query as a whole. */
export function markedText(text: string, { isFound, between = new Set() }: SearchedWords): MarkedText {
  const parts: MarkedText = [];
  let shown = 0;
  /** True while only words of the query and spaces follow the last found word. */
  let inPhrase = false;
  let previousEnd = 0;
  for (const { plain, start, end } of wordsIn(text)) {
    inPhrase &&= text.slice(previousEnd, start).trim() === '';
    previousEnd = Math.max(previousEnd, end);
    if (!isFound(plain)) {
      inPhrase &&= between.has(plain);
      continue;
    }
    const last = parts.at(-1);
    // Overlapping pairs of characters are marked as one part, too.
    if (last?.found && (inPhrase || start <= shown)) last.text += text.slice(shown, end);
    else {
      if (start > shown) parts.push({ text: text.slice(shown, start) });
      parts.push({ text: text.slice(Math.max(start, shown), end), found: true });
    }
    shown = Math.max(shown, end);
    inPhrase = true;
  }
  if (shown < text.length) parts.push({ text: text.slice(shown) });
  return parts;
}

/**
 * Returns the sentence with the most found words, or else the first one, with its found words marked. A
 * short sentence is followed by the next ones.
 */
export function markedExcerpt(texts: readonly string[], words: SearchedWords): MarkedText {
  const { isFound } = words;
  const sentences = texts.map(sentencesOf);
  const count = (sentence: string) =>
    new Set(wordsIn(sentence).flatMap(({ plain }) => (isFound(plain) ? [plain] : []))).size;
  const counts = sentences.map(all => all.map(count));
  const most = Math.max(0, ...counts.flat());
  const text = counts.findIndex(all => all.includes(most));
  const [first = '', ...next] = sentences[text]?.slice(counts[text]?.indexOf(most)) ?? [];
  let excerpt = shortened(first, isFound);
  if (excerpt !== first) return markedText(excerpt, words);
  for (const sentence of next) {
    if (excerpt.length + sentence.length >= MAX_EXCERPT) break;
    excerpt += ` ${sentence}`;
  }
  return markedText(excerpt, words);
}

function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?]["”’)]?\s)|(?<=[。！？])|\n/)
    .map(sentence => sentence.trim())
    .filter(Boolean);
}

/** Cuts a long sentence between words, so that it shows its first found word. */
function shortened(sentence: string, isFound: (word: string) => boolean): string {
  if (sentence.length <= MAX_EXCERPT) return sentence;
  const words = wordsIn(sentence);
  const first = words.find(({ plain }) => isFound(plain))?.start ?? 0;
  const from =
    first < MAX_EXCERPT / 2 ? 0 : (words.find(({ start }) => start >= first - MAX_EXCERPT / 3)?.start ?? 0);
  const to = words.findLast(({ end }) => end <= from + MAX_EXCERPT)?.end ?? sentence.length;
  return `${from > 0 ? '…' : ''}${sentence.slice(from, to)}${to < sentence.length ? '…' : ''}`;
}
