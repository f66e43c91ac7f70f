import { AppError } from '../../shared/errors.ts';
import { systemErrorCode } from '../systemErrorCode.ts';

const SQLITE_DOWN = /^SQLITE_(?:BUSY|LOCKED|IOERR|FULL|CANTOPEN|READONLY|NOTADB|CORRUPT|PROTOCOL|NOMEM)/;
/** Error codes for lost connections, lack of resources, shutdowns, deadlocks, timeouts, read-only servers. */
const POSTGRES_DOWN = /^(?:08...|53...|57P..|57014|40001|40P01|55P03|25006)$/;
const NETWORK_DOWN = /^(?:ECONN\w+|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;
/** Messages of errors that the database clients throw without an error code. */
const CLIENT_DOWN =
  /connection terminated|timeout|client has encountered a connection error|not queryable|pool after calling end|database connection is not open/i;

export function isUniqueViolation(error: unknown): boolean {
  const code = systemErrorCode(error);
  return code === '23505' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY' || code === 'SQLITE_CONSTRAINT_UNIQUE';
}

/** Rejects with `unavailable` if the database is unreachable or closed. */
export async function typed<T>(result: Promise<T>): Promise<T> {
  try {
    return await result;
  } catch (error) {
    throw isDatabaseDown(error) ? unavailable(error) : error;
  }
}

function unavailable(cause: unknown): AppError {
  return AppError.unavailable('database-unavailable', cause);
}

function isDatabaseDown(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError && error.errors.some(isDatabaseDown)) return true;
  const code = systemErrorCode(error);
  if (code !== undefined)
    return SQLITE_DOWN.test(code) || POSTGRES_DOWN.test(code) || NETWORK_DOWN.test(code);
  return CLIENT_DOWN.test(error.message);
}
