import type { ImportColumn } from '../../../shared/protocol/importRoutes.ts';
import { checkFile, type FileCheck } from './checkFile.ts';
import type { CheckContext } from './checkRows.ts';
import { columnsOf } from './columns.ts';
import { type CsvRefusal, CsvRefused, type CsvRow, readCsv } from './csvFile.ts';

/** Rows that are created in one transaction, which no other change on SQLite can interrupt. */
const CHUNK_ROWS = 50;

export type ImportTask =
  | { task: 'read'; bytes: Uint8Array }
  /** `chunks`: rows in JSON. */
  | { task: 'check'; chunks: readonly string[]; context: CheckContext };

export type ReadFile =
  | { refused: CsvRefusal }
  | { encoding: string; separator: string; columns: ImportColumn[]; rowCount: number; chunks: string[] };

/** `chunks`: the `CheckedRows` of each chunk, in JSON. */
export type CheckedFile = FileCheck & { chunks: string[] };

/** Reads or checks a file. For a worker thread, because a large file takes seconds. */
export function carryOut(input: ImportTask): ReadFile | CheckedFile {
  return input.task === 'read' ? read(input.bytes) : check(input.chunks, input.context);
}

function read(bytes: Uint8Array): ReadFile {
  try {
    const table = readCsv(bytes);
    const { encoding, separator, rows } = table;
    const chunks: string[] = [];
    for (let from = 0; from < rows.length; from += CHUNK_ROWS)
      chunks.push(JSON.stringify(rows.slice(from, from + CHUNK_ROWS)));
    return { encoding, separator, columns: columnsOf(table), rowCount: rows.length, chunks };
  } catch (error) {
    if (error instanceof CsvRefused) return { refused: error.refusal };
    throw error;
  }
}

function check(texts: readonly string[], context: CheckContext): CheckedFile {
  const chunks: string[] = [];
  const rows = texts.map(text => JSON.parse(text) as CsvRow[]);
  const found = checkFile(rows, context, checked => chunks.push(JSON.stringify(checked)));
  return { ...found, chunks };
}
