import { sql } from 'kysely';
import type { Store } from '../../../server/store/store.ts';
import { candidateFile, IMPORTER, ImportStage } from '../../support/importStage.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { openTestStore } from '../../support/testStore.ts';
import type { BenchContext } from '../benchCase.ts';
import { compared, median } from '../figure.ts';

const CHUNK = 50;

/**
 * Measures an import from the upload to the last interview, without people who follow interviews. The baseline
 * inserts the same events into a table without indexes, in transactions of the same size.
 */
export async function measureImport(context: BenchContext): Promise<void> {
  const count = context.parameter('rows');
  const all: number[] = [];
  const bare: number[] = [];
  for (let run = 0; run < context.parameter('imports'); run += 1) {
    await using folder = await temporaryFolder('bench-import');
    const store = await openTestStore({ DATA_DIR: folder.path });
    await using _store = { [Symbol.asyncDispose]: () => store.close() };
    await using stage = new ImportStage(store);
    const templateId = await stage.template();
    const startedAt = performance.now();
    const importId = await stage.import(candidateFile(count), templateId);
    all.push(performance.now() - startedAt);
    const { created } = await stage.imports.require(importId, IMPORTER);
    if (created !== count) throw new Error(`${created} of ${count} interviews were created.`);
    bare.push(await bareInserts(store));
    context.progress(`${count} rows imported`);
  }
  const value = median(all);
  context.report({
    ...{ name: 'console.csv', unit: 'ms', n: all.length, value, ...compared(value, median(bare)) },
    note: `${count} rows, SQLite, in process, checked twice; baseline: bare inserts of the same events`,
  });
}

async function bareInserts({ database: { kysely } }: Store): Promise<number> {
  const events = await kysely.selectFrom('interviewEvents').selectAll().orderBy('interviewId').execute();
  await sql`create table bare (interview_id text, payload text)`.execute(kysely);
  const perInterview = events.length / new Set(events.map(({ interviewId }) => interviewId)).size;
  const part = CHUNK * perInterview;
  const startedAt = performance.now();
  for (let from = 0; from < events.length; from += part)
    await kysely.transaction().execute(async transaction => {
      for (const { interviewId, payload } of events.slice(from, from + part))
        await sql`insert into bare values (${interviewId}, ${payload})`.execute(transaction);
    });
  return performance.now() - startedAt;
}
