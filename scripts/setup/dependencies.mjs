// Keeps node_modules in step with package-lock.json, and leaves it alone when it is.

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { environmentFor } from './node.mjs';
import { modulesDir, rootDir } from './paths.mjs';
import { step } from './progress.mjs';
import { runTool, tryTool } from './tool.mjs';

const stampFile = join(modulesDir, '.vivavoce-stamp');
// npm writes this one last, so it is there only after an install that finished.
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
  // Someone may have run npm by hand. What is installed counts, not who did it.
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
 * npm runs best under the Node that will run the program. A distribution's npm can
 * be tied to that distribution's Node, though; then it runs under its own, which
 * does no harm: the lockfile names exact versions and no package script runs.
 */
async function npmEnvironment(node) {
  const env = environmentFor(node);
  const { succeeded } = await tryTool('npm', ['--version'], { name: 'npm-version', env });
  return succeeded ? env : process.env;
}

function sha256(text) {
  return createHash('sha256').update(text).digest('hex');
}
