import {
  BEFORE_PAST_READ,
  CURRENCIES,
  PLAIN_LETTERS,
  RESPELLED,
  SIGNS,
  SPELLED_CAPITALS,
  SPOKEN_CAPITALS,
  UNITS,
} from './respellings.ts';

/** The words around a word, as far as there are any in its paragraph. */
export interface Surroundings {
  before: string | undefined;
  after: string | undefined;
  /** Whether the whole line is in capitals, so that capitals say nothing. */
  shouts: boolean;
}

/** What can stand in front of a unit. */
export const COUNT =
  /^\d[\d.,]*$|^(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|few|hundred|thousand|several)$/i;
const GLUED_UNIT = /^(\d[\d.,]*)([^\d.,].*)$/;
const DECADE = /^(?:1[5-9]|20)\d0s$/;
const AMOUNT = /^([$€£])(\d[\d.,]*)([kKMm]?)$/;
const MULTIPLES: Readonly<Record<string, string>> = { k: ' thousand', m: ' million', '': '' };
const SCHEME = /^[a-z][a-z+]*:\/\//i;
const SPELLED_LENGTH_MAX = 4;
/** Numbers with what belongs to them, words, and every other character by itself. */
const PIECES = /\d+(?:[.,:]\d+)*(?:(?:st|nd|rd|th|s)(?![a-z]))?|\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*|./gu;

/** What is spoken for a word without the marks around it. */
export function spokenCore(
  core: string,
  { before, shouts }: Pick<Surroundings, 'before' | 'shouts'>,
): string {
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
  // Letters and digits that touch, as in p95, are two words to a voice.
  return spoken.join(' ').replace(/\s+/g, ' ').replace(/ ,/g, ',').trim();
}

interface SignPlace {
  isPath: boolean;
  before: string | undefined;
  after: string | undefined;
}

function spokenSign(sign: string, { isPath, before, after }: SignPlace): string {
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

/** In ASCII, as far as there is something like it there; letters of other scripts are left out. */
function plainLetters(text: string): string {
  return [...text.replaceAll('’', "'").normalize('NFKD')]
    .map(letter => PLAIN_LETTERS.get(letter) ?? letter)
    .join('')
    .replace(/[^A-Za-z']/g, '');
}
