import assert from 'node:assert/strict';
import { afterAll, beforeAll, beforeEach, describe, it } from 'vitest';
import type { Store } from '../../server/store/store.ts';
import { CORE_ONLY } from '../run/coreTests.ts';
import { type PostgresServer, startPostgres } from '../support/postgresServer.ts';
import { quickFolder } from '../support/temporaryFolder.ts';
import { openTestStore } from '../support/testStore.ts';

/** Opens another connection to the running test's database; closed after the test. */
export type OpenStore = () => Promise<Store>;

/** The core tests use SQLite only. */
export const DATABASES = CORE_ONLY ? ['SQLite'] : ['SQLite', 'PostgreSQL'];
export const itOnPostgres = it.skipIf(CORE_ONLY);

/** Runs the suite on each of `DATABASES`, each test on an empty database. */
export function onEveryDatabase(
  suite: (open: OpenStore, kind: string, env: () => Record<string, string>) => void,
  postgres = postgresOfFile(),
): void {
  describe.each(DATABASES)('on %s', kind => {
    let open: OpenStore;
    let env: Record<string, string>;

    beforeEach(async () => {
      const closers = new AsyncDisposableStack();
      env =
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

    suite(
      () => open(),
      kind,
      () => env,
    );
  });
}

/**
 * Starts one PostgreSQL server for all tests of the calling file. The core tests start none and must not
 * call the result.
 */
export function postgresOfFile(): () => PostgresServer {
  let postgres: PostgresServer;
  if (CORE_ONLY) return () => assert.fail('The core tests have no PostgreSQL.');
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.close());
  return () => postgres;
}
