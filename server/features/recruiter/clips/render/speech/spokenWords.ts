import {
  ABBREVIATIONS,
  ABBREVIATIONS_THAT_MAY_END,
  BEFORE_PAST_READ,
  CURRENCIES,
  PLAIN_LETTERS,
  RESPELLED,
  SIGNS,
  SPELLED_CAPITALS,
  SPOKEN_CAPITALS,
  UNITS,
} from './respellings.ts';

/** What the voice does after a word: goes on, pauses, or ends the sentence, question, or paragraph. */
export type Mark = 'none' | 'comma' | 'colon' | 'end' | 'question' | 'paragraph';

export interface SpokenWord {
  written: string;
  /** ASCII letters, digits, apostrophes, dots in numbers, and commas for pauses. Empty if not spoken. */
  spoken: string;
  mark: Mark;
}

const DASH = /^[-‐‑‒–—―•]+$/;
/** Brackets, quotation marks, and Markdown around a word. `CLOSING` also has punctuation. */
const OPENING = /^[([{<"'`*«»“”„‚‘’‹›¿¡]+/;
const CLOSING = /[)\]}>"'`*«»“”„‚‘’‹›.,;:!?…]+$/;
const CLOSING_BUT_DOT = /[)\]}>"'`*«»“”„‚‘’‹›,;:!?…]+$/;
const OPENS_BRACKET = /^["'“‘«]*[([]/;
const BLANK_LINE = /\n\s*\n/;
const MARKS_BY_STRENGTH: readonly Mark[] = ['none', 'comma', 'colon', 'end', 'question', 'paragraph'];

/** Returns each word of a line as it is read aloud, and in `written` as it appears in the line. */
export function spokenWords(line: string): SpokenWord[] {
  const shouts = !/\p{Ll}/u.test(line) && /\p{Lu}{5}/u.test(line);
  return line
    .split(BLANK_LINE)
    .map(paragraph => paragraph.split(/\s+/).filter(word => word !== ''))
    .flatMap(words => spokenParagraph(words, shouts));
}

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

interface Surroundings {
  before: string | undefined;
  after: string | undefined;
  /** True when the whole line is in capitals, so that capitals have no meaning. */
  shouts: boolean;
}

const COUNT =
  /^\d[\d.,]*$|^(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|few|hundred|thousand|several)$/i;
const GLUED_UNIT = /^(\d[\d.,]*)([^\d.,].*)$/;
const DECADE = /^(?:1[5-9]|20)\d0s$/;
const AMOUNT = /^([$€£])(\d[\d.,]*)([kKMm]?)$/;
const MULTIPLES: Readonly<Record<string, string>> = { k: ' thousand', m: ' million', '': '' };
const SCHEME = /^[a-z][a-z+]*:\/\//i;
const SPELLED_LENGTH_MAX = 4;
/** Numbers with ordinal and plural endings, words, and single other characters. */
const PIECES = /\d+(?:[.,:]\d+)*(?:(?:st|nd|rd|th|s)(?![a-z]))?|\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*|./gu;

function spokenCore(core: string, { before, shouts }: Pick<Surroundings, 'before' | 'shouts'>): string {
  const whole = spokenKnown(core, before) ?? spokenAmount(core) ?? spokenUnit(core, before);
  return whole ?? spokenPieces(core, shouts);
}

function spokenKnown(core: string, before = ''): string | undefined {
  const word = core.toLowerCase();
  if (word === 'read') return BEFORE_PAST_READ.has(before.toLowerCase()) ? 'red' : 'reed';
  return RESPELLED.get(word);
}

function spokenAmount(core: string): string | undefined {
  const [, currency = '', figure = '', multiple = ''] = AMOUNT.exec(core) ?? [];
  const name = CURRENCIES.get(currency);
  return name && `${figure}${MULTIPLES[multiple.toLowerCase()]} ${name}`;
}

function spokenUnit(core: string, before: string | undefined): string | undefined {
  const alone = UNITS.get(core);
  if (alone && before !== undefined && COUNT.test(before)) return counted(alone, before);
  if (DECADE.test(core)) return undefined;
  const [, figure = '', glued = ''] = GLUED_UNIT.exec(core) ?? [];
  const unit = UNITS.get(glued);
  return unit && `${figure} ${counted(unit, figure)}`;
}

function counted(unit: string, count: string): string {
  return /^(?:1|an?|one)$/i.test(count) ? unit.replace(/^(\w+)s\b/, '$1') : unit;
}

function spokenPieces(text: string, shouts: boolean): string {
  const pieces = text.replace(SCHEME, '').match(PIECES) ?? [];
  const isPath = SCHEME.test(text) || text.startsWith('/') || text.split('/').length > 2;
  const spoken = pieces.map((piece, at) => {
    if (/^\d/.test(piece)) return piece;
    if (/^\p{L}/u.test(piece)) return spokenLetters(piece, shouts);
    return ` ${spokenSign(piece, { isPath, before: pieces[at - 1], after: pieces[at + 1] })} `;
  });
  // Separates letters from adjacent digits, as in "p95".
  return spoken.join(' ').replace(/\s+/g, ' ').replace(/ ,/g, ',').trim();
}

function spokenSign(
  sign: string,
  { isPath, before, after }: Pick<Surroundings, 'before' | 'after'> & { isPath: boolean },
): string {
  const [afterNumber, beforeNumber] = [/^\d/.test(before ?? ''), /^\d/.test(after ?? '')];
  if (sign === '/') return isPath ? 'slash' : '';
  if (sign === '.') return after === undefined ? '' : 'dot';
  if (/[-‐‑‒–]/.test(sign))
    return beforeNumber ? (afterNumber ? 'to' : before === undefined ? 'minus' : '') : '';
  if (/[—―;:,…(]/.test(sign)) return before === undefined || after === undefined ? '' : ',';
  if (sign === '#') return beforeNumber ? 'number' : '';
  return /[<>~]/.test(sign) ? '' : (SIGNS.get(sign) ?? '');
}

function spokenLetters(letters: string, shouts: boolean): string {
  const plain = plainLetters(letters);
  const known = RESPELLED.get(plain.toLowerCase());
  if (known) return known;
  const [, capitals, ending = ''] = /^([A-Z]{2,})('?s)?$/.exec(plain) ?? [];
  if (capitals) return shouts || !isSpelled(capitals) ? plain.toLowerCase() : spelled(capitals, ending);
  const parts = plain.replace(/(?<!\bMa?c)(?<=[a-z])(?=[A-Z])/g, ' ').split(' ');
  return parts.length > 1 ? parts.map(part => spokenLetters(part, shouts)).join(' ') : plain;
}

function isSpelled(capitals: string): boolean {
  if (SPELLED_CAPITALS.has(capitals)) return true;
  return capitals.length <= SPELLED_LENGTH_MAX && !SPOKEN_CAPITALS.has(capitals);
}

function spelled(capitals: string, ending: string): string {
  return [...capitals].join(' ') + (ending && "'s");
}

/** Transliterates to ASCII. Drops letters of other scripts. */
function plainLetters(text: string): string {
  return [...text.replaceAll('’', "'").normalize('NFKD')]
    .map(letter => PLAIN_LETTERS.get(letter) ?? letter)
    .join('')
    .replace(/[^A-Za-z']/g, '');
}
