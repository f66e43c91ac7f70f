import PDFDocument from 'pdfkit';
import { FONT_FACES } from '../fontFaces.ts';
import type { PlacedRun } from './mixedLines.ts';
import { withoutIsolates } from './printFonts.ts';
import { INK, type LetterStyle, Typesetter } from './Typesetter.ts';

/** A4 in points, and where its text stands. */
const PAGE = { width: 595.28, height: 841.89, side: 56, top: 56, bottom: 72 } as const;
const TEXT_WIDTH = PAGE.width - 2 * PAGE.side;
const FOOTER_Y = PAGE.height - 46;

export interface TextStyle extends LetterStyle {
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
  readonly #typesetter: Typesetter;

  constructor(title: string) {
    this.#document = new PDFDocument({
      size: 'A4',
      margins: { top: PAGE.top, bottom: PAGE.bottom, left: PAGE.side, right: PAGE.side },
      bufferPages: true,
      lang: 'en',
      info: { Title: title, Creator: 'Vivavoce' },
      font: FONT_FACES.inter.regular,
    });
    this.#typesetter = new Typesetter(this.#document);
  }

  /** Where the next thing stands, from the top of the page. */
  get y(): number {
    return this.#document.y;
  }

  text(text: string, style: TextStyle = {}): void {
    const left = PAGE.side + (style.indent ?? 0);
    const printable = this.#typesetter.printable(text);
    if (this.#typesetter.isMixed(printable)) {
      for (const line of this.#lines(printable, style)) {
        this.keepTogether(this.#typesetter.lineHeight(style));
        this.#drawLine(line, left, this.y, style);
      }
      return;
    }
    this.#typesetter.prepare(style).text(withoutIsolates(printable), left, this.y, this.#lineOptions(style));
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
    const printable = this.#typesetter.printable(text);
    if (this.#typesetter.isMixed(printable))
      return this.#lines(printable, style).length * this.#typesetter.lineHeight(style);
    return this.#typesetter
      .prepare(style)
      .heightOfString(withoutIsolates(printable), this.#lineOptions(style));
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
    const printable = this.#typesetter.printable(footer);
    const note = this.#typesetter.substituted
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
      if (this.#typesetter.isMixed(text))
        this.#drawLine(this.#lines(text, style)[0] ?? [], PAGE.side, FOOTER_Y, style);
      else
        this.#typesetter.prepare(style).text(withoutIsolates(text), PAGE.side, FOOTER_Y, {
          ...foot,
          width: style.width,
        });
      this.#typesetter.prepare(style);
      this.#document.text(`Page ${page - start + 1} of ${count}`, PAGE.side, FOOTER_Y, {
        ...foot,
        align: 'right',
      });
    }
  }

  #lines(printable: string, style: TextStyle): PlacedRun[][] {
    return this.#typesetter.lines(printable, this.#lineOptions(style).width, style);
  }

  #drawLine(line: readonly PlacedRun[], left: number, top: number, style: TextStyle): void {
    const { width, align } = this.#lineOptions(style);
    const x = align === 'right' ? left + width - this.#typesetter.widthOf(line, style) : left;
    this.#typesetter.draw(line, x, top, style);
    this.#document.y = top + this.#typesetter.lineHeight(style);
  }

  #lineOptions({ indent = 0, width = TEXT_WIDTH - indent, align = 'left', size = 10 }: TextStyle) {
    return { width, align, lineGap: size * 0.25 };
  }
}
