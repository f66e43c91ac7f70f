// Builds the client into dist/client and the public pages into dist/site if their sources have changed since the last build.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { SetupError } from '../setup/errors.mjs';
import { withLock } from '../setup/lock.mjs';
import { modulesDir, rootDir } from '../setup/paths.mjs';
import { step } from '../setup/progress.mjs';
import { runTool } from '../setup/tool.mjs';

export const viteBin = join(modulesDir, 'vite', 'bin', 'vite.js');
export const clientDir = join(rootDir, 'client');

/** Builds of the public pages: the server's renderer, and the files for browsers. */
const siteDir = join(clientDir, 'site');
export const siteBuilds = [
  ['build', siteDir],
  ['build', siteDir, '--ssr'],
];

const outDir = join(rootDir, 'dist', 'client');
const siteRenderer = join(rootDir, 'dist', 'site', 'render.js');
// Next to the folder, because everything inside is served publicly.
const stampFile = join(rootDir, 'dist', 'client.stamp');
const SOURCES = ['client', 'shared', 'package-lock.json', 'tsconfig.json'];

/** @param {import('../setup/index.mjs').Setup} setup */
export async function buildClient(setup) {
  const stamp = sourceHash();
  if (isBuilt(stamp)) return;

  await withLock(`client-${createHash('sha256').update(rootDir).digest('hex').slice(0, 12)}`, async () => {
    if (isBuilt(stamp)) return;
    if (!existsSync(join(clientDir, 'index.html')))
      throw new SetupError('There is no client/index.html to build.');

    rmSync(stampFile, { force: true });
    await step({ title: 'Building the client', why: 'its sources are new or have changed' }, async () => {
      const builds = [['build', clientDir, '--outDir', outDir, '--emptyOutDir'], ...siteBuilds];
      for (const build of builds) await runBuild(setup, build);
    });
    mkdirSync(join(rootDir, 'dist'), { recursive: true });
    writeFileSync(stampFile, stamp);
  });
}

/** Builds must not run in parallel, because they share a log file. */
function runBuild(setup, build) {
  return runTool(setup.node, [viteBin, ...build], {
    name: 'client-build',
    cwd: rootDir,
    // The caller's NODE_ENV must not change the build.
    env: { ...setup.env, NODE_ENV: 'production' },
    failure: 'The client could not be built.',
  });
}

function isBuilt(stamp) {
  return (
    existsSync(join(outDir, 'index.html')) &&
    existsSync(siteRenderer) &&
    existsSync(stampFile) &&
    readFileSync(stampFile, 'utf8') === stamp
  );
}

function sourceHash() {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap(name => filesUnder(join(rootDir, name)))) {
    hash.update(`\n${relative(rootDir, file)}\n`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function filesUnder(path) {
  if (!existsSync(path)) return [];
  try {
    return readdirSync(path)
      .sort()
      .flatMap(name => filesUnder(join(path, name)));
  } catch (error) {
    if (error.code === 'ENOTDIR') return [path];
    throw error;
  }
}
