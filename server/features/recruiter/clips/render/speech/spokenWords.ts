import { ABBREVIATIONS, ABBREVIATIONS_THAT_MAY_END, SIGNS } from './respellings.ts';
import { COUNT, type Surroundings, spokenCore } from './spokenCore.ts';

/**
 * What the voice does behind a word: goes on, takes a short or a longer breath within the sentence, or ends the sentence, perhaps asking,
 * perhaps with the paragraph.
 */
export type Mark = 'none' | 'comma' | 'colon' | 'end' | 'question' | 'paragraph';

/** One written word and what is spoken for it. */
export interface SpokenWord {
  /** As it stands in the line, signs included. */
  written: string;
  /** ASCII letters, digits, apostrophes, dots within numbers, and commas for a breath; empty where nothing is spoken, as for a dash. */
  spoken: string;
  mark: Mark;
}

const DASH = /^[-‐‑‒–—―•]+$/;
/** Brackets, quotation marks and the signs of Markdown in front of a word and behind one, there with the marks of a sentence. */
const OPENING = /^[([{<"'`*«»“”„‚‘’‹›¿¡]+/;
const CLOSING = /[)\]}>"'`*«»“”„‚‘’‹›.,;:!?…]+$/;
const CLOSING_BUT_DOT = /[)\]}>"'`*«»“”„‚‘’‹›,;:!?…]+$/;
const OPENS_BRACKET = /^["'“‘«]*[([]/;
const BLANK_LINE = /\n\s*\n/;
const MARKS_BY_STRENGTH: readonly Mark[] = ['none', 'comma', 'colon', 'end', 'question', 'paragraph'];

/**
 * How a line is read aloud, word by word, so that what is spoken can always be found again in what is written: joined with single
 * spaces the written words are the line, apart from its white space.
 */
export function spokenWords(line: string): SpokenWord[] {
  const shouts = !/\p{Ll}/u.test(line) && /\p{Lu}{5}/u.test(line);
  return line
    .split(BLANK_LINE)
    .map(paragraph => paragraph.split(/\s+/).filter(word => word !== ''))
    .flatMap(words => spokenParagraph(words, shouts));
}

/** Whether a voice would say anything at all. */
export function isSayable(words: readonly SpokenWord[]): boolean {
  return words.some(({ spoken }) => /[a-z0-9]/i.test(spoken));
}

function spokenParagraph(written: readonly string[], shouts: boolean): SpokenWord[] {
  const words: SpokenWord[] = [];
  for (const [at, word] of written.entries()) {
    const next = spokenWord(word, { before: written[at - 1], after: written[at + 1], shouts });
    if (OPENS_BRACKET.test(word)) breathe(words, 'comma');
    if (next.spoken === '') {
      breathe(words, next.mark);
      next.mark = 'none';
    }
    words.push(next);
  }
  const last = lastHeard(words);
  if (last && last.mark !== 'question') last.mark = 'paragraph';
  return words;
}

/** A dash or a bracket is a breath, and a breath is taken behind the last word that is heard. */
function breathe(words: readonly SpokenWord[], mark: Mark): void {
  const word = lastHeard(words);
  if (word && MARKS_BY_STRENGTH.indexOf(word.mark) < MARKS_BY_STRENGTH.indexOf(mark)) word.mark = mark;
}

function lastHeard(words: readonly SpokenWord[]): SpokenWord | undefined {
  return words.findLast(({ spoken }) => spoken !== '');
}

function spokenWord(written: string, around: Surroundings): SpokenWord {
  if (DASH.test(written)) return { written, spoken: '', mark: 'colon' };
  const abbreviation = readAbbreviation(written, around);
  if (abbreviation) return { written, ...abbreviation };
  const sign = SIGNS.get(written);
  if (sign !== undefined) return { written, spoken: sign, mark: 'none' };
  const opened = written.replace(OPENING, '');
  const closing = CLOSING.exec(opened)?.[0] ?? '';
  const core = opened.slice(0, opened.length - closing.length);
  return { written, spoken: spokenCore(core, around), mark: markOf(closing, around) };
}

function readAbbreviation(written: string, around: Surroundings): Omit<SpokenWord, 'written'> | undefined {
  const opened = written.replace(OPENING, '');
  const closing = CLOSING_BUT_DOT.exec(opened)?.[0] ?? '';
  const key = opened.slice(0, opened.length - closing.length).toLowerCase();
  const spoken = ABBREVIATIONS.get(key);
  const isUnit = key === 'ms.' && around.before !== undefined && COUNT.test(around.before);
  if (spoken === undefined || isUnit) return undefined;
  const mark = markOf(closing, around);
  const ends = ABBREVIATIONS_THAT_MAY_END.has(key) && (around.after === undefined || isCapital(around.after));
  return { spoken, mark: mark === 'none' && ends ? 'end' : mark };
}

function markOf(closing: string, { after }: Surroundings): Mark {
  if (closing.includes('?')) return 'question';
  const trailsOff = closing.includes('…') || closing.includes('...');
  if (trailsOff && after !== undefined && !isCapital(after)) return 'colon';
  if (/[.!…]/.test(closing)) return 'end';
  if (/[:;]/.test(closing)) return 'colon';
  return /[,)\]]/.test(closing) ? 'comma' : 'none';
}

function isCapital(word: string | undefined): boolean {
  return word !== undefined && /^\P{L}*\p{Lu}/u.test(word);
}
