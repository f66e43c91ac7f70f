import { afterAll, beforeAll } from 'vitest';
import { type PostgresServer, startPostgres } from '../support/postgresServer.ts';
import { quickFolder } from '../support/temporaryFolder.ts';
import { openTestStore } from '../support/testStore.ts';
import { describeSiteStore } from './siteStore.contract.ts';

let postgres: PostgresServer;

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(async () => {
  await postgres.close();
});

describeSiteStore('SQLite', async () => {
  const folder = await quickFolder('site');
  return { open: () => openTestStore({ DATA_DIR: folder.path }), closeAll: () => folder.remove() };
});

describeSiteStore('PostgreSQL', async () => {
  const databaseUrl = await postgres.createDatabase();
  return { open: () => openTestStore({ DATABASE_URL: databaseUrl }), closeAll: async () => {} };
});
