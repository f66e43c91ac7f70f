// Static checks: types, lint and format, import directions.

import { join } from 'node:path';
import { findImportViolations, formatViolation } from '../checkImports.mjs';
import { modulesDir, rootDir } from '../setup/paths.mjs';
import { runProgram } from './program.mjs';

const tsc = join(modulesDir, 'typescript', 'bin', 'tsc');
/** Results of the previous run, so that the next one checks only affected files. */
const typesKnown = name => [
  '--incremental',
  '--tsBuildInfoFile',
  join(modulesDir, '.cache', `types-${name}.json`),
];
const biome = join(modulesDir, '@biomejs', 'biome', 'bin', 'biome');

/**
 * Runs all checks, so that one run shows everything there is to fix.
 *
 * @param {import('../setup/index.mjs').Setup} setup
 * @returns {Promise<boolean>} whether all passed
 */
export async function runChecks(setup) {
  const checks = [
    ['Types', () => succeeds(setup, [tsc, '--noEmit', '-p', '.', ...typesKnown('all')])],
    // Checks `shared` again, without the types of Node and browsers.
    ['Types of shared/', () => succeeds(setup, [tsc, '--noEmit', '-p', 'shared', ...typesKnown('shared')])],
    ['Lint and format', () => succeeds(setup, [biome, 'check', '.'])],
    ['Import directions', checkImports],
  ];

  const failed = [];
  for (const [name, check] of checks) {
    heading(name);
    if (!(await check())) failed.push(name);
  }
  if (failed.length > 0) heading(`Failed: ${failed.join(', ')}`);
  return failed.length === 0;
}

export function heading(text) {
  process.stdout.write(`\n── ${text}\n`);
}

async function succeeds(setup, args) {
  return (await runProgram(setup, args)) === 0;
}

async function checkImports() {
  const violations = findImportViolations(rootDir);
  for (const violation of violations) process.stdout.write(`${formatViolation(violation)}\n`);
  if (violations.length === 0) process.stdout.write('All imports go the right way.\n');
  return violations.length === 0;
}
