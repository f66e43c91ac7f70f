import PDFDocument from 'pdfkit';
import { FONT_FACES } from '../fontFaces.ts';
import type { PlacedRun } from './mixedLines.ts';
import { INK, type LetterStyle, Typesetter } from './Typesetter.ts';

/** In points. */
export const PAPERS = { a4: [595.28, 841.89], letter: [612, 792] } as const;
export type Paper = keyof typeof PAPERS;

const MARGIN = { side: 44, top: 38, bottom: 52 } as const;
/** From the lower edge to the last line. */
const FOOT_AT = 30;
const FOOT = { color: INK.muted, size: 7.5 } as const;

export interface TaggedText extends LetterStyle {
  /** Of PDF: P, H1, Lbl. */
  tag?: string;
  /** At most so many; what is longer ends in an ellipsis. */
  lines?: number;
  /** Known from elsewhere, so that nothing is lost where it is cut. */
  known?: boolean;
  align?: 'left' | 'right';
}

export interface Column {
  /** From the left edge of the column around it. */
  left: number;
  width: number;
  write: () => void;
}

/** What stands at the foot of every page, and above it. */
interface Feet {
  footer: string;
  note: string;
  /** Where something was left out. */
  shortened: string;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What a tag says besides its content. The types of pdfkit do not know all that it writes. */
interface TagOptions extends PDFKit.Mixins.StructureElementOptions {
  /** Of a heading in a table. */
  scope?: 'Row' | 'Column';
  bbox?: readonly number[];
}

/** Draws into the box; everything else of a figure is said by its alternative text. */
type Draw = (document: PDFKit.PDFDocument, box: Box) => void;

/**
 * A document of whole pages, each of which is written once for every density that is tried and drawn in the first that fits. Everything
 * is in the tree of tags or an artifact, so that it can be read aloud. Ends with `finish`.
 */
export class TaggedPages {
  readonly #document: PDFKit.PDFDocument;
  readonly #typesetter: Typesetter;
  readonly #size: { width: number; height: number };
  readonly #feet: boolean[] = [];
  #parent: PDFKit.PDFStructureElement;
  #drawing = false;
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
    // Its types do not know PDF/UA.
    this.#document = new PDFDocument(options as unknown as PDFKit.PDFDocumentOptions);
    this.#typesetter = new Typesetter(this.#document);
    this.#size = { width, height };
    this.#parent = this.#document.struct('Document', { title });
    this.#document.addStructure(this.#parent);
  }

  /** Of the column that is being written. */
  get width(): number {
    return this.#width;
  }

