import type { PassageId } from '../../../shared/ids.ts';
import type { Span } from '../../../shared/recording/finished.ts';
import type { Passage, TranscriptSpeaker } from '../../../shared/transcript/transcript.ts';

/** A word of a passage, by its place in the passage. */
export interface WordRef {
  readonly passageId: PassageId;
  readonly index: number;
}

type PlacedWord = WordRef & Span;

/** How long the last word stays marked after it was said. */
const LINGER_MS = 1_500;

/** Returns all words, sorted by start. Words of different people can overlap. */
export function placedWords(passages: readonly Passage[]): PlacedWord[] {
  return passages
    .flatMap(({ passageId, words }) =>
      words.map(({ fromMs, toMs }, index) => ({ passageId, index, fromMs, toMs })),
    )
    .sort((a, b) => a.fromMs - b.fromMs);
}

/** Returns the word that is said, or that was said last a moment ago. `words` must be sorted. */
export function wordAt(words: readonly PlacedWord[], atMs: number): PlacedWord | undefined {
  const word = latestAt(words, atMs);
  return word && atMs < word.toMs + LINGER_MS ? word : undefined;
}

/** Returns the last item that has started. `items` must be sorted by start. */
export function latestAt<T extends Span>(items: readonly T[], atMs: number): T | undefined {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.fromMs ?? 0) <= atMs) low = middle + 1;
    else high = middle;
  }
  return items[low - 1];
}

/** A place where the searched words were said: words `from` to `to` of a passage, both included. */
export interface WordMatch {
  readonly passageId: PassageId;
  readonly from: number;
  readonly to: number;
  readonly atMs: number;
}

/** Finds words in sequence, regardless of case, accents, and punctuation. The last one may be incomplete. */
export function findWords(passages: readonly Passage[], query: string): WordMatch[] {
  const wanted = query.split(/\s+/).map(plainWord).filter(Boolean);
  const start = wanted.pop();
  if (start === undefined) return [];
  return passages.flatMap(({ passageId, words }) => {
    const plain = plainWords(words);
    return words.flatMap(({ fromMs }, from): WordMatch[] => {
      const to = from + wanted.length;
      const found =
        wanted.every((word, offset) => plain[from + offset] === word) && plain[to]?.startsWith(start);
      return found ? [{ passageId, from, to, atMs: fromMs }] : [];
    });
  });
}

/** The words without case, accents, and punctuation, kept because each key typed into the search needs them. */
const PLAIN = new WeakMap<Passage['words'], readonly string[]>();

function plainWords(words: Passage['words']): readonly string[] {
  const known = PLAIN.get(words);
  if (known) return known;
  const plain = words.map(({ text }) => plainWord(text));
  PLAIN.set(words, plain);
  return plain;
}

function plainWord(word: string): string {
  return word
    .normalize('NFKD')
    .replace(/[\p{M}\p{P}]/gu, '')
    .toLowerCase();
}

/** Words `from` to `to` of a passage, both included. */
export interface SelectedWords {
  readonly passage: Passage;
  readonly from: number;
  readonly to: number;
}

/** Returns the words between two places, in any order. Passages must be in the order in which they are shown. */
export function wordsBetween(passages: readonly Passage[], a: WordRef, b: WordRef): SelectedWords[] {
  const placeOf = (word: WordRef) => passages.findIndex(({ passageId }) => passageId === word.passageId);
  const [one, other] = [placeOf(a), placeOf(b)];
  if (one < 0 || other < 0) return [];
  const isForward = one < other || (one === other && a.index <= b.index);
  const [first, last] = isForward ? [a, b] : [b, a];
  const [start, end] = isForward ? [one, other] : [other, one];
  return passages.slice(start, end + 1).flatMap((passage, offset) => {
    const from = offset === 0 ? first.index : 0;
    const to = start + offset === end ? last.index : passage.words.length - 1;
    return to >= from && passage.words.length > 0 ? [{ passage, from, to }] : [];
  });
}

