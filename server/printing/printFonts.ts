import { type Font, openSync } from 'fontkit';
import { FONT_FACES, type FontFace } from '../fontFaces.ts';

/** Scripts of each font, so that large fonts are opened only when needed. */
const SCRIPTS: readonly (readonly [FontFace, RegExp])[] = [
  ['arabic', /\p{scx=Arabic}/u],
  ['hebrew', /\p{scx=Hebrew}/u],
  ['devanagari', /\p{scx=Devanagari}/u],
  ['chinese', /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Bopomofo}\uFF00-\uFFEF]/u],
  ['korean', /\p{scx=Hangul}/u],
];

const SUBSTITUTE = '\u25A1';
/** Matches text in which each character is one grapheme, as in most printed text. */
const PLAIN = /^[\u0020-\u007E\u00A0-\u024F\u2010-\u2027\u2068\u2069]*$/;
const ISOLATES = /[\u2066-\u2069]/g;

export type PrintedLetter = { at: number; text: string; face: FontFace };

/** Wraps a user's text in Unicode isolates, so that its direction doesn't reorder the surrounding text. */
export function isolated(text: string): string {
  return text
    .split('\n')
    .map(line => `\u2068${line.replace(ISOLATES, '')}\u2069`)
    .join('\n');
}

export function withoutIsolates(text: string): string {
  return text.replace(ISOLATES, '');
}

/** Replaces characters that no font has. Removes invisible characters, except isolates and joiners. */
export class PrintableText {
  readonly #faces = new Map<string, FontFace | undefined>();
  readonly #fonts = new Map<FontFace, Font>();
  /** True when a character was replaced. */
  substituted = false;

  of(text: string): string {
    const plain = text.normalize('NFC').replace(/\r\n?/g, '\n').replace(/\t/g, ' ');
    return plain.replace(
      /(?<=[\p{scx=Arabic}\p{scx=Devanagari}])(?:\u200C|\u200D)|[\u2068\u2069]|([^\n])/gu,
      (match, character?: string) => (character === undefined ? match : this.#printable(character)),
    );
  }

  lettersOf(text: string): PrintedLetter[] {
    if (PLAIN.test(text))
      return Array.from(text, (one, at) => ({ at, text: one, face: this.#faceOf(one) ?? 'inter' }));
    return Array.from(new Intl.Segmenter().segment(text)).flatMap(({ segment, index }) => {
      const face = this.#faceOf(segment);
      if (face) return [{ at: index, text: segment, face }];
      let at = index;
      return Array.from(segment, character => {
        const letter = { at, text: character, face: this.#faceOf(character) ?? 'inter' };
        at += character.length;
        return letter;
      });
    });
  }

  /** Distance from the top of a line to the baseline, at size 1. */
  get ascent(): number {
    const { ascent, unitsPerEm } = this.#font('inter');
    return ascent / unitsPerEm;
  }

  #printable(character: string): string {
    if (/[\p{Cc}\p{Cf}\p{Cs}\p{Variation_Selector}]/u.test(character)) return '';
    if (this.#faceOf(character)) return character;
    this.substituted = true;
    return SUBSTITUTE;
  }

  #faceOf(letter: string): FontFace | undefined {
    if (!this.#faces.has(letter)) this.#faces.set(letter, this.#findFace(letter));
    return this.#faces.get(letter);
  }

  #findFace(letter: string): FontFace | undefined {
    const drawn = Array.from(letter.replace(/\p{Cf}/gu, ''), one => one.codePointAt(0) ?? 0);
    const has = (face: FontFace) => drawn.every(code => this.#font(face).hasGlyphForCodePoint(code));
    if (has('inter')) return 'inter';
    return SCRIPTS.find(([face, script]) => script.test(letter) && has(face))?.[0];
  }

  #font(face: FontFace): Font {
    const font = this.#fonts.get(face) ?? openFont(FONT_FACES[face].regular);
    this.#fonts.set(face, font);
    return font;
  }
}

function openFont(file: string): Font {
  const font = openSync(file);
  if (!('characterSet' in font)) throw new Error('A font file holds one font.');
  return font;
}
