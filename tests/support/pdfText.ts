import { inflateSync } from 'node:zlib';

/** Returns the text of each page, as copied, in drawing order. */
export function pdfPages(file: Buffer): string[] {
  const objects = objectsOf(file);
  const fonts = new Map([...objects].map(([id, object]) => [id, characterMap(object.text, objects)]));
  return [...objects.values()]
    .filter(({ text }) => /\/Type \/Page\b(?!s)/.test(text))
    .map(page => pageText(page.text, objects, fonts));
}

/** Number of fonts embedded in the file. */
export function embeddedFonts(file: Buffer): number {
  return [...objectsOf(file).values()].filter(({ text }) => text.includes('/FontFile2')).length;
}

interface PdfObject {
  text: string;
  stream: Buffer | undefined;
}

type Objects = ReadonlyMap<string, PdfObject>;
type CharacterMap = ReadonlyMap<number, string>;

function objectsOf(file: Buffer): Objects {
  const text = file.toString('latin1');
  const objects = new Map<string, PdfObject>();
  for (const match of text.matchAll(/(?:^|\n)(\d+) 0 obj\n/g)) {
    const start = match.index + match[0].length;
    const body = text.slice(start, text.indexOf('\nendobj', start));
    const streamAt = body.indexOf('\nstream\n');
    const head = streamAt < 0 ? body : body.slice(0, streamAt);
    objects.set(match[1] ?? '', {
      text: head,
      stream: streamAt < 0 ? undefined : streamOf(file, start + streamAt + 8, head),
    });
  }
  return objects;
}

function streamOf(file: Buffer, start: number, head: string): Buffer {
  const length = Number(/\/Length (\d+)/.exec(head)?.[1]);
  const raw = file.subarray(start, start + length);
  return head.includes('/FlateDecode') ? inflateSync(raw) : raw;
}

/** Maps a font's glyph ids to characters. */
function characterMap(font: string, objects: Objects): CharacterMap {
  const map = objects.get(/\/ToUnicode (\d+) 0 R/.exec(font)?.[1] ?? '')?.stream?.toString('latin1') ?? '';
  const characters = new Map<number, string>();
  for (const [, first = '', list = ''] of map.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/gi)) {
    for (const [index, [, code = '']] of [...list.matchAll(/<([0-9a-f ]*)>/gi)].entries())
      characters.set(Number.parseInt(first, 16) + index, utf16(code));
  }
  return characters;
}

function pageText(page: string, objects: Objects, fonts: ReadonlyMap<string, CharacterMap>): string {
  const resources = objects.get(/\/Resources (\d+) 0 R/.exec(page)?.[1] ?? '')?.text ?? page;
  const named = new Map(
    [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', id = '']) => [name, fonts.get(id)]),
  );
  const drawn = objects.get(/\/Contents (\d+) 0 R/.exec(page)?.[1] ?? '')?.stream?.toString('latin1') ?? '';
  const lines: string[] = [];
  let font: CharacterMap | undefined;
  for (const [, name, glyphs] of drawn.matchAll(
    /\bBT\b|\/(F\d+) [\d.]+ Tf|\[((?:<[0-9a-f]*>|[\s\d.-])*)\] TJ/gi,
  )) {
    if (name !== undefined) font = named.get(name);
    else if (glyphs === undefined) lines.push('');
    else lines.push((lines.pop() ?? '') + lineText(glyphs, font));
  }
  return lines.join('\n');
}

function lineText(glyphs: string, font: CharacterMap | undefined): string {
  const codes = [...glyphs.matchAll(/<([0-9a-f]*)>/gi)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? []);
  return codes.map(code => font?.get(Number.parseInt(code, 16)) ?? '\uFFFD').join('');
}

function utf16(hex: string): string {
  return (hex.replaceAll(' ', '').match(/.{4}/g) ?? [])
    .map(unit => String.fromCharCode(Number.parseInt(unit, 16)))
    .join('');
}
