import { FONT_FACES, type FontFace, type FontWeight } from '../fontFaces.ts';
import {
  brokenLines,
  mixedLines,
  type Paragraph,
  type PlacedRun,
  type PrintedRun,
  paragraphOf,
  shortenedTo,
} from './mixedLines.ts';
import { PrintableText } from './printFonts.ts';

export const INK = { text: '#23201c', muted: '#5f5a53', line: '#d8d3cb', accent: '#0f5a57' } as const;

export interface LetterStyle {
  font?: FontWeight;
  size?: number;
  color?: string;
  /** Space between two lines, as a share of the font size. */
  leading?: number;
}

export class Typesetter {
  readonly #document: PDFKit.PDFDocument;
  readonly #printable = new PrintableText();
  /** Widths of texts at font size 1, by font file. Cached, because a page is laid out several times. */
  readonly #widths = new Map<string, Map<string, number>>();
  readonly #paragraphs = new Map<string, Paragraph>();

  constructor(document: PDFKit.PDFDocument) {
    this.#document = document;
  }

  /** True when a character was replaced because no font has it. */
  get substituted(): boolean {
    return this.#printable.substituted;
  }

  printable(text: string): string {
    return this.#printable.of(text);
  }

  lines(printable: string, width: number, style: LetterStyle): PlacedRun[][] {
    const measure = this.#measure(style);
    return this.#paragraphsOf(printable, style).flatMap(paragraph =>
      mixedLines(paragraph, width / sizeOf(style), measure),
    );
  }

  countLines(printable: string, width: number, style: LetterStyle): number {
    const measure = this.#measure(style);
    return this.#paragraphsOf(printable, style).reduce(
      (sum, paragraph) => sum + brokenLines(paragraph, width / sizeOf(style), measure).length,
      0,
    );
  }

  /** Cuts the text to `count` lines. A cut text has an ellipsis and no line breaks. */
  shortened(printable: string, count: number, width: number, style: LetterStyle): string {
    if (this.countLines(printable, width, style) <= count) return printable;
    const measure = this.#measure(style);
    const wide = width / sizeOf(style);
    return this.#paragraphsOf(printable.replaceAll('\n', ' '), style)
      .map(paragraph => shortenedTo(brokenLines(paragraph, wide, measure), count, wide, measure))
      .join('');
  }

  widthOf(line: readonly PrintedRun[], style: LetterStyle): number {
    return line.reduce((sum, run) => sum + this.#widthOfRun(run, style), 0);
  }

  /** Places runs in visual order but draws them in reading order, for copying and screen readers. */
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

  lineHeight(style: LetterStyle): number {
    return this.#choose(style, 'inter').currentLineHeight(true) + sizeOf(style) * (style.leading ?? 0.25);
  }

  /** Selects a font by file, because pdfkit would reopen a named font each time. */
  #choose(style: LetterStyle, face: FontFace): PDFKit.PDFDocument {
    return this.#document.font(FONT_FACES[face][style.font ?? 'regular']).fontSize(sizeOf(style));
  }

  #paragraphsOf(printable: string, style: LetterStyle): Paragraph[] {
    return printable.split('\n').map(line => {
      const key = `${style.font ?? 'regular'} ${line}`;
      const paragraph =
        this.#paragraphs.get(key) ?? paragraphOf(this.#printable.lettersOf(line), this.#measure(style));
      this.#paragraphs.set(key, paragraph);
      return paragraph;
    });
  }

  #measure(style: LetterStyle): (run: PrintedRun) => number {
    return run => this.#widthOfRun(run, { ...style, size: 1 });
  }

  #drawRun({ text, face, backwards }: PlacedRun, x: number, baseline: number, style: LetterStyle): void {
    const document = this.#choose(style, face).fillColor(style.color ?? INK.text);
    const draw = () => document.text(text, x, baseline, { lineBreak: false, baseline: 'alphabetic' });
    // Marks text whose glyphs aren't in reading order, such as Devanagari vowels before their consonants.
    if (backwards) {
      document.markContent('ReversedChars');
      draw();
      document.endMarkedContent();
    } else if (face === 'devanagari') withActualText(document, text, draw);
    else draw();
  }

  #widthOfRun({ text, face }: PrintedRun, style: LetterStyle): number {
    const file = FONT_FACES[face][style.font ?? 'regular'];
    const widths = this.#widths.get(file) ?? new Map<string, number>();
    this.#widths.set(file, widths);
    const width = widths.get(text) ?? this.#document.font(file).fontSize(1).widthOfString(text);
    widths.set(text, width);
    return width * sizeOf(style);
  }
}

/** Draws text with marks that set what is copied. The marks are inside BT and ET (a PDF text object). */
function withActualText(document: PDFKit.PDFDocument, actual: string, draw: () => void): void {
  const add = document.addContent;
  document.addContent = data => {
    if (data === 'BT') document.markContent('Span', { actual });
    add.call(document, data);
    if (data === 'ET') document.endMarkedContent();
    return document;
  };
  draw();
  document.addContent = add;
}

function sizeOf({ size = 10 }: LetterStyle): number {
  return size;
}
