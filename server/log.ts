import { Writable } from 'node:stream';
import { type Logger, type LoggerOptions, pino } from 'pino';

export type { Logger } from 'pino';

/** Fields that are redacted, up to two levels deep: names, texts, and scores of people, and credentials. */
const SECRET_KEYS = [
  'password',
  'token',
  'joinToken',
  'link',
  'secret',
  'cookie',
  'authorization',
  'email',
  'displayName',
  'name',
  'text',
  'note',
  'score',
];

const OPTIONS: LoggerOptions = {
  base: null,
  redact: {
    paths: SECRET_KEYS.flatMap(key => [key, `*.${key}`, `*.*.${key}`, `req.headers.${key}`]),
    censor: '[hidden]',
  },
  formatters: { level: label => ({ level: label }) },
  timestamp: pino.stdTimeFunctions.isoTime,
};

/** Logs JSON lines, or short lines if the destination is a terminal. */
export function createLogger(level: string, destination: NodeJS.WriteStream = process.stdout): Logger {
  const options = { ...OPTIONS, level };
  return destination.isTTY ? pino(options, new TerminalLines(destination)) : pino(options, destination);
}

/** Formats pino's JSON as `12:34:56 info  message key=value`. */
class TerminalLines extends Writable {
  readonly #terminal: NodeJS.WritableStream;

  constructor(terminal: NodeJS.WritableStream) {
    super({ decodeStrings: false });
    this.#terminal = terminal;
  }

  override _write(chunk: unknown, _encoding: BufferEncoding, done: () => void): void {
    for (const line of String(chunk).trimEnd().split('\n')) this.#terminal.write(`${terminalLine(line)}\n`);
    done();
  }
}

const COLORS: Readonly<Record<string, number>> = {
  fatal: 31,
  error: 31,
  warn: 33,
  info: 36,
  debug: 90,
  trace: 90,
};

/** Exported for its test. */
export function terminalLine(json: string): string {
  const { level, time, msg, err, ...rest } = JSON.parse(json) as Record<string, unknown>;
  const label = String(level);
  const details = Object.entries(rest).map(([key, value]) => `${key}=${plain(value)}`);
  const stack = isRecord(err) ? `\n  ${String(err.stack ?? err.message)}` : '';
  const clock = String(time).slice(11, 19);
  return `${clock} \u001b[${COLORS[label] ?? 0}m${label.padEnd(5)}\u001b[0m ${[msg ?? '', ...details].join(' ')}${stack}`;
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
