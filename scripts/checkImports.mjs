// Checks that imports follow the directions of the architecture and form no cycle.
// `node scripts/checkImports.mjs` prints violations.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findCycles } from './imports/cycles.mjs';
import { readImports } from './imports/readImports.mjs';
import { featureOf, findFileViolation, findPackageViolation } from './imports/rules.mjs';

const FOLDERS = ['shared', 'sfu', 'server', 'client', 'tests', 'scripts'];
const SOURCE_FILE = /\.[cm]?[jt]sx?$/;

/**
 * @typedef {object} Violation
 * @property {string} file     relative to the root
 * @property {number} line     counted from 1
 * @property {string} message
 *
 * @param {string} rootDir
 * @returns {Violation[]}
 */
export function findImportViolations(rootDir) {
  const files = FOLDERS.filter(folder => existsSync(join(rootDir, folder))).flatMap(folder =>
    sources(rootDir, folder),
  );
  const imports = files.flatMap(file =>
    readImports(readFileSync(join(rootDir, file), 'utf8')).map(found => ({ file, ...found })),
  );

  return [
    ...imports.flatMap(findDirectionViolation),
    ...findCycleViolations(imports, file => file, 'files import one another'),
    ...findCycleViolations(imports, featureOf, 'features import one another'),
  ].sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
}

/** @param {Violation} violation */
export function formatViolation({ file, line, message }) {
  return `${file}:${line}  ${message}`;
}

function findDirectionViolation({ file, specifier, line }) {
  const message = isRelative(specifier)
    ? findFileViolation(file, target(file, specifier))
    : findPackageViolation(file, specifier);
  return message ? [{ file, line, message: `"${specifier}": ${message}` }] : [];
}

/**
 * @param {{ file: string, specifier: string, line: number }[]} imports
 * @param {(file: string) => string | undefined} groupOf  files outside of every group are ignored
 * @param {string} title
 */
function findCycleViolations(imports, groupOf, title) {
  const edges = new Map();
  const places = new Map();

  for (const { file, specifier, line } of imports) {
    if (!isRelative(specifier)) continue;
    const [from, to] = [groupOf(file), groupOf(target(file, specifier))];
    if (from === undefined || to === undefined) continue;
    // Files of a group may import each other; a file may not import itself.
    if (from === to && from !== file) continue;
    if (!edges.has(from)) edges.set(from, new Set());
    edges.get(from).add(to);
    if (!places.has(`${from} ${to}`)) places.set(`${from} ${to}`, { file, line });
  }

  return findCycles(edges).map(cycle => ({
    ...places.get(`${cycle[0]} ${cycle[1] ?? cycle[0]}`),
    message: `${title}: ${[...cycle, cycle[0]].join(' -> ')}`,
  }));
}

const isRelative = specifier => specifier.startsWith('.');

/** Removes Vite's suffixes, such as `?raw`, from a specifier. */
const target = (file, specifier) => posix.join(posix.dirname(file), specifier.replace(/\?.*$/, ''));

function sources(rootDir, folder) {
  return readdirSync(join(rootDir, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && SOURCE_FILE.test(entry.name))
    .map(entry =>
      relative(rootDir, join(entry.parentPath ?? entry.path, entry.name))
        .split('\\')
        .join('/'),
    )
    .filter(file => !file.includes('node_modules/'))
    .sort();
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const violations = findImportViolations(dirname(dirname(fileURLToPath(import.meta.url))));
  for (const violation of violations) console.error(formatViolation(violation));
  process.exitCode = violations.length > 0 ? 1 : 0;
}
