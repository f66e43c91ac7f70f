import { pino } from 'pino';
import { loadConfig } from '../../server/config.ts';
import { createStore, type Store } from '../../server/store/store.ts';

/** Opens the store of a server with these variables: `DATA_DIR` for SQLite, `DATABASE_URL` for PostgreSQL. */
export function openTestStore(variables: Record<string, string>): Promise<Store> {
  const config = loadConfig({ NODE_ENV: 'test', SECRET: 'a secret for the tests alone', ...variables });
  return createStore(config, pino({ level: 'silent' }));
}
