import { wordsIn } from '../../../shared/site/searchWords.ts';
import type { MarkedText } from '../../../shared/site/sitePages.ts';

const MAX_EXCERPT = 180;

/** Returns the text in parts, of which those with found words are marked. */
export function markedText(text: string, isFound: (word: string) => boolean): MarkedText {
  const parts: MarkedText = [];
  let shown = 0;
  for (const { plain, start, end } of wordsIn(text)) {
    if (!isFound(plain)) continue;
    if (start > shown) parts.push({ text: text.slice(shown, start) });
    const from = Math.max(start, shown);
    const last = parts.at(-1);
    // Overlapping pairs of characters are marked as one part.
    if (last?.found && from === shown) last.text += text.slice(from, end);
    else parts.push({ text: text.slice(from, end), found: true });
    shown = end;
  }
  if (shown < text.length) parts.push({ text: text.slice(shown) });
  return parts;
}

/**
 * Returns the sentence with the most found words, or else the first one, with its found words marked. A
 * short sentence is followed by the next ones.
 */
export function markedExcerpt(texts: readonly string[], isFound: (word: string) => boolean): MarkedText {
  const sentences = texts.map(sentencesOf);
  const count = (sentence: string) =>
    new Set(wordsIn(sentence).flatMap(({ plain }) => (isFound(plain) ? [plain] : []))).size;
  const counts = sentences.map(all => all.map(count));
  const most = Math.max(0, ...counts.flat());
  const text = counts.findIndex(all => all.includes(most));
  const [first = '', ...next] = sentences[text]?.slice(counts[text]?.indexOf(most)) ?? [];
  let excerpt = shortened(first, isFound);
  if (excerpt !== first) return markedText(excerpt, isFound);
  for (const sentence of next) {
    if (excerpt.length + sentence.length >= MAX_EXCERPT) break;
    excerpt += ` ${sentence}`;
  }
  return markedText(excerpt, isFound);
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
