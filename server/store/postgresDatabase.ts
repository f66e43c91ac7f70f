import { PostgresDialect } from 'kysely';
import pg from 'pg';
import { StartupError } from '../startupErrors.ts';
import { Database, type DatabaseOptions } from './database.ts';

const CONNECT_TIMEOUT_MS = 3_000;
/** Slower statements are canceled, so that a hanging database shows as "unavailable". */
const STATEMENT_TIMEOUT_MS = 8_000;
const CONNECTIONS_MAX = 10;

export interface PostgresOptions extends DatabaseOptions {
  /** Is told when a connection breaks while idle. */
  onIdleError?: (error: Error) => void;
}

export async function openPostgres(
  databaseUrl: string,
  { onIdleError, ...options }: PostgresOptions = {},
): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: CONNECTIONS_MAX,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    keepAlive: true,
    types: { getTypeParser: typeParser },
  });
  // Without a listener, a connection that breaks while idle would end the process.
  pool.on('error', error => onIdleError?.(error));
  // A connection that breaks in use rejects its query. It may also emit an error, which is ignored here.
  pool.on('connect', client => client.on('error', () => {}));
  try {
    await pool.query('select 1');
  } catch (error) {
    await pool.end();
    throw StartupError.database(databaseUrl, error);
  }
  const parts = {
    dialect: new PostgresDialect({ pool }),
    connections: CONNECTIONS_MAX,
    close: () => pool.end(),
    isDown: async () => !(await acceptsConnections(databaseUrl)),
  };
  return new Database('postgres', parts, options);
}

async function acceptsConnections(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: CONNECT_TIMEOUT_MS,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    // Does not wait, because the end of a connection that hangs may hang as well.
    client.end().catch(() => {});
  }
}

/** Reads bigint columns as numbers, as SQLite does, because times and counters are far below 2^53. */
function typeParser(oid: number, format?: 'text' | 'binary') {
  return oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format);
}
