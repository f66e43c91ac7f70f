import PDFDocument from 'pdfkit';
import { FONT_FACES } from '../fontFaces.ts';
import type { PlacedRun } from './mixedLines.ts';
import { INK, type LetterStyle, Typesetter } from './Typesetter.ts';

export const PAPERS = { a4: [595.28, 841.89], letter: [612, 792] } as const;
export type Paper = keyof typeof PAPERS;

const MARGIN = { side: 44, top: 38, bottom: 52 } as const;
const FOOT_AT = 30;
const FOOT = { color: INK.muted, size: 7.5 } as const;

export interface TaggedText extends LetterStyle {
  /** PDF structure tag, such as H1 or Lbl. */
  tag?: string;
  /** Maximum number of lines. Longer text is cut with an ellipsis. */
  lines?: number;
  /** True if the reader knows the text. Otherwise, a note on the page says that text was cut. */
  known?: boolean;
  align?: 'left' | 'right';
}

export interface Column {
  /** Distance from the left edge of the surrounding column. */
  left: number;
  width: number;
  write: () => void;
}

type Feet = { footer: string; note?: string; shortened?: string };

export type Box = { x: number; y: number; width: number; height: number };

/** Includes attributes that pdfkit writes but its types lack. */
interface TagOptions extends PDFKit.Mixins.StructureElementOptions {
  scope?: 'Row' | 'Column';
  bbox?: readonly number[];
}

type Draw = (document: PDFKit.PDFDocument, box: Box) => void;

/** A tagged PDF (PDF/UA) for screen readers. All content is tagged or decoration. Call `finish()` last. */
export class TaggedPages {
  readonly #document: PDFKit.PDFDocument;
  readonly #typesetter: Typesetter;
  readonly #size: { width: number; height: number };
  readonly #feet: boolean[] = [];
  #parent: PDFKit.PDFStructureElement;
  #drawing = false;
  #flowing = false;
  #shortened = false;
  #left = 0;
  #width = 0;
  #y = 0;

  constructor({ title, paper }: { title: string; paper: Paper }) {
    const [width, height] = PAPERS[paper];
    const options = {
      size: [width, height],
      margin: 0,
      autoFirstPage: false,
      bufferPages: true,
      pdfVersion: '1.7',
      tagged: true,
      subset: 'PDF/UA',
      lang: 'en',
      displayTitle: true,
      info: { Title: title, Creator: 'Vivavoce' },
      font: FONT_FACES.inter.regular,
    };
    // pdfkit's types lack PDF/UA.
    this.#document = new PDFDocument(options as unknown as PDFKit.PDFDocumentOptions);
    this.#typesetter = new Typesetter(this.#document);
    this.#size = { width, height };
    this.#parent = this.#document.struct('Document', { title });
    this.#document.addStructure(this.#parent);
  }

  get width(): number {
    return this.#width;
  }

