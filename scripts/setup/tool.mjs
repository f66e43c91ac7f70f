// Runs tools of the setup (npm, apt-get, meson, ninja) without output, with a log file and an
// optional time limit, and leaves no process behind.

import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { onEarlyExit } from './cleanup.mjs';
import { SetupError } from './errors.mjs';
import { cacheDir } from './paths.mjs';

const KEPT_LINES = 20;
const STACK_FRAME = /^\s+at\s/;

/**
 * @typedef {object} ToolOptions
 * @property {string} name          name of the log file, and of the tool in errors
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} [timeoutMs]   the whole process group is killed after that
 * @property {(line: string) => void} [onLine]
 *
 * @param {string} command
 * @param {string[]} args
 * @param {ToolOptions} options
 * @returns {Promise<{ succeeded: boolean, lastLines: string[], logFile: string }>}
 */
export async function tryTool(command, args, { name, cwd, env, timeoutMs, onLine }) {
  const logDir = join(cacheDir, 'logs');
  mkdirSync(logDir, { recursive: true });
  const logFile = join(logDir, `${name}.log`);
  const log = createWriteStream(logFile);
  const lastLines = [];

  const keep = coloredLine => {
    const line = stripVTControlCharacters(coloredLine);
    log.write(`${line}\n`);
    if (line.trim() && !STACK_FRAME.test(line)) lastLines.push(line);
    if (lastLines.length > KEPT_LINES) lastLines.shift();
    onLine?.(line);
  };

  // A separate process group, because npm and ninja start processes that would outlive them.
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const forget = onEarlyExit(() => killGroup(child, 'SIGTERM'));
  const timer = timeoutMs && setTimeout(() => killGroup(child, 'SIGKILL'), timeoutMs);

  const exitCode = await new Promise(resolve => {
    child.once('error', error => {
      keep(error.message);
      resolve(-1);
    });
    child.once('close', code => resolve(code ?? -1));
    eachLine(child.stdout, keep);
    eachLine(child.stderr, keep);
  });

  clearTimeout(timer);
  forget();
  await new Promise(resolve => log.end(resolve));

  return { succeeded: exitCode === 0, lastLines, logFile };
}

/**
 * Like `tryTool`, but throws a `SetupError` with the sentence `failure`.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {ToolOptions & { failure: string }} options
 */
export async function runTool(command, args, { failure, ...options }) {
  const result = await tryTool(command, args, options);
  if (result.succeeded) return result;

  const output = result.lastLines.map(line => `    ${line}`).join('\n');
  throw new SetupError(`${failure} The end of ${result.logFile}:\n${output}`);
}

function killGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group has already ended.
  }
}

function eachLine(stream, onLine) {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', chunk => {
    const lines = (rest + chunk).split(/\r?\n|\r/);
    rest = lines.pop() ?? '';
    lines.forEach(onLine);
  });
  stream.on('end', () => {
    if (rest) onLine(rest);
  });
}
