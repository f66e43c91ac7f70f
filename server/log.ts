import { Writable } from 'node:stream';
import { type Logger, type LoggerOptions, pino } from 'pino';

export type { Logger } from 'pino';

/** Keys whose values are hidden in the log, up to two levels deep: credentials, names, texts, and scores. */
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

export function createLogger(level: string, destination: NodeJS.WriteStream = process.stdout): Logger {
  const options = { ...OPTIONS, level };
  return destination.isTTY ? pino(options, terminalLines(destination)) : pino(options, destination);
}

/** Returns a stream that formats pino's JSON lines as `12:34:56 info  message key=value`. */
function terminalLines(terminal: NodeJS.WritableStream): Writable {
  return new Writable({
    decodeStrings: false,
    write: (chunk: unknown, _encoding, done) => {
      for (const line of String(chunk).trimEnd().split('\n')) terminal.write(`${terminalLine(line)}\n`);
      done();
    },
  });
}

const COLORS: Readonly<Record<string, number>> = {
  fatal: 31,
  error: 31,
  warn: 33,
  info: 36,
  debug: 90,
  trace: 90,
};

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
