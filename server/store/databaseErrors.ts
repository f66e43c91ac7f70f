import { AppError } from '../../shared/errors.ts';

const SQLITE_DOWN = /^SQLITE_(?:BUSY|LOCKED|IOERR|FULL|CANTOPEN|READONLY|NOTADB|CORRUPT|PROTOCOL|NOMEM)/;
/** PostgreSQL: lost connections, no resources, shutting down, deadlocks and lock timeouts, read-only after a failover. */
const POSTGRES_DOWN = /^(?:08...|53...|57P..|57014|40001|40P01|55P03|25006)$/;
const NETWORK_DOWN = /^(?:ECONN\w+|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;
/** What the pg client says without a code. */
const CLIENT_DOWN =
  /connection terminated|timeout|client has encountered a connection error|not queryable|pool after calling end|database connection is not open|driver has already been destroyed/i;

/** Runs a use of the database; a database that cannot be reached becomes `unavailable`, everything else stays. */
export async function withDatabase<T>(use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (error) {
    if (isDatabaseDown(error))
      throw AppError.unavailable('The database does not answer. Please try again in a moment.', error);
    throw error;
  }
}

export function isUniqueViolation(error: unknown): boolean {
  const code = codeOf(error);
  return code === '23505' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY' || code === 'SQLITE_CONSTRAINT_UNIQUE';
}

export function isDatabaseDown(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof AppError) return false;
  if (error instanceof AggregateError && error.errors.some(isDatabaseDown)) return true;
  const code = codeOf(error);
  if (code !== undefined)
    return SQLITE_DOWN.test(code) || POSTGRES_DOWN.test(code) || NETWORK_DOWN.test(code);
  return CLIENT_DOWN.test(error.message);
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
