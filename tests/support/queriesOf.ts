import type { CompiledQuery, Kysely } from 'kysely';
import type { Tables } from '../../server/store/schema.ts';

/** Returns the queries outside of transactions during `run`, and its result. */
export async function queriesOf<T>(
  kysely: Kysely<Tables>,
  run: () => Promise<T>,
): Promise<{ result: T; queries: CompiledQuery[] }> {
  const executor = kysely.getExecutor();
  const original = executor.executeQuery;
  const queries: CompiledQuery[] = [];
  executor.executeQuery = function (query, options) {
    queries.push(query);
    return original.call(this, query, options) as never;
  };
  try {
    return { result: await run(), queries };
  } finally {
    executor.executeQuery = original;
  }
}

/** Queries that read an interview's log from its start. */
export function wholeLogsIn(queries: readonly CompiledQuery[]): CompiledQuery[] {
  return queries.filter(({ sql, parameters }) => /interview_events/.test(sql) && parameters[1] === 0);
}
