import type { CaptionText } from '../../../shared/media/captions.ts';
import { levelsOf } from '../../support/spoken/levels.ts';

/** A word that is said, and when it ends. */
export interface SpokenWord {
  readonly word: string;
  readonly endMs: number;
}

/** A version of a line, and when it arrived. */
export interface ArrivedLine {
  readonly atMs: number;
  readonly line: CaptionText;
}

export interface CaptionTimes {
  /** For each recognized word: time from its end until it was there to stay. */
  readonly finalMs: readonly number[];
  /** Final words, and words that were changed or removed after they were shown. */
  readonly words: number;
  readonly changed: number;
}

const FRAME_MS = 20;
/** Frames that are louder than this have voice. */
const VOICE_DBOV = -50;
/** A word can't be read before it was said, apart from errors of its time, and is read soon or never. */
const EARLY_MAX_MS = 1_000;
const LATE_MAX_MS = 20_000;

export function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9' ]+/g, ' ')
    .split(' ')
    .filter(word => word !== '');
}

/** Spreads words over the voiced frames of their sound (48 kHz), by their lengths. */
export function spokenWords(text: string, samples: Float32Array, fromMs: number): SpokenWord[] {
  const voiced = [...levelsOf(samples)].flatMap((level, frame) =>
    -level > VOICE_DBOV ? [frame * FRAME_MS] : [],
  );
  const words = wordsOf(text);
  const letters = words.reduce((sum, word) => sum + word.length + 1, 0);
  let before = 0;
  return words.map(word => {
    before += word.length + 1;
    const frame = Math.min(voiced.length, Math.round((before / letters) * voiced.length)) - 1;
    return { word, endMs: fromMs + (voiced[Math.max(0, frame)] ?? 0) + FRAME_MS };
  });
}

/** Compares the versions of one person's lines with what the person said. */
export function captionTimesOf(said: readonly SpokenWord[], versions: readonly ArrivedLine[]): CaptionTimes {
  const lines = Map.groupBy(versions, ({ line }) => line.lineId);
  const read = [...lines.values()].flatMap(readWords);
  const changed = [...lines.values()].reduce((sum, ofLine) => sum + changedWords(ofLine), 0);
  const same = commonSubsequence(said, read, (a, b) => {
    const laterMs = b.atMs - a.endMs;
    return a.word === b.word && laterMs > -EARLY_MAX_MS && laterMs < LATE_MAX_MS;
  });
  return { finalMs: same.map(([a, b]) => b.atMs - a.endMs), words: read.length, changed };
}

/** For each word of the final text: since when every version has had it. */
function readWords(versions: readonly ArrivedLine[]): { word: string; atMs: number }[] {
  const texts = versions.map(({ atMs, line }) => ({ atMs, words: wordsOf(line.text) }));
  const last = texts.at(-1);
  if (!last) return [];
  const read = last.words.map(word => ({ word, atMs: last.atMs }));
  let lasting = read;
  for (const { atMs, words } of texts.toReversed()) {
    lasting = commonSubsequence(lasting, words, (a, b) => a.word === b).map(([word]) => word);
    for (const word of lasting) word.atMs = atMs;
  }
  return read;
}

function changedWords(versions: readonly ArrivedLine[]): number {
  const shown = versions.map(({ line }) => wordsOf(`${line.text} ${line.tail}`));
  return shown.slice(0, -1).reduce((sum, words, index) => {
    const kept = commonSubsequence(words, shown[index + 1] ?? [], (a, b) => a === b).length;
    return sum + words.length - kept;
  }, 0);
}

/** Pairs of the longest common subsequence. */
function commonSubsequence<A, B>(
  all: readonly A[],
  others: readonly B[],
  isSame: (a: A, b: B) => boolean,
): [A, B][] {
  const lengths = Array.from({ length: all.length + 1 }, () => new Uint16Array(others.length + 1));
  const lengthAt = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  const pairAt = (i: number, j: number): [A, B] | undefined => {
    const [a, b] = [all[i], others[j]];
    return a !== undefined && b !== undefined && isSame(a, b) ? [a, b] : undefined;
  };
  for (let i = all.length - 1; i >= 0; i -= 1)
    for (let j = others.length - 1; j >= 0; j -= 1) {
      const length = pairAt(i, j)
        ? lengthAt(i + 1, j + 1) + 1
        : Math.max(lengthAt(i + 1, j), lengthAt(i, j + 1));
      lengths[i]?.fill(length, j, j + 1);
    }
  const pairs: [A, B][] = [];
  for (let i = 0, j = 0; i < all.length && j < others.length; ) {
    const pair = pairAt(i, j);
    if (pair) pairs.push(pair);
    const skipsOther = !pair && lengthAt(i, j + 1) >= lengthAt(i + 1, j);
    if (!skipsOther) i += 1;
    if (pair || skipsOther) j += 1;
  }
  return pairs;
}
