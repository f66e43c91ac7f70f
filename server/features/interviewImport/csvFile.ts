import { CsvError, parse } from 'csv-parse/sync';
import { IMPORT_COLUMNS_MAX, IMPORT_ROWS_MAX } from '../../../shared/protocol/importRoutes.ts';

export type Encoding = 'UTF-8' | 'UTF-16' | 'Windows-1252';
export type Separator = ',' | ';' | '\t';
const SEPARATORS: readonly Separator[] = [',', ';', '\t'];

/** A row with its number in a spreadsheet, where the header is row 1. */
export type CsvRow = readonly [number: number, cells: readonly string[]];

export interface CsvTable {
  encoding: Encoding;
  separator: Separator;
  header: readonly string[];
  rows: readonly CsvRow[];
}

/** Why a file can't be imported. */
export type CsvRefusal =
  | { reason: 'import-not-text' | 'import-workbook' | 'import-empty' | 'import-header-only' }
  | { reason: 'import-quote-open'; values: { row: number } }
  | { reason: 'import-too-many-rows'; values: { rows: number; maximum: number } }
  | { reason: 'import-too-many-columns'; values: { columns: number; maximum: number } };

export class CsvRefused extends Error {
  readonly refusal: CsvRefusal;

  constructor(refusal: CsvRefusal) {
    super(refusal.reason);
    this.refusal = refusal;
  }
}

/** Reads a CSV file as spreadsheets write it. Throws `CsvRefused`. */
export function readCsv(bytes: Uint8Array): CsvTable {
  const { text: whole, encoding } = decoded(bytes);
  const { text, separator } = separated(whole);
  const records = recordsOf(text, separator);
  const [header = [], ...others] = records;
  const columns = withoutEmptyEnd(header).length;
  if (columns === 0 && others.every(isEmpty)) throw new CsvRefused({ reason: 'import-empty' });
  const width = Math.max(columns, ...others.map(cells => withoutEmptyEnd(cells).length));
  if (width > IMPORT_COLUMNS_MAX)
    throw new CsvRefused({
      reason: 'import-too-many-columns',
      values: { columns: width, maximum: IMPORT_COLUMNS_MAX },
    });
  const rows = others.flatMap((cells, index): CsvRow[] =>
    isEmpty(cells) ? [] : [[index + 2, withoutEmptyEnd(cells)]],
  );
  if (rows.length === 0) throw new CsvRefused({ reason: 'import-header-only' });
  if (rows.length > IMPORT_ROWS_MAX)
    throw new CsvRefused({
      reason: 'import-too-many-rows',
      values: { rows: rows.length, maximum: IMPORT_ROWS_MAX },
    });
  return { encoding, separator, header: header.slice(0, columns).map(name => name.trim()), rows };
}

function decoded(bytes: Uint8Array): { text: string; encoding: Encoding } {
  const starts = (...first: number[]) => first.every((byte, index) => bytes[index] === byte);
  // A ZIP archive, which workbooks of Excel and LibreOffice are, and a workbook of an old Excel.
  if (starts(0x50, 0x4b, 3, 4) || starts(0xd0, 0xcf, 0x11, 0xe0))
    throw new CsvRefused({ reason: 'import-workbook' });
  const wide = starts(0xff, 0xfe) || isWide(bytes) ? 'utf-16le' : starts(0xfe, 0xff) ? 'utf-16be' : undefined;
  if (wide) return { text: asText(new TextDecoder(wide).decode(bytes)), encoding: 'UTF-16' };
  try {
    return { text: asText(new TextDecoder('utf-8', { fatal: true }).decode(bytes)), encoding: 'UTF-8' };
  } catch (error) {
    if (error instanceof CsvRefused) throw error;
    return { text: asText(new TextDecoder('windows-1252').decode(bytes)), encoding: 'Windows-1252' };
  }
}

/** True for UTF-16 in little-endian order without a byte order mark: every second byte is mostly 0. */
function isWide(bytes: Uint8Array): boolean {
  const some = bytes.subarray(0, 200);
  const zeros = some.filter((byte, index) => index % 2 === 1 && byte === 0).length;
  return (
    some.length >= 4 && zeros > some.length / 4 && some.every((byte, index) => index % 2 === 1 || byte !== 0)
  );
}

/** Control characters that text doesn't have. Undefined bytes of Windows-1252 become such characters, too. */
const CONTROLS = /(?![\t\n\v\f\r\u0085])\p{Cc}/u;

function asText(text: string): string {
  if (CONTROLS.test(text) || text.startsWith('%PDF')) throw new CsvRefused({ reason: 'import-not-text' });
  return text;
}

/** Finds the separator: the one that a first line `sep=;` names, or the most frequent one in the header. */
function separated(text: string): { text: string; separator: Separator } {
  const named = /^sep=([,;\t])\r?\n/i.exec(text);
  if (named) return { text: text.slice(named[0].length), separator: named[1] as Separator };
  let separator: Separator = ',';
  const counts = { ',': 0, ';': 0, '\t': 0 };
  let quoted = false;
  for (const character of text.trimStart()) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === '\n' || character === '\r')) break;
    else if (!quoted && character in counts) counts[character as Separator] += 1;
  }
  for (const one of SEPARATORS) if (counts[one] > counts[separator]) separator = one;
  return { text, separator };
}

function recordsOf(text: string, separator: Separator): string[][] {
  try {
    return parse(text, {
      delimiter: separator,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const records = Number((error as { records?: unknown }).records ?? 0);
    throw new CsvRefused({ reason: 'import-quote-open', values: { row: records + 1 } });
  }
}

function isEmpty(cells: readonly string[]): boolean {
  return cells.every(cell => cell.trim() === '');
}

function withoutEmptyEnd(cells: readonly string[]): string[] {
  const last = cells.findLastIndex(cell => cell.trim() !== '');
  return cells.slice(0, last + 1);
}
