import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import type { Store } from '../../server/store/store.ts';
import { type PostgresServer, startPostgres } from '../support/postgresServer.ts';
import { quickFolder } from '../support/temporaryFolder.ts';
import { openTestStore } from '../support/testStore.ts';

/** Opens the database of the running test: the same lasting content each time, through connections of its own, closed after the test. */
export type OpenStore = () => Promise<Store>;

/** Runs the suite on SQLite and on PostgreSQL, each test on an empty database. */
export function onEveryDatabase(suite: (open: OpenStore) => void, postgres = postgresOfFile()): void {
  describe.each(['SQLite', 'PostgreSQL'])('on %s', kind => {
    let open: OpenStore;

    beforeEach(async () => {
      const closers = new AsyncDisposableStack();
      const env: Record<string, string> =
        kind === 'SQLite'
          ? { DATA_DIR: closers.use(await quickFolder('store')).path }
          : { DATABASE_URL: await postgres().createDatabase() };
      open = async () => {
        const store = await openTestStore(env);
        closers.defer(() => store.close());
        return store;
      };
      return () => closers.disposeAsync();
    });

    suite(() => open());
  });
}

/** One PostgreSQL for all tests of the file that calls this. */
export function postgresOfFile(): () => PostgresServer {
  let postgres: PostgresServer;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.close());
  return () => postgres;
}
