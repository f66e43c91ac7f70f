import { spawnSync } from 'node:child_process';

/** Runs a program of poppler, which is independent of our PDF code, on a PDF file. */
function poppler(program: string, args: readonly string[], file: Buffer): Buffer {
  const { status, stdout, stderr } = spawnSync(program, args, { input: file, maxBuffer: 64 * 1024 * 1024 });
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
  if (stderr.length > 0) throw new Error(`${program} complains: ${stderr}`);
  return stdout;
}

/** Returns its metadata: Title, Pages, Tagged, Page size. */
export function pdfInfo(file: Buffer): Record<string, string> {
  const lines = poppler('pdfinfo', ['-'], file).toString('utf8').trim().split('\n');
  return Object.fromEntries(
    lines.map(line => {
      const [name = '', ...value] = line.split(':');
      return [name.trim(), value.join(':').trim()];
    }),
  );
}

/** Returns the text of each page, in reading order. */
export function pdfTexts(file: Buffer): string[] {
  const text = poppler('pdftotext', ['-', '-'], file).toString('utf8');
  return text.split('\f').slice(0, -1);
}

/** Returns its tags in reading order, each with depth and text. */
export function pdfTags(file: Buffer): { tag: string; depth: number; text: string }[] {
  const tags: { tag: string; depth: number; text: string }[] = [];
  for (const line of poppler('pdfinfo', ['-struct-text', '-'], file).toString('utf8').split('\n')) {
    const depth = line.search(/\S/) / 2;
    const text = /^\s*"(.*)"$/.exec(line)?.[1];
    const tag = /^\s*([A-Z]\w*)\b/.exec(line)?.[1];
    const last = tags.at(-1);
    if (text !== undefined && last) last.text += text;
    else if (tag !== undefined && !line.includes('Object ')) tags.push({ tag, depth, text: '' });
  }
  return tags;
}

export interface PdfFont {
  name: string;
  embedded: boolean;
  /** Text can be copied. */
  unicode: boolean;
}

export function pdfFonts(file: Buffer): PdfFont[] {
  const [, , ...rows] = poppler('pdffonts', ['-'], file).toString('utf8').trim().split('\n');
  return rows.map(row => {
    const [, name = '', , embedded, , unicode] =
      /^(\S+)\s+(.*?)\s+(yes|no)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+$/.exec(row) ?? [];
    return { name, embedded: embedded === 'yes', unicode: unicode === 'yes' };
  });
}

export interface PlacedWord {
  page: number;
  text: string;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Returns the position of each word, in points from the upper left. */
export function pdfWords(file: Buffer): PlacedWord[] {
  const words: PlacedWord[] = [];
  let page = 0;
  for (const line of poppler('pdftotext', ['-bbox', '-', '-'], file).toString('utf8').split('\n')) {
    if (line.includes('<page ')) page += 1;
    const [, left, top, right, bottom, text = ''] =
      /<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*)<\/word>/.exec(line) ??
      [];
    if (left === undefined) continue;
    words.push({
      page,
      text,
      left: Number(left),
      top: Number(top),
      right: Number(right),
      bottom: Number(bottom),
    });
  }
  return words;
}

export interface GreyPicture {
  width: number;
  height: number;
  /** One byte per pixel, row by row. */
  pixels: Buffer;
}

/** Renders one page in grayscale, at this resolution. */
export function pdfPicture(file: Buffer, page: number, dpi: number): GreyPicture {
  const args = ['-gray', '-r', `${dpi}`, '-f', `${page}`, '-l', `${page}`, '-'];
  const pgm = poppler('pdftoppm', args, file);
  const [head = '', width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(pgm.toString('latin1', 0, 64)) ?? [];
  return { width: Number(width), height: Number(height), pixels: pgm.subarray(head.length) };
}
