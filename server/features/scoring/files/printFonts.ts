import { createRequire } from 'node:module';
import { openSync } from 'fontkit';

const { resolve } = createRequire(import.meta.url);

/** Inter in whole: Latin, Greek and Cyrillic with all their marks. The client's files hold one script each. */
export const PRINT_FONTS = {
  regular: resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf'),
  strong: resolve('@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf'),
} as const;
export type PrintFont = keyof typeof PRINT_FONTS;

/** Stands for a character that the font cannot draw; the page says so. */
const SUBSTITUTE = '\u25A1';

/**
 * Makes texts printable: what the font has no picture for becomes one small square, and characters that steer the direction
 * or the look of others are left out, so that no name can disturb the line it stands in.
 */
export class PrintableText {
  readonly #characters = new Set(openFont().characterSet);
  #substituted = false;

  /** Whether any text so far has lost a character. */
  get substituted(): boolean {
    return this.#substituted;
  }

  of(text: string): string {
    const plain = text.normalize('NFC').replace(/\r\n?/g, '\n').replace(/\t/g, ' ');
    return plain.replace(/[^\n]/gu, character => this.#printable(character));
  }

  #printable(character: string): string {
    if (/[\p{Cc}\p{Cf}\p{Cs}\p{Variation_Selector}]/u.test(character)) return '';
    if (this.#characters.has(character.codePointAt(0) ?? 0)) return character;
    this.#substituted = true;
    return SUBSTITUTE;
  }
}

function openFont() {
  const font = openSync(PRINT_FONTS.regular);
  if (!('characterSet' in font)) throw new Error('A font file holds one font.');
  return font;
}
