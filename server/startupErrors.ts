import { systemErrorCode } from './systemErrorCode.ts';

/** A failed startup. The message says in one sentence what to do. `main.ts` prints it and exits with 1. */
export class StartupError extends Error {
  constructor(sentence: string, cause?: unknown) {
    super(sentence, cause === undefined ? undefined : { cause });
    this.name = 'StartupError';
  }

  static dataDir(dataDir: string, cause: unknown): StartupError {
    return new StartupError(
      `The data folder ${dataDir} cannot be written (${reasonOf(cause)}): give this user the right to, or set DATA_DIR to another folder.`,
      cause,
    );
  }

  static database(databaseUrl: string, cause: unknown): StartupError {
    return new StartupError(
      `The database at ${withoutPassword(databaseUrl)} cannot be used (${reasonOf(cause)}): start it, or correct DATABASE_URL.`,
      cause,
    );
  }

  static newerDatabase(): StartupError {
    return new StartupError(
      'A newer version of Vivavoce has changed this database: start that version, or restore the backup from before the upgrade.',
    );
  }

  static redis(redisUrl: string, cause: unknown): StartupError {
    return new StartupError(
      `Redis at ${withoutPassword(redisUrl)} cannot be reached (${reasonOf(cause)}): start it, or correct REDIS_URL.`,
      cause,
    );
  }
}

/** Returns a sentence that explains a startup error, or undefined for an unknown error (a bug). */
export function explainStartupError(
  error: unknown,
  listen?: { port: number; host?: string | undefined },
): string | undefined {
  if (error instanceof StartupError) return error.message;
  const port = listen?.port ?? portOf(error);
  switch (systemErrorCode(error)) {
    case 'EADDRINUSE':
      return `Port ${port} is in use by another program: stop that one, or choose another with PORT, for example PORT=${nextPort(port)}.`;
    case 'EACCES':
      return `Port ${port} may not be used by this user: choose one above 1023 with PORT, for example PORT=3000.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `HOST ${listen?.host ?? ''} is not an address of this machine: correct it or leave it out.`;
    default:
      return undefined;
  }
}

function portOf(error: unknown): number | string {
  return error instanceof Error && 'port' in error && typeof error.port === 'number' ? error.port : 'PORT';
}

function nextPort(port: number | string): number {
  return typeof port === 'number' && port < 65_535 ? port + 1 : 3_001;
}

/** Returns a short reason. Node's connection errors can have an empty message and several causes. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  const message = error instanceof Error ? error.message || systemErrorCode(error) : String(error);
  return (message ?? 'unknown reason').split('\n', 1)[0]?.slice(0, 160).replace(/\.$/, '') ?? '';
}

function withoutPassword(address: string): string {
  const url = new URL(address);
  return `${url.protocol}//${url.host}${url.pathname === '/' ? '' : url.pathname}`;
}