export function selectedText(selected: readonly SelectedWords[]): string {
  return selected.map(textOf).join('\n');
}

/** What one person said without another one in between. */
export interface SpokenPart {
  readonly passage: Passage;
  readonly atMs: number;
  readonly text: string;
}

/** Selected words, and what each person said of them. */
export interface ChosenWords {
  selected: readonly SelectedWords[];
  parts: readonly (SpokenPart & { speaker: TranscriptSpeaker | undefined })[];
}

/** Returns the words as parts to quote, with who said each part and when. */
export function spokenParts(selected: readonly SelectedWords[]): SpokenPart[] {
  const parts: { passage: Passage; atMs: number; text: string }[] = [];
  for (const one of selected) {
    const last = parts.at(-1);
    const { passage, from } = one;
    if (last && last.passage.seatId === passage.seatId) last.text += ` ${textOf(one)}`;
    else parts.push({ passage, atMs: passage.words[from]?.fromMs ?? passage.fromMs, text: textOf(one) });
  }
  return parts;
}

/** Returns the time from the first selected word to the last one. Passages of different people can overlap. */
export function spanOfWords(selected: readonly SelectedWords[]): Span {
  const words = selected.flatMap(({ passage, from, to }) => passage.words.slice(from, to + 1));
  return {
    fromMs: Math.min(...words.map(({ fromMs }) => fromMs)),
    toMs: Math.max(...words.map(({ toMs }) => toMs)),
  };
}

function textOf({ passage, from, to }: SelectedWords): string {
  return passage.words
    .slice(from, to + 1)
    .map(({ text }) => text)
    .join(' ');
}

/** Returns the places of words that aren't in the recognized text, from the longest common subsequence. */
export function correctedWords(original: string, words: readonly string[]): ReadonlySet<number> {
  const before = original.split(/\s+/).filter(Boolean);
  const lengths = Array.from({ length: before.length + 1 }, () =>
    new Array<number>(words.length + 1).fill(0),
  );
  const lengthAt = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = before.length - 1; i >= 0; i -= 1)
    for (let j = words.length - 1; j >= 0; j -= 1) {
      const row = lengths[i];
      if (!row) continue;
      row[j] =
        before[i] === words[j]
          ? lengthAt(i + 1, j + 1) + 1
          : Math.max(lengthAt(i + 1, j), lengthAt(i, j + 1));
    }
  const changed = new Set<number>();
  let [i, j] = [0, 0];
  while (j < words.length) {
    if (i < before.length && before[i] === words[j]) {
      i += 1;
      j += 1;
    } else if (i < before.length && lengthAt(i + 1, j) >= lengthAt(i, j + 1)) i += 1;
    else {
      changed.add(j);
      j += 1;
    }
  }
  return changed;
}

/** What is shown over the video. */
export interface SpokenCaption extends Span {
  readonly passage: Passage;
  readonly text: string;
}

/** Longest caption, in characters: two lines. */
const CAPTION_LENGTH = 84;

/** Splits passages into captions, preferably after punctuation. */
export function spokenCaptions(passages: readonly Passage[]): SpokenCaption[] {
  return passages.flatMap(captionsOf).sort((a, b) => a.fromMs - b.fromMs);
}

function captionsOf(passage: Passage): SpokenCaption[] {
  const captions: { passage: Passage; text: string; fromMs: number; toMs: number }[] = [];
  for (const { text, fromMs, toMs } of passage.words) {
    const last = captions.at(-1);
    const fits = last && last.text.length + 1 + text.length <= CAPTION_LENGTH;
    const ends = last && last.text.length > CAPTION_LENGTH / 2 && /[.?!,;:]$/.test(last.text);
    if (!last || !fits || ends) captions.push({ passage, text, fromMs, toMs });
    else {
      last.text = `${last.text} ${text}`;
      last.toMs = toMs;
    }
  }
  return captions;
}
