// Static checks: types, lint and format, import directions.

import { join } from 'node:path';
import { modulesDir } from '../setup/paths.mjs';
import { runProgram } from './program.mjs';

const tsc = join(modulesDir, 'typescript-7', 'bin', 'tsc');
/** Results of the previous run, so that the next one checks only affected files. */
const typesKnown = name => [
  '--incremental',
  '--tsBuildInfoFile',
  join(modulesDir, '.cache', `types-${name}.json`),
];
const biome = join(modulesDir, '@biomejs', 'biome', 'bin', 'biome');
const dependencyCruiser = [
  join(modulesDir, 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs'),
  ...['--config', '.dependency-cruiser.mjs', '--output-type', 'err-long'],
];
const SOURCE_FOLDERS = ['shared', 'transcription', 'sfu', 'server', 'client', 'tests', 'scripts'];

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
    ['Import directions', () => succeeds(setup, [...dependencyCruiser, ...SOURCE_FOLDERS])],
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
