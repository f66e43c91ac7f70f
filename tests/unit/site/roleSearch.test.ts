import { beforeAll, describe, expect, it } from 'vitest';
import { BUILT_IN_KITS, readBuiltInKits } from '../../../server/features/kit/builtInKits.ts';
import { type PublicRole, siteRoleOf } from '../../../server/features/site/PublicRoles.ts';
import { RoleSearch } from '../../../server/features/site/RoleSearch.ts';
import { Slug } from '../../../shared/protocol/siteRoutes.ts';
import { CORE_QUERIES, FURTHER_QUERIES } from './searchQueries.ts';

const NUMBERS = { interviewed: 0, withFeedback: 0, rated: 0 };

let roles: PublicRole[];
const search = new RoleSearch();

beforeAll(async () => {
  const builtIns = await readBuiltInKits(BUILT_IN_KITS);
  roles = builtIns.map(({ kitId, kit }) => ({
    ...{ kitId, kit, version: 1, updatedAt: 0 },
    ...siteRoleOf(Slug.parse(kitId), kit, NUMBERS),
  }));
});

async function firstResult(query: string): Promise<string | undefined> {
  const results = await search.find(query, roles);
  const [question] = results.questions;
  return results.roles[0]?.slug ?? (question && `${question.slug}#${question.id}`);
}

describe('a search of the built-in roles', () => {
  it.each(CORE_QUERIES.map(([query, ...wanted]) => ({ query, wanted })))(
    '“$query” finds first: $wanted',
    async ({ query, wanted }) => {
      expect(wanted).toContain(await firstResult(query));
    },
  );

  it('finds the wanted result first in 57 of 60 searches', async () => {
    const queries = [...CORE_QUERIES, ...FURTHER_QUERIES];
    expect(queries).toHaveLength(60);
    const wrong: string[] = [];
    for (const [query, ...wanted] of queries) {
      const first = await firstResult(query);
      if (!wanted.includes(first)) wrong.push(`“${query}” found ${first}`);
    }
    expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(3);
  });
});
