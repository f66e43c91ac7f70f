import { beforeEach, describe, expect, it } from 'vitest';
import { isUniqueViolation } from '../../server/store/databaseErrors.ts';
import type { Store } from '../../server/store/store.ts';
import { SavedViewId } from '../../shared/ids.ts';
import { newInterviewId } from '../support/interviewLog.ts';
import { onEveryDatabase } from './everyDatabase.ts';

const viewOf = (name: string, query = 'status=scheduled') => ({
  viewId: SavedViewId.parse(newInterviewId()),
  name,
  query,
});

onEveryDatabase(open => {
  describe('saved views', () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
      for (const id of ['ada', 'bob'])
        await store.database.kysely
          .insertInto('staffUsers')
          .values({
            ...{ id, name: id, email: `${id}@example.org`, role: 'organizer', disabledAt: null },
            ...({
              emailVerified: store.database.kind === 'sqlite' ? 1 : true,
              createdAt: new Date(0).toISOString(),
              updatedAt: new Date(0).toISOString(),
            } as object),
          })
          .execute();
    });

    it('belong to one member, who changes and deletes them', async () => {
      const [first, second] = [viewOf('Mine'), viewOf('Late')];
      await store.savedViews.create('ada', first);
      await store.savedViews.create('ada', second);
      await store.savedViews.create('bob', viewOf('Mine'));
      expect(await store.savedViews.of('ada')).toEqual([first, second]);
      expect(await store.savedViews.change('bob', first.viewId, { name: 'Theirs' })).toBeUndefined();
      const changed = { ...first, query: 'status=live' };
      expect(await store.savedViews.change('ada', first.viewId, { query: 'status=live' })).toEqual(changed);
      await store.savedViews.delete('bob', second.viewId);
      expect(await store.savedViews.of('ada')).toEqual([changed, second]);
      await store.savedViews.delete('ada', second.viewId);
      expect(await store.savedViews.of('ada')).toEqual([changed]);
    });

    it('have different names', async () => {
      const [first, second] = [viewOf('Mine'), viewOf('Late')];
      await store.savedViews.create('ada', first);
      await store.savedViews.create('ada', second);
      const taken = await store.savedViews.create('ada', viewOf('Mine')).catch(error => error);
      expect(isUniqueViolation(taken)).toBe(true);
      const renamed = await store.savedViews
        .change('ada', second.viewId, { name: 'Mine' })
        .catch(error => error);
      expect(isUniqueViolation(renamed)).toBe(true);
      expect(await store.savedViews.of('ada')).toEqual([first, second]);
    });
  });
});
