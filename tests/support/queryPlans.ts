import { CompiledQuery } from 'kysely';
import { vi } from 'vitest';
import type { Store } from '../../server/store/store.ts';

/** Returns SQLite's plans for the queries that `ask` sends outside of transactions, one line per step. */
export async function queryPlans({ database }: Store, ask: () => Promise<unknown>): Promise<string> {
  const { kysely } = database;
  const sent = vi.spyOn(kysely.getExecutor(), 'executeQuery');
  await ask();
  const queries = sent.mock.calls.map(([query]) => query);
  sent.mockRestore();
  const lines: string[] = [];
  for (const { sql, parameters } of queries) {
    const { rows } = await kysely.executeQuery<{ detail: string }>(
      CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]),
    );
    lines.push(...rows.map(({ detail }) => detail));
  }
  return lines.join('\n');
}
