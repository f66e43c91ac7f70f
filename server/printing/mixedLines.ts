import bidiFactory from 'bidi-js';
import type { FontFace } from '../fontFaces.ts';
import { type PrintedLetter, withoutIsolates } from './printFonts.ts';

const bidi = bidiFactory();

/** Letters that are shaped and drawn as one, in the order in which they are read. */
export interface PrintedRun {
  text: string;
  face: FontFace;
}

/** A run of a line. */
export interface PlacedRun extends PrintedRun {
  /** Where it begins in its paragraph. */
  at: number;
  /** Its letters are read from the right. */
  backwards: boolean;
}

type Measure = (run: PrintedRun) => number;

/** One paragraph of any scripts as lines of at most this width, each with its runs from left to right. */
export function mixedLines(
  letters: readonly PrintedLetter[],
  width: number,
  measure: Measure,
): PlacedRun[][] {
  const text = letters.map(letter => letter.text).join('');
  const embedding = bidi.getEmbeddingLevels(text, 'ltr');
  return brokenLines(letters, width, part => widthAsRead(part, measure)).map(line =>
    visualRuns(text, embedding, withoutEnd(line)),
  );
}

/** How many lines the same would be. */
export function countLines(letters: readonly PrintedLetter[], width: number, measure: Measure): number {
  return brokenLines(letters, width, part => widthAsRead(part, measure)).length;
}

function widthAsRead(letters: readonly PrintedLetter[], measure: Measure): number {
  return runsAsRead(letters).reduce((sum, run) => sum + measure(run), 0);
}

/** Broken between words, and within one only where it is longer than a line. */
function brokenLines(
  letters: readonly PrintedLetter[],
  width: number,
  widthOf: (part: readonly PrintedLetter[]) => number,
): PrintedLetter[][] {
  const lines: PrintedLetter[][] = [];
  let line: PrintedLetter[] = [];
  let filled = 0;
  const place = (part: readonly PrintedLetter[]) => {
    if (line.length > 0 && filled + widthOf(withoutEnd(part)) > width) {
      lines.push(line);
      line = [];
      filled = 0;
    }
    line.push(...part);
    filled += widthOf(part);
  };
  for (const word of wordsOf(letters)) {
    if (widthOf(withoutEnd(word)) <= width) place(word);
    else for (const letter of word) place([letter]);
  }
  return [...lines, line];
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

/** What stays together on a line; Chinese and Japanese may break after each character but before no closing mark. */
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
  const byPlace = new Map(line.map(letter => [letter.at, letter]));
  const runs: (PlacedRun & { level: number })[] = [];
  for (const at of bidi.getReorderedIndices(text, embedding, first.at, last.at + last.text.length - 1)) {
    const letter = byPlace.get(at);
    const drawn = withoutIsolates(letter?.text ?? '');
    if (!letter || !drawn) continue;
    const { face } = letter;
    const level = embedding.levels[at] ?? 0;
    const [backwards, shapedBackwards] = [level % 2 === 1, face === 'arabic' || face === 'hebrew'];
    const run = runs.at(-1);
    // The font's own engine turns only runs of right-to-left letters around.
    if (run?.face === face && run.level === level && backwards === shapedBackwards) {
      run.text = backwards ? drawn + run.text : run.text + drawn;
      run.at = Math.min(run.at, at);
    } else
      runs.push({
        text: (backwards && bidi.getMirroredCharacter(drawn)) || drawn,
        face,
        level,
        at,
        backwards,
      });
  }
  return runs;
}
