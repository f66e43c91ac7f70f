import PDFDocument from 'pdfkit';
import { FONT_FACES, type FontFace, type FontWeight } from '../../../fontFaces.ts';
import { mixedLines, type PrintedRun } from './mixedLines.ts';
import { PrintableText, withoutIsolates } from './printFonts.ts';

/** A4 in points, and where its text stands. */
const PAGE = { width: 595.28, height: 841.89, side: 56, top: 56, bottom: 72 } as const;
const TEXT_WIDTH = PAGE.width - 2 * PAGE.side;
const FOOTER_Y = PAGE.height - 46;

export const INK = { text: '#23201c', muted: '#5f5a53', line: '#d8d3cb', accent: '#0f5a57' } as const;

export interface TextStyle {
  font?: FontWeight;
  size?: number;
  color?: string;
  /** From the left edge of the text, in points. */
  indent?: number;
  /** In points; up to the right edge without it. */
  width?: number;
  align?: 'left' | 'right';
}

/**
 * Pages that fill from the top. Texts wrap and go over to the next page between lines; `keepTogether` moves a short block
 * there as one. Ends with `finish`.
 */
export class PrintedPages {
  readonly #document: PDFKit.PDFDocument;
  readonly #printable = new PrintableText();

  constructor(title: string) {
    this.#document = new PDFDocument({
      size: 'A4',
      margins: { top: PAGE.top, bottom: PAGE.bottom, left: PAGE.side, right: PAGE.side },
      bufferPages: true,
      lang: 'en',
      info: { Title: title, Creator: 'Vivavoce' },
      font: FONT_FACES.inter.regular,
    });
  }

  /** Where the next thing stands, from the top of the page. */
  get y(): number {
    return this.#document.y;
  }

  text(text: string, style: TextStyle = {}): void {
    const left = PAGE.side + (style.indent ?? 0);
    const printable = this.#printable.of(text);
    if (this.#isMixed(printable)) {
      for (const line of this.#mixedLines(printable, style)) {
        this.keepTogether(this.#lineHeight(style));
        this.#drawLine(line, left, this.y, style);
      }
      return;
    }
    this.#prepare(style).text(withoutIsolates(printable), left, this.y, this.#lineOptions(style));
  }

  /** Texts beside each other; the next thing stands below the tallest. A row is not cut. */
  row(cells: readonly { text: string; style: TextStyle }[]): void {
    const height = Math.max(...cells.map(({ text, style }) => this.heightOf(text, style)));
    this.keepTogether(height);
    const top = this.y;
    for (const { text, style } of cells) {
      this.#document.y = top;
      this.text(text, style);
    }
    this.#document.y = top + height;
  }

  gap(points: number): void {
    this.#document.y += points;
  }

  rule(): void {
    const y = this.y;
    this.#document
      .moveTo(PAGE.side, y)
      .lineTo(PAGE.width - PAGE.side, y)
      .lineWidth(0.75)
      .stroke(INK.line);
  }

  /** Begins a new page where less than this height is left on this one. */
  keepTogether(height: number): void {
    if (this.y + height > PAGE.height - PAGE.bottom) this.#document.addPage();
  }

  heightOf(text: string, style: TextStyle = {}): number {
    const printable = this.#printable.of(text);
    if (this.#isMixed(printable)) return this.#mixedLines(printable, style).length * this.#lineHeight(style);
    return this.#prepare(style).heightOfString(withoutIsolates(printable), this.#lineOptions(style));
  }

  /** Writes the feet of all pages and gives the whole file. */
  async finish(footer: string): Promise<Buffer> {
    this.#writeFeet(footer);
    const chunks: Buffer[] = [];
    this.#document.on('data', (chunk: Buffer) => chunks.push(chunk));
    this.#document.end();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#document.once('end', resolve).once('error', reject);
    await promise;
    return Buffer.concat(chunks);
  }

  #writeFeet(footer: string): void {
    const printable = this.#printable.of(footer);
    const note = this.#printable.substituted
      ? ' \u00B7 \u25A1 stands for a character this print cannot show'
      : '';
    const { start, count } = this.#document.bufferedPageRange();
    for (let page = start; page < start + count; page += 1) {
      this.#document.switchToPage(page);
      // The foot stands in the margin, which would otherwise begin another page.
      this.#document.page.margins.bottom = 0;
      const foot = { width: TEXT_WIDTH, lineBreak: false, ellipsis: true, height: 12 } as const;
      const style = { size: 8, color: INK.muted, width: TEXT_WIDTH - 80 };
      const text = printable + note;
      if (this.#isMixed(text))
        this.#drawLine(this.#mixedLines(text, style)[0] ?? [], PAGE.side, FOOTER_Y, style);
      else
        this.#prepare(style).text(withoutIsolates(text), PAGE.side, FOOTER_Y, {
          ...foot,
          width: style.width,
        });
      this.#prepare(style);
      this.#document.text(`Page ${page - start + 1} of ${count}`, PAGE.side, FOOTER_Y, {
        ...foot,
        align: 'right',
      });
    }
  }

  /** Whether it needs more than the first face, which lays out its own lines. */
  #isMixed(printable: string): boolean {
    return this.#printable.lettersOf(printable).some(({ face }) => face !== 'inter');
  }

  #mixedLines(printable: string, style: TextStyle): PrintedRun[][] {
    const measure = ({ text, face }: PrintedRun) => this.#prepare(style, face).widthOfString(text);
    return printable
      .split('\n')
      .flatMap(line => mixedLines(this.#printable.lettersOf(line), this.#lineOptions(style).width, measure));
  }

  #drawLine(runs: readonly PrintedRun[], left: number, top: number, style: TextStyle): void {
    const { width, align } = this.#lineOptions(style);
    const widths = runs.map(({ text, face }) => this.#prepare(style, face).widthOfString(text));
    const baseline = top + this.#printable.ascent * (style.size ?? 10);
    let x = align === 'right' ? left + width - widths.reduce((sum, one) => sum + one, 0) : left;
    for (const [index, { text, face }] of runs.entries()) {
      this.#prepare(style, face).text(text, x, baseline, { lineBreak: false, baseline: 'alphabetic' });
      x += widths[index] ?? 0;
    }
    this.#document.y = top + this.#lineHeight(style);
  }

  /** Of every line, whatever its scripts. */
  #lineHeight(style: TextStyle): number {
    return this.#prepare(style).currentLineHeight(true) + this.#lineOptions(style).lineGap;
  }

  /** Fonts go by their files: under a second name, pdfkit would open the first one anew each time. */
  #prepare(
    { font = 'regular', size = 10, color = INK.text }: TextStyle,
    face: FontFace = 'inter',
  ): PDFKit.PDFDocument {
    return this.#document.font(FONT_FACES[face][font]).fontSize(size).fillColor(color);
  }

  #lineOptions({ indent = 0, width = TEXT_WIDTH - indent, align = 'left', size = 10 }: TextStyle) {
    return { width, align, lineGap: size * 0.25 };
  }
}