  /** Writes a page in the first density that leaves it whole, or in the last one. Each has to need less room than the one before. */
  page<Density>(densities: readonly [Density, ...Density[]], write: (density: Density) => void): void {
    const bottom = this.#size.height - MARGIN.bottom;
    let [first, last] = [0, densities.length - 1];
    while (first < last) {
      const middle = Math.floor((first + last) / 2);
      this.#write(() => write(densities[middle] ?? densities[0]));
      if (this.#y <= bottom) last = middle;
      else first = middle + 1;
    }
    const density = densities[first] ?? densities[0];
    this.#document.addPage();
    this.#drawing = true;
    this.#write(() => write(density));
    this.#drawing = false;
    this.#feet.push(this.#shortened);
  }

  text(
    text: string,
    { tag = 'P', lines: most = Number.POSITIVE_INFINITY, known = false, align, ...style }: TaggedText = {},
  ): void {
    const whole = this.#typesetter.printable(text);
    const printable = this.#typesetter.shortened(whole, most, this.#width, style);
    if (printable !== whole && !known) this.#shortened = true;
    const height = this.#typesetter.lineHeight(style);
    const top = this.#y;
    this.#y += this.#typesetter.countLines(printable, this.#width, style) * height;
    const right = align === 'right' || (align === undefined && readFromRight(printable));
    this.#content(tag, {}, () => {
      const lines = this.#typesetter.lines(printable, this.#width, style);
      for (const [index, line] of lines.entries()) {
        const x = right ? this.#left + this.#width - this.#typesetter.widthOf(line, style) : this.#left;
        const isLast = index === lines.length - 1;
        this.#typesetter.draw(isLast ? line : spaced(line), x, top + index * height, style);
      }
    });
  }

  gap(points: number): void {
    this.#y += points;
  }

  /** Says that something was left out of this page. */
  shorten(): void {
    this.#shortened = true;
  }

  /** Side by side from the same height on; the next thing stands below the tallest. */
  columns(columns: readonly Column[]): void {
    const [left, width, top] = [this.#left, this.#width, this.#y];
    let bottom = top;
    for (const column of columns) {
      this.#y = top;
      this.#left = left + column.left;
      this.#width = column.width;
      column.write();
      bottom = Math.max(bottom, this.#y);
    }
    [this.#left, this.#width, this.#y] = [left, width, bottom];
  }

  /** Everything that `write` writes stands below this tag. */
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

  /** A picture at the left of the column, with words for those who do not see it. */
  figure(alt: string, size: { width: number; height: number }, draw: Draw): void {
    const box = { x: this.#left, y: this.#y, ...size };
    const bbox = [box.x, box.y, box.x + box.width, box.y + box.height];
    this.#content('Figure', { alt, bbox }, () => draw(this.#document, box));
    this.#y += size.height;
  }

  /** A picture that leads to an address as well. */
  linkedFigure(alt: string, url: string, size: { width: number; height: number }, draw: Draw): void {
    this.element('Link', () => {
      const { x, y } = { x: this.#left, y: this.#y };
      this.figure(alt, size, draw);
      if (!this.#drawing) return;
      // Its types know neither; a `String` object is written as text, a primitive one as a name.
      const options = { structParent: this.#parent, Contents: new String(alt) };
      this.#document.link(
        x,
        y,
        size.width,
        size.height,
        url,
        options as unknown as PDFKit.Mixins.AnnotationOption,
      );
    });
  }

  /** Decoration from here on: a background, a rule. */
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
    // Counted from the right, and not in its types.
    const place = { fit: false, top: this.#y, left: this.#size.width, zoom: 0 };
    this.#document.outline.addItem(title, place as { expanded?: boolean });
  }

  /** Nothing stands on this page yet. */
  get atTop(): boolean {
    return this.#y === MARGIN.top;
  }

  /** Writes the feet of all pages and gives the whole file. `shortened` stands where something was left out. */
  async finish({ footer, note, shortened }: Feet): Promise<Buffer> {
    for (const [index, isShortened] of this.#feet.entries()) {
      this.#document.switchToPage(index);
      this.#artifact(() => this.#writeFoot(index, footer, [...(isShortened ? [shortened] : []), note]));
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
    const { width, height } = this.#size;
    const number = `Page ${index + 1} of ${this.#feet.length}`;
    const substituted = this.#typesetter.substituted
      ? '\u25A1 stands for a character this print cannot show.'
      : '';
    const above = [...notes, substituted].filter(Boolean).join(' ');
    const room = width - 2 * MARGIN.side;
    const lines = [...(above ? [above] : []), footer];
    for (const [up, line] of lines.toReversed().entries()) {
      const [first] = this.#typesetter.lines(
        this.#typesetter.printable(line),
        room - (up === 0 ? 60 : 0),
        FOOT,
      );
      this.#typesetter.draw(first ?? [], MARGIN.side, height - FOOT_AT - up * 10, FOOT);
    }
    const [end = []] = this.#typesetter.lines(number, room, FOOT);
    this.#typesetter.draw(
      end,
      width - MARGIN.side - this.#typesetter.widthOf(end, FOOT),
      height - FOOT_AT,
      FOOT,
    );
  }

  /** One tag with what is drawn for it. */
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

/** With the blank that a line break stands for, so that what reads the tags does not join two words. */
function spaced(line: readonly PlacedRun[]): readonly PlacedRun[] {
  const last = line.toSorted((a, b) => a.at - b.at).at(-1);
  if (!last || last.face === 'chinese' || /[\p{Pd}/]$/u.test(last.text)) return line;
  return [...line, { text: ' ', face: 'inter', at: last.at + last.text.length, backwards: false }];
}

function readFromRight(text: string): boolean {
  const [first = ''] = text.match(/\p{L}/u) ?? [];
  return /[\p{scx=Arabic}\p{scx=Hebrew}]/u.test(first);
}
