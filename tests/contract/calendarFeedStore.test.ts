import { expect, it } from 'vitest';
import { onEveryDatabase } from './everyDatabase.ts';

onEveryDatabase((open, kind) => {
  it('every renewal of a calendar’s address has a version of its own, whichever server it reaches', async () => {
    const servers = [await open(), await open(), await open()];
    const userId = 'grace';
    const isSqlite = kind === 'SQLite';
    await servers[0]?.database.kysely
      .insertInto('staffUsers')
      .values({
        ...{ id: userId, name: 'Grace', email: 'grace@example.org', role: 'owner', disabledAt: null },
        emailVerified: isSqlite ? 1 : true,
        createdAt: isSqlite ? '2026-01-01' : new Date(0),
        updatedAt: isSqlite ? '2026-01-01' : new Date(0),
        // Kysely knows the columns of one database, and these two differ by database.
      } as never)
      .execute();
    const entry = { actor: userId, action: 'calendarFeed.renewed', target: userId };
    const feeds = await Promise.all(
      servers.map(({ calendarFeeds }) => calendarFeeds.replace(userId, version => `hash ${version}`, entry)),
    );
    expect(feeds.map(({ version }) => version).sort()).toEqual([1, 2, 3]);
    const [store] = servers;
    expect(await store?.calendarFeeds.find(userId)).toMatchObject({ version: 3, tokenHash: 'hash 3' });
    expect(await store?.calendarFeeds.ownerOf('hash 3')).toBe(userId);
    expect(await store?.calendarFeeds.ownerOf('hash 2')).toBeUndefined();
    await store?.calendarFeeds.replace(userId, () => null, entry);
    expect(await store?.calendarFeeds.ownerOf('hash 3')).toBeUndefined();
  });
});