  get #bottom(): number {
    return this.#size.height - MARGIN.bottom;
  }

  /** Writes a page in the first density that fits, or else in the last one. Expects the loosest one first. */
  page<Density>(densities: readonly [Density, ...Density[]], write: (density: Density) => void): void {
    let [first, last] = [0, densities.length - 1];
    while (first < last) {
      const middle = Math.floor((first + last) / 2);
      this.#write(() => write(densities[middle] ?? densities[0]));
      if (this.#y <= this.#bottom) last = middle;
      else first = middle + 1;
    }
    const density = densities[first] ?? densities[0];
    this.#document.addPage();
    this.#drawing = true;
    this.#write(() => write(density));
    this.#drawing = false;
    this.#feet.push(this.#shortened);
  }

  /** Writes on as many pages as needed. A text may continue on the next page. */
  flow(write: () => void): void {
    this.#drawing = this.#flowing = true;
    this.#startPage();
    this.#write(write);
    this.#drawing = this.#flowing = false;
  }

  keepTogether(height: number): void {
    if (this.#flowing && this.#y + height > this.#bottom) this.#startPage();
  }

  heightOf(text: string, style: LetterStyle = {}, width = this.#width): number {
    const lines = this.#typesetter.countLines(this.#typesetter.printable(text), width, style);
    return lines * this.#typesetter.lineHeight(style);
  }

  #startPage(): void {
    this.#document.addPage();
    this.#feet.push(false);
    this.#y = MARGIN.top;
  }

  text(
    text: string,
    { tag = 'P', lines: most = Number.POSITIVE_INFINITY, known = false, align, ...style }: TaggedText = {},
  ): void {
    const whole = this.#typesetter.printable(text);
    const printable = this.#typesetter.shortened(whole, most, this.#width, style);
    if (printable !== whole && !known) this.#shortened = true;
    const height = this.#typesetter.lineHeight(style);
    const right = align === 'right' || (align === undefined && readFromRight(printable));
    if (!this.#drawing) {
      this.#y += this.#typesetter.countLines(printable, this.#width, style) * height;
      return;
    }
    const lines = this.#typesetter.lines(printable, this.#width, style);
    for (let from = 0, to = 0; from < lines.length; from = to) {
      this.keepTogether(height);
      const fitting = Math.max(1, Math.floor((this.#bottom - this.#y) / height));
      to = this.#flowing ? Math.min(lines.length, from + fitting) : lines.length;
      const top = this.#y;
      this.#content(tag, {}, () => {
        for (const [index, line] of lines.slice(from, to).entries()) {
          const x = right ? this.#left + this.#width - this.#typesetter.widthOf(line, style) : this.#left;
          const isLast = from + index === lines.length - 1;
          this.#typesetter.draw(isLast ? line : spaced(line), x, top + index * height, style);
        }
      });
      this.#y += (to - from) * height;
    }
  }

  gap(points: number): void {
    this.#y += points;
  }

  shorten(): void {
    this.#shortened = true;
  }

  columns(columns: readonly Column[]): void {
    const top = this.#y;
    let bottom = top;
    for (const { left, width, write } of columns) {
      this.#y = top;
      this.indent(left, write, width);
      bottom = Math.max(bottom, this.#y);
    }
    this.#y = bottom;
  }

  indent(points: number, write: () => void, width = this.#width - points): void {
    const outer = [this.#left, this.#width] as const;
    this.#left += points;
    this.#width = width;
    write();
    [this.#left, this.#width] = outer;
  }

  element(tag: string, write: () => void, options: TagOptions = {}): void {
    if (!this.#drawing) {
      write();
      return;
    }
    const outer = this.#parent;
    const element = this.#document.struct(tag, options);
    outer.add(element);
    this.#parent = element;
    write();
    this.#parent = outer;
    element.end();
  }

  figure(alt: string, size: { width: number; height: number }, draw: Draw): void {
    const box = { x: this.#left, y: this.#y, ...size };
    const bbox = [box.x, box.y, box.x + box.width, box.y + box.height];
    this.#content('Figure', { alt, bbox }, () => draw(this.#document, box));
    this.#y += size.height;
  }

  linkedFigure(alt: string, url: string, size: { width: number; height: number }, draw: Draw): void {
    this.element('Link', () => {
      const { x, y } = { x: this.#left, y: this.#y };
      this.figure(alt, size, draw);
      if (!this.#drawing) return;
      // pdfkit writes a `String` object as text, but a plain string as a name. Its types lack these options.
      const options: unknown = { structParent: this.#parent, Contents: new String(alt) };
      const annotation = options as PDFKit.Mixins.AnnotationOption;
      this.#document.link(x, y, size.width, size.height, url, annotation);
    });
  }

  /** Draws decoration, which screen readers skip. */
  decorate(draw: Draw, height = 0): void {
    if (!this.#drawing) return;
    this.#artifact(() => draw(this.#document, { x: this.#left, y: this.#y, width: this.#width, height }));
  }

  rule(color: string = INK.line): void {
    this.decorate((document, { x, y, width }) =>
      document
        .moveTo(x, y)
        .lineTo(x + width, y)
        .lineWidth(0.75)
        .stroke(color),
    );
  }

  bookmark(title: string): void {
    if (!this.#drawing) return;
    // pdfkit measures `left` from the right edge, and its types lack these options.
    const target = { fit: false, top: this.#y, left: this.#size.width, zoom: 0 };
    this.#document.outline.addItem(title, target as { expanded?: boolean });
  }

  get atTop(): boolean {
    return this.#y === MARGIN.top;
  }

  async finish({ footer, note = '', shortened = '' }: Feet): Promise<Buffer> {
    for (const [index, isShortened] of this.#feet.entries()) {
      this.#document.switchToPage(index);
      this.#artifact(() => this.#writeFoot(index, footer, [isShortened ? shortened : '', note]));
    }
    this.#parent.end();
    const chunks: Buffer[] = [];
    this.#document.on('data', (chunk: Buffer) => chunks.push(chunk));
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#document.once('end', resolve).once('error', reject);
    this.#document.end();
    await promise;
    return Buffer.concat(chunks);
  }

  #writeFoot(index: number, footer: string, notes: readonly string[]): void {
    const typesetter = this.#typesetter;
    const { width, height } = this.#size;
    const number = `Page ${index + 1} of ${this.#feet.length}`;
    const substituted = typesetter.substituted ? '\u25A1 stands for a character that can’t be printed.' : '';
    const above = [...notes, substituted].filter(Boolean).join(' ');
    const room = width - 2 * MARGIN.side;
    const lines = [...(above ? [above] : []), footer];
    for (const [up, line] of lines.toReversed().entries()) {
      const [first] = typesetter.lines(typesetter.printable(line), room - (up === 0 ? 60 : 0), FOOT);
      typesetter.draw(first ?? [], MARGIN.side, height - FOOT_AT - up * 10, FOOT);
    }
    const [end = []] = typesetter.lines(number, room, FOOT);
    const left = width - MARGIN.side - typesetter.widthOf(end, FOOT);
    typesetter.draw(end, left, height - FOOT_AT, FOOT);
  }

  #content(tag: string, options: TagOptions, draw: () => void) {
    if (!this.#drawing) return;
    const element = this.#document.struct(tag, options);
    this.#parent.add(element);
    const content = this.#document.markStructureContent(tag);
    draw();
    this.#document.endMarkedContent();
    element.add(content);
    element.end();
  }

  #artifact(draw: () => void): void {
    this.#document.markContent('Artifact', { type: 'Layout' });
    draw();
    this.#document.endMarkedContent();
  }

  #write(write: () => void): void {
    this.#shortened = false;
    this.#left = MARGIN.side;
    this.#width = this.#size.width - 2 * MARGIN.side;
    this.#y = MARGIN.top;
    write();
  }
}

/** Adds a space for the line break, so that screen readers don't join two words. */
function spaced(line: readonly PlacedRun[]): readonly PlacedRun[] {
  const last = line.toSorted((a, b) => a.at - b.at).at(-1);
  if (!last || last.face === 'chinese' || /[\p{Pd}/]$/u.test(last.text)) return line;
  return [...line, { text: ' ', face: 'inter', at: last.at + last.text.length, backwards: false }];
}

function readFromRight(text: string): boolean {
  const [first = ''] = text.match(/\p{L}/u) ?? [];
  return /[\p{scx=Arabic}\p{scx=Hebrew}]/u.test(first);
}
