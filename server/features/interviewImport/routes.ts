import { Readable } from 'node:stream';
import { z } from 'zod';
import { BYTE_ORDER_MARK, csvLine } from '../../../shared/csv.ts';
import { ImportId } from '../../../shared/ids.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { IMPORT_FILE, type IMPORT_ROUTES, type RowProblem } from '../../../shared/protocol/importRoutes.ts';
import { BadRow, type ImportStore, type StoredImport } from '../../store/importStore.ts';
import { limited, type RouteHandlers, type StaffDownload, staffDownload } from '../routeHandlers.ts';
import { readChecked } from './checkFile.ts';
import type { CsvRow } from './csvFile.ts';
import { type InterviewImports, viewOf } from './InterviewImports.ts';

type ImportRoutes = Pick<RouteHandlers, keyof typeof IMPORT_ROUTES>;
const BadRows = z.array(BadRow);

export function importRoutes(imports: InterviewImports): ImportRoutes {
  return {
    'imports.list': async (_params, { member }) => ({ imports: await imports.listOf(member) }),
    'imports.read': async ({ importId }, { member }) => ({
      import: viewOf(await imports.require(importId, member)),
    }),
    'imports.check': limited('imports', async ({ importId, plan }, { member }) => ({
      check: await imports.check(importId, plan, member),
    })),
    'imports.start': limited('imports', async ({ importId, plan }, { member }) =>
      imports.start(importId, plan, member),
    ),
    'imports.delete': async ({ importId }, { member }) => imports.delete(importId, member),
  };
}

/** The rows with problems, in the form of the uploaded file, to be corrected and uploaded again. */
export function importDownload(imports: InterviewImports, store: ImportStore): StaffDownload {
  return staffDownload({
    path: IMPORT_FILE,
    access: 'interviews.create',
    limit: 'imports',
    params: z.strictObject({ importId: ImportId }),
    handle: async ({ importId }, member) => {
      const imported = await imports.require(importId, member);
      return {
        contentType: 'text/csv; charset=utf-8',
        fileName: `rows-to-correct-${new Date().toISOString().slice(0, 10)}.csv`,
        body: Readable.from(linesOf(imported, await badRowsOf(imports, store, imported, member))),
      };
    },
  });
}

function* linesOf({ columns, separator }: StoredImport, rows: readonly BadRow[]): Generator<string> {
  const header = [...columns.map(({ name }) => name), 'Row', 'Problem', 'How to fix it'];
  yield BYTE_ORDER_MARK + csvLine(header, separator);
  for (const [row, cells, problems] of rows) {
    const own = columns.map((_, index) => cells[index] ?? '');
    const texts = [problems.map(problemText).join('\n'), problems.map(({ fix }) => fix).join('\n')];
    yield csvLine([...own, String(row), ...texts], separator);
  }
}

function problemText({ column, found, expected }: RowProblem): string {
  const what = found === undefined ? 'is empty' : `is “${found}”`;
  return `${column || 'The row'} ${what}. Expected: ${expected}.`;
}

/** Returns the rows that weren't, or won't be, imported. */
export async function badRowsOf(
  imports: InterviewImports,
  store: ImportStore,
  imported: StoredImport,
  member: StaffMember,
): Promise<BadRow[]> {
  const chunks = await store.chunks(imported.importId);
  const done = chunks.flatMap(chunk => (chunk.done ? BadRows.parse(JSON.parse(chunk.rows)) : []));
  if (imported.state !== 'checking' || !imported.plan) return done;
  const { chunks: results } = await imports.checkedChunks(imported, member);
  return chunks.flatMap(({ rows }, index) => {
    const { problems } = readChecked(results[index] ?? '{"problems":[]}');
    const byRow = Map.groupBy(problems, ({ row }) => row);
    return (JSON.parse(rows) as CsvRow[]).flatMap(([row, cells]): BadRow[] => {
      const own = byRow.get(row);
      return own ? [[row, [...cells], own]] : [];
    });
  });
}
