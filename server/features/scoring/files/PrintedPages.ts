import PDFDocument from 'pdfkit';
import { PRINT_FONTS, PrintableText, type PrintFont } from './printFonts.ts';

/** A4 in points, and where its text stands. */
const PAGE = { width: 595.28, height: 841.89, side: 56, top: 56, bottom: 72 } as const;
const TEXT_WIDTH = PAGE.width - 2 * PAGE.side;
const FOOTER_Y = PAGE.height - 46;

export const INK = { text: '#23201c', muted: '#5f5a53', line: '#d8d3cb', accent: '#0f5a57' } as const;

export interface TextStyle {
  font?: PrintFont;
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
      font: PRINT_FONTS.regular,
    });
    for (const [name, file] of Object.entries(PRINT_FONTS)) this.#document.registerFont(name, file);
  }

  /** Where the next thing stands, from the top of the page. */
  get y(): number {
    return this.#document.y;
  }

  text(text: string, style: TextStyle = {}): void {
    const indent = style.indent ?? 0;
    this.#prepare(style).text(this.#printable.of(text), PAGE.side + indent, this.y, this.#lineOptions(style));
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
    return this.#prepare(style).heightOfString(this.#printable.of(text), this.#lineOptions(style));
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
    const note = this.#printable.substituted
      ? ' \u00B7 \u25A1 stands for a character this print cannot show'
      : '';
    const { start, count } = this.#document.bufferedPageRange();
    for (let page = start; page < start + count; page += 1) {
      this.#document.switchToPage(page);
      // The foot stands in the margin, which would otherwise begin another page.
      this.#document.page.margins.bottom = 0;
      const foot = { width: TEXT_WIDTH, lineBreak: false, ellipsis: true, height: 12 } as const;
      this.#prepare({ size: 8, color: INK.muted });
      this.#document.text(this.#printable.of(footer) + note, PAGE.side, FOOTER_Y, {
        ...foot,
        width: TEXT_WIDTH - 80,
      });
      this.#document.text(`Page ${page - start + 1} of ${count}`, PAGE.side, FOOTER_Y, {
        ...foot,
        align: 'right',
      });
    }
  }

  #prepare({ font = 'regular', size = 10, color = INK.text }: TextStyle): PDFKit.PDFDocument {
    return this.#document.font(font).fontSize(size).fillColor(color);
  }

  #lineOptions({ indent = 0, width = TEXT_WIDTH - indent, align = 'left', size = 10 }: TextStyle) {
    return { width, align, lineGap: size * 0.25 };
  }
}
