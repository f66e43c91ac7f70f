import { FONT_FACES, type FontFace, type FontWeight } from '../fontFaces.ts';
import { mixedLines, type PlacedRun, type PrintedRun } from './mixedLines.ts';
import { PrintableText } from './printFonts.ts';

export const INK = { text: '#23201c', muted: '#5f5a53', line: '#d8d3cb', accent: '#0f5a57' } as const;

export interface LetterStyle {
  font?: FontWeight;
  /** In points. */
  size?: number;
  color?: string;
}

/** Lays out and draws single lines in any of the scripts that there are fonts for. */
export class Typesetter {
  readonly #document: PDFKit.PDFDocument;
  readonly #printable = new PrintableText();

  constructor(document: PDFKit.PDFDocument) {
    this.#document = document;
  }

  /** Whether any text so far has lost a character. */
  get substituted(): boolean {
    return this.#printable.substituted;
  }

  printable(text: string): string {
    return this.#printable.of(text);
  }

  /** Whether a printable text needs more than the first face. */
  isMixed(printable: string): boolean {
    return this.#printable.lettersOf(printable).some(({ face }) => face !== 'inter');
  }

  /** A printable text as lines of at most this width. */
  lines(printable: string, width: number, style: LetterStyle): PlacedRun[][] {
    const measure = (run: PrintedRun) => this.#widthOfRun(run, style);
    return printable.split('\n').flatMap(line => mixedLines(this.#printable.lettersOf(line), width, measure));
  }

  widthOf(line: readonly PrintedRun[], style: LetterStyle): number {
    return line.reduce((sum, run) => sum + this.#widthOfRun(run, style), 0);
  }

  /**
   * Each run stands where it is seen, and the runs are drawn in the order in which they are read, so that what copies or speaks the
   * text has it in order.
   */
  draw(line: readonly PlacedRun[], left: number, top: number, style: LetterStyle): void {
    const baseline = top + this.#printable.ascent * sizeOf(style);
    let right = left;
    const placed = line.map(run => {
      const x = right;
      right += this.#widthOfRun(run, style);
      return { run, x };
    });
    for (const { run, x } of placed.sort((a, b) => a.run.at - b.run.at))
      this.#drawRun(run, x, baseline, style);
  }

  /** Of every line, whatever its scripts. */
  lineHeight(style: LetterStyle): number {
    return this.prepare(style).currentLineHeight(true) + sizeOf(style) * 0.25;
  }

  /** Fonts go by their files: under a second name, pdfkit would open the first one anew each time. */
  prepare(style: LetterStyle, face: FontFace = 'inter'): PDFKit.PDFDocument {
    const { font = 'regular', color = INK.text } = style;
    return this.#document.font(FONT_FACES[face][font]).fontSize(sizeOf(style)).fillColor(color);
  }

  #drawRun({ text, face, backwards }: PlacedRun, x: number, baseline: number, style: LetterStyle): void {
    const document = this.prepare(style, face);
    // Glyphs stand in the order in which they are seen: from the left, and in Devanagari some vowels before their consonants.
    const marked = backwards || face === 'devanagari';
    if (backwards) document.markContent('ReversedChars');
    else if (marked) document.markContent('Span', { actual: text });
    document.text(text, x, baseline, { lineBreak: false, baseline: 'alphabetic' });
    if (marked) document.endMarkedContent();
  }

  #widthOfRun({ text, face }: PrintedRun, style: LetterStyle): number {
    return this.prepare(style, face).widthOfString(text);
  }
}

function sizeOf({ size = 10 }: LetterStyle): number {
  return size;
}
