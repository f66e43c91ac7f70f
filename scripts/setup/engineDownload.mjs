// Fetches npm packages of the speech engine, compares them with their hashes, and unpacks the
// part of them that is needed.

import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { SetupError } from './errors.mjs';
import { tryTool } from './tool.mjs';

const TIMEOUT_MS = 15 * 60_000;
const REPORT_MS = 1_000;
const BYTES_PER_MB = 1_000_000;

/**
 * @param {string} name         name and version
 * @param {string} integrity    npm's integrity string
 * @param {string} temporary    folder that the caller removes
 * @param {(detail: string) => void} report
 * @returns {Promise<string>} the package's file
 */
export async function download(name, integrity, temporary, report) {
  const target = join(temporary, 'packed');
  // npm's own cache would keep a second copy.
  const cache = join(temporary, 'npm');
  mkdirSync(target, { recursive: true });
  const args = ['pack', name, '--pack-destination', target, '--cache', cache, '--ignore-scripts'];
  const timer = setInterval(() => report(`${name} ${megabytes(temporary)} MB`), REPORT_MS);
  const { succeeded } = await tryTool('npm', [...args, '--fetch-retries=1', '--loglevel=error'], {
    name: 'speech-engine',
    cwd: temporary,
    timeoutMs: TIMEOUT_MS,
  }).finally(() => clearInterval(timer));
  rmSync(cache, { recursive: true, force: true });
  const [file] = readdirSync(target);
  if (!succeeded || !file) throw new SetupError(`npm could not fetch ${name}`);

  const path = join(target, file);
  const found = `sha512-${createHash('sha512').update(readFileSync(path)).digest('base64')}`;
  if (found !== integrity) throw new SetupError(`${name} is not the expected package`);
  return path;
}

/**
 * @param {string} file        the package's file, which is a tar archive
 * @param {string} prepared    folder of the engine
 * @param {{ folder: string, from?: string, files: string[] }} kept files and folders of the
 *   package, and where in the engine's folder they go; those in `from` move up to it
 */
export async function unpack(file, prepared, { folder, from, files }) {
  const target = join(prepared, folder);
  mkdirSync(target, { recursive: true });
  const members = files.map(member => `package/${member}`);
  const args = ['-xzf', file, '-C', target, '--strip-components=1', ...members];
  const { succeeded } = await tryTool('tar', args, { name: 'speech-engine-unpack' });
  if (!succeeded) throw new SetupError('tar could not unpack the speech engine');
  if (!from) return;

  for (const name of readdirSync(join(target, from)))
    renameSync(join(target, from, name), join(target, name));
  rmSync(join(target, from.split('/')[0]), { recursive: true });
}

/** @returns {Record<string, number>} sizes in bytes, by path */
export function filesIn(folder) {
  const paths = readdirSync(folder, { recursive: true }).map(name => join(folder, name));
  const files = paths.filter(path => statSync(path).isFile());
  return Object.fromEntries(files.map(path => [relative(folder, path), statSync(path).size]));
}

export function sha256(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

function megabytes(folder) {
  try {
    const bytes = Object.values(filesIn(folder)).reduce((sum, size) => sum + size, 0);
    return Math.round(bytes / BYTES_PER_MB);
  } catch {
    // npm has just renamed a file.
    return 0;
  }
}
