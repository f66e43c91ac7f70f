import { GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';
import { FONT_FACES, type FontWeight } from './fontFaces.ts';

const WEIGHTS = { regular: 400, medium: 500, strong: 600 } as const;

const FAMILIES = Object.entries(FONT_FACES).map(([face, files]) => {
  const family = `Combined ${face}`;
  for (const file of Object.values(files)) GlobalFonts.registerFromPath(file, family);
  return `"${family}"`;
});

export type Ink = SKRSContext2D;

export type TextStyle = { size: number; weight?: FontWeight; color: string; align?: 'left' | 'center' };

const ELLIPSIS = '…';
const RIGHT_TO_LEFT = /[\p{scx=Arabic}\p{scx=Hebrew}\p{scx=Syriac}\p{scx=Thaana}\p{scx=Nko}]/u;

/** Sets the style of the next text. Falls back to system fonts, for example for emoji. */
export function setStyle(ink: Ink, { size, weight = 'regular', color, align = 'left' }: TextStyle): void {
  ink.font = `${WEIGHTS[weight]} ${size}px ${FAMILIES.join(', ')}, sans-serif`;
  ink.fillStyle = color;
  ink.textAlign = align;
  ink.direction = 'ltr';
  ink.textBaseline = 'alphabetic';
}

/** Draws a line in the direction of its first letter, so that an ellipsis is at the end of the text. */
export function drawLine(ink: Ink, line: string, x: number, baseline: number): void {
  const [first] = line.match(/\p{L}/u) ?? [''];
  ink.direction = RIGHT_TO_LEFT.test(first) ? 'rtl' : 'ltr';
  ink.fillText(line, x, baseline);
}

/** Removes line breaks and invisible characters that would affect the direction or look of other text. */
export function plainText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\p{Cs}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, '')
    .trim();
}

export function fitted(ink: Ink, text: string, width: number): string {
  const plain = plainText(text);
  if (ink.measureText(plain).width <= width) return plain;
  const letters = lettersOf(plain);
  let [fits, tooMany] = [0, letters.length];
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    const part = letters.slice(0, middle).join('').trimEnd() + ELLIPSIS;
    if (ink.measureText(part).width <= width) fits = middle;
    else tooMany = middle;
  }
  return letters.slice(0, fits).join('').trimEnd() + ELLIPSIS;
}

export function wrapped(ink: Ink, text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  const fits = (candidate: string) => ink.measureText(candidate).width <= width;
  for (const word of plainText(text).split(' ')) {
    if (fits(line ? `${line} ${word}` : word)) {
      line = line ? `${line} ${word}` : word;
      continue;
    }
    if (line) lines.push(line);
    line = '';
    for (const letter of lettersOf(word)) {
      if (line && !fits(line + letter)) {
        lines.push(line);
        line = '';
      }
      line += letter;
    }
  }
  return line ? [...lines, line] : lines;
}

/** Splits a text into graphemes, so that accents and parts of emoji stay together. */
function lettersOf(text: string): string[] {
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
}

export function initialsOf(name: string): string {
  const words = plainText(name).match(/[\p{L}\p{N}]+/gu) ?? [];
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : words;
  return chosen.map(word => lettersOf(word ?? '')[0]?.toLocaleUpperCase() ?? '').join('');
}
