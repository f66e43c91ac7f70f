// Runs `npm ci` if node_modules differs from package-lock.json.

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { environmentFor } from './node.mjs';
import { modulesDir, rootDir } from './paths.mjs';
import { step } from './progress.mjs';
import { runTool, tryTool } from './tool.mjs';

const stampFile = join(modulesDir, '.vivavoce-stamp');
// npm writes this file last, so it exists only after a complete install.
const installedLockFile = join(modulesDir, '.package-lock.json');

/** @param {string} node */
export async function provideDependencies(node) {
  const lockText = readFileSync(join(rootDir, 'package-lock.json'), 'utf8');
  const stamp = sha256(`${lockText}\n${node}`);
  if (isUpToDate(stamp, lockText)) return;

  await withLock(`modules-${sha256(rootDir).slice(0, 12)}`, async () => {
    if (isUpToDate(stamp, lockText)) return;
    await step(
      {
        title: 'Installing npm packages',
        why: existsSync(installedLockFile)
          ? 'package-lock.json has changed'
          : 'node_modules is not there or not complete',
      },
      report => install(node, lockText, report),
    );
    writeFileSync(stampFile, stamp);
  });
}

function isUpToDate(stamp, lockText) {
  if (!existsSync(installedLockFile)) return false;
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return true;
  // npm may have been run by hand, so the installed packages count, not a marker of ours.
  if (!matches(lockText)) return false;
  writeFileSync(stampFile, stamp);
  return true;
}

function matches(lockText) {
  const wanted = JSON.parse(lockText).packages;
  const installed = JSON.parse(readFileSync(installedLockFile, 'utf8')).packages;
  return Object.entries(wanted).every(
    // Optional packages for other platforms are in the lockfile only.
    ([path, { version, optional }]) =>
      path === '' || (installed[path] ? installed[path].version === version : Boolean(optional)),
  );
}

async function install(node, lockText, report) {
  const expected = Object.keys(JSON.parse(lockText).packages).filter(
    path => !path.includes('/node_modules/'),
  ).length;
  const counter = setInterval(() => {
    const present = existsSync(modulesDir) ? readdirSync(modulesDir).length : 0;
    report(`${present} of about ${expected} folders`);
  }, 500);

  try {
    await runTool('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
      name: 'npm-ci',
      cwd: rootDir,
      env: await npmEnvironment(node),
      failure: 'npm could not install the packages in package-lock.json.',
    });
  } finally {
    clearInterval(counter);
  }
}

/**
 * Prefers to run npm under the Node that will run the software. A distribution's npm can depend
 * on that distribution's Node; then it runs under that one, which is safe: the lockfile has
 * exact versions, and no package script runs.
 */
async function npmEnvironment(node) {
  const env = environmentFor(node);
  const { succeeded } = await tryTool('npm', ['--version'], { name: 'npm-version', env });
  return succeeded ? env : process.env;
}

function sha256(text) {
  return createHash('sha256').update(text).digest('hex');
}
