import bidiFactory from 'bidi-js';
import type { FontFace } from '../fontFaces.ts';
import { type PrintedLetter, withoutIsolates } from './printFonts.ts';

const bidi = bidiFactory();
const ELLIPSIS: PrintedLetter = { at: 0, text: '\u2026', face: 'inter' };

/** Letters that are shaped and drawn together, in reading order. */
export type PrintedRun = { text: string; face: FontFace };

export interface PlacedRun extends PrintedRun {
  at: number;
  /** True when read from right to left. */
  backwards: boolean;
}

/** Returns the width of a run at size 1. */
type Measure = (run: PrintedRun) => number;

/** Letters that stay on one line, and the spaces after them. */
type Word = { letters: readonly PrintedLetter[]; width: number; filled: number };

export type Paragraph = { letters: readonly PrintedLetter[]; words: readonly Word[] };

export function paragraphOf(letters: readonly PrintedLetter[], measure: Measure): Paragraph {
  const words = wordsOf(letters).map(word => ({
    letters: word,
    width: widthAsRead(word, measure),
    filled: widthAsRead(withoutEnd(word), measure),
  }));
  return { letters, words };
}

/** Breaks a paragraph into lines of at most `width`, which is measured at size 1. */
export function brokenLines({ words }: Paragraph, width: number, measure: Measure): PrintedLetter[][] {
  const lines: PrintedLetter[][] = [];
  let line: PrintedLetter[] = [];
  let taken = 0;
  const append = (part: Word) => {
    if (line.length > 0 && taken + part.filled > width) {
      lines.push(line);
      line = [];
      taken = 0;
    }
    line.push(...part.letters);
    taken += part.width;
  };
  for (const word of words) {
    if (word.filled <= width) append(word);
    else
      for (const letter of word.letters) {
        const alone = widthAsRead([letter], measure);
        append({ letters: [letter], width: alone, filled: alone });
      }
  }
  return [...lines, line];
}

/** Returns the first `count` lines as text, with an ellipsis if there are more lines. */
export function shortenedTo(
  lines: readonly (readonly PrintedLetter[])[],
  count: number,
  width: number,
  measure: Measure,
): string {
  const shown = lines.slice(0, count).map(line => [...line]);
  const last = shown.at(-1);
  if (lines.length <= count || !last) return textOf(lines.flat());
  const tooLong = () => widthAsRead([...withoutEnd(last), ELLIPSIS], measure) > width;
  while (last.length > 0 && tooLong()) last.pop();
  return textOf(shown.flat()).trimEnd() + ELLIPSIS.text;
}

export function mixedLines(paragraph: Paragraph, width: number, measure: Measure): PlacedRun[][] {
  const text = textOf(paragraph.letters);
  const embedding = bidi.getEmbeddingLevels(text, 'ltr');
  return brokenLines(paragraph, width, measure).map(line => visualRuns(text, embedding, withoutEnd(line)));
}

function textOf(letters: readonly PrintedLetter[]): string {
  return letters.map(({ text }) => text).join('');
}

function widthAsRead(letters: readonly PrintedLetter[], measure: Measure): number {
  return runsAsRead(letters).reduce((sum, run) => sum + measure(run), 0);
}

function runsAsRead(letters: readonly PrintedLetter[]): PrintedRun[] {
  const runs: PrintedRun[] = [];
  for (const { text, face } of letters) {
    const run = runs.at(-1);
    const drawn = withoutIsolates(text);
    if (run?.face === face) run.text += drawn;
    else runs.push({ text: drawn, face });
  }
  return runs;
}

/** Splits letters into words. Chinese and Japanese break at each character, except before closing marks. */
function wordsOf(letters: readonly PrintedLetter[]): PrintedLetter[][] {
  const words: PrintedLetter[][] = [];
  let last: PrintedLetter | undefined;
  for (const letter of letters) {
    const word = words.at(-1);
    if (word && last && !mayBreak(last, letter)) word.push(letter);
    else words.push([letter]);
    last = letter;
  }
  return words;
}

function mayBreak(before: PrintedLetter, after: PrintedLetter): boolean {
  if (/^[\s\p{Pe}\p{Pf}\p{Po}\u2069\u30FC]/u.test(after.text)) return false;
  if (/^[\s\p{Pd}/]/u.test(before.text)) return before.text !== '\u00A0';
  return before.face === 'chinese' && after.face === 'chinese' && !/^\p{Ps}/u.test(before.text);
}

function withoutEnd(line: readonly PrintedLetter[]): readonly PrintedLetter[] {
  return line.slice(0, line.findLastIndex(({ text }) => text.trim() !== '') + 1);
}

function visualRuns(
  text: string,
  embedding: ReturnType<typeof bidi.getEmbeddingLevels>,
  line: readonly PrintedLetter[],
): PlacedRun[] {
  const [first, last] = [line[0], line.at(-1)];
  if (!first || !last) return [];
  const byOffset = new Map(line.map(letter => [letter.at, letter]));
  const runs: (PlacedRun & { level: number; end: number })[] = [];
  for (const at of bidi.getReorderedIndices(text, embedding, first.at, last.at + last.text.length - 1)) {
    const letter = byOffset.get(at);
    const drawn = withoutIsolates(letter?.text ?? '');
    if (!letter || !drawn) continue;
    const { face } = letter;
    const level = embedding.levels[at] ?? 0;
    const [backwards, shapedBackwards] = [level % 2 === 1, face === 'arabic' || face === 'hebrew'];
    const end = at + letter.text.length;
    const run = runs.at(-1);
    // Adjacent isolates of the same direction differ only in level, so they can be one run.
    const isSameRun =
      run?.level === level || (run && isLeftToRight(run.level, level) && isAdjacent(text, run.end, at));
    // A letter that has to be reversed, but that the font engine doesn't reverse, gets its own run.
    if (run?.face === face && isSameRun && backwards === shapedBackwards) {
      run.text = backwards ? drawn + run.text : run.text + drawn;
      run.at = Math.min(run.at, at);
      run.end = end;
    } else
      runs.push({
        text: (backwards && bidi.getMirroredCharacter(drawn)) || drawn,
        face,
        level,
        at,
        end,
        backwards,
      });
  }
  return runs;
}

function isLeftToRight(...levels: number[]): boolean {
  return levels.every(level => level % 2 === 0);
}

function isAdjacent(text: string, from: number, to: number): boolean {
  return to >= from && withoutIsolates(text.slice(from, to)) === '';
}
