import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { loadConfig } from '../../server/config.ts';
import { createStore, type Store } from '../../server/store/store.ts';
import { type PostgresServer, startPostgres } from '../support/postgresServer.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { describeKitStore } from './kitStore.contract.ts';

const log = pino({ level: 'silent' });
let postgres: PostgresServer;

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(async () => {
  await postgres.close();
});

describeKitStore('SQLite', async () => {
  const folder = await temporaryFolder('kits');
  return { open: () => openStore({ DATA_DIR: folder.path }), closeAll: () => folder.remove() };
});

describeKitStore('PostgreSQL', async () => {
  const databaseUrl = await postgres.createDatabase();
  return { open: () => openStore({ DATABASE_URL: databaseUrl }), closeAll: async () => {} };
});

function openStore(env: Record<string, string>): Promise<Store> {
  return createStore(loadConfig({ NODE_ENV: 'test', SECRET: 'a secret for the tests alone', ...env }), log);
}
