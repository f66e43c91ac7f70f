import { glob, readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

/** An `orderBy` of a time that no other `orderBy` follows. */
const BY_TIME_ALONE =
  /\.orderBy\(\s*'(?:\w+\.)?(?:\w+At|at)'(?:,\s*'desc')?\s*\)(?!\s*(?:\/\/[^\n]*\s*)*\.orderBy\()/g;
/** A `findRows` whose last order is a time. */
const ROWS_BY_TIME_ALONE = /\bfindRows\([^;]*'(?:\w+At|at)(?: desc)?',?\s*\)/g;

function lonelyTimesIn(source: string): string[] {
  return [BY_TIME_ALONE, ROWS_BY_TIME_ALONE].flatMap(pattern => source.match(pattern) ?? []);
}

it.each([
  ".orderBy('createdAt')\n.execute()",
  ".orderBy('rows.at', 'desc').limit(1)",
  "findRows(db, 'rows', { id }, 'createdAt desc')",
])('finds the order by a time alone in %s', source => {
  expect(lonelyTimesIn(source)).toHaveLength(1);
});

it.each([
  ".orderBy('createdAt')\n.orderBy('id')",
  ".orderBy('name')",
  "findRows(db, 'rows', { id }, 'at', 'id')",
])('accepts %s', source => {
  expect(lonelyTimesIn(source)).toEqual([]);
});

it('no list is sorted by a time alone, because rows of one millisecond would change places', async () => {
  const lonely: string[] = [];
  for await (const file of glob('server/**/*.ts'))
    for (const order of lonelyTimesIn(await readFile(file, 'utf8'))) lonely.push(`${file}: ${order}`);
  expect(lonely).toEqual([]);
});
