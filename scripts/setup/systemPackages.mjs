// Installs missing system packages as root on Debian and its relatives, and says so first.
// On other systems, for other users, or with VIVAVOCE_PRINT_PACKAGES=1, it prints the command
// that installs them and stops.

import { readdirSync } from 'node:fs';
import { isDebian } from './debian.mjs';
import { SetupError } from './errors.mjs';
import { withLock } from './lock.mjs';
import { step } from './progress.mjs';
import { runTool, tryTool } from './tool.mjs';

// apt-get must not ask questions. RUNLEVEL=1 keeps packages from starting their services:
// tests start their own databases on free ports.
const APT_ENVIRONMENT = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };

/** Set to anything but `0`: print the command instead of running it. */
const PRINT_VARIABLE = 'VIVAVOCE_PRINT_PACKAGES';

/**
 * Throws a `SetupError` with the command to run if the setup may not install.
 *
 * @param {import('./packageList.mjs').SystemPackage[]} packages
 * @param {string} why
 */
export async function providePackages(packages, why) {
  if (findMissing(packages).length === 0) return;

  await withLock('system-packages', async () => {
    const missing = findMissing(packages);
    if (missing.length === 0) return;
    if (printsOnly())
      throw new SetupError(`${explain(missing, why)} ${PRINT_VARIABLE} is set: nothing was installed.`);
    if (!canInstall()) throw new SetupError(explain(missing, why));
    await install(
      missing.map(({ debian }) => debian),
      why,
      () => findMissing(missing).length === 0,
    );

    const [stillMissing] = findMissing(packages);
    if (stillMissing) {
      throw new SetupError(
        `${stillMissing.debian} was installed, but this version doesn't provide what Vivavoce needs.`,
      );
    }
  });
}

const findMissing = packages => packages.filter(({ isPresent }) => !isPresent());

const printsOnly = () => !['', '0'].includes(process.env[PRINT_VARIABLE]?.trim() ?? '');

const canInstall = () => isDebian() && process.getuid?.() === 0;

async function install(names, why, isEnough) {
  const title = `Installing system packages as root with apt-get: ${names.join(' ')}`;
  const reason = `${why} (${PRINT_VARIABLE}=1 prints the command instead)`;
  await step({ title, why: reason }, async report => {
    const args = ['install', '-y', '--no-install-recommends', ...names];
    const onLine = line => {
      const action = /^(Get:\d+|Unpacking|Setting up)\s+(\S+)/.exec(line);
      if (action)
        report(`${action[1].startsWith('Get') ? 'downloading' : `${action[1].toLowerCase()} ${action[2]}`}`);
    };

    // Fetches the package lists only when they are absent or too old: the installation failed, or brought a version that is too old.
    if (hasPackageLists()) {
      const first = await tryTool('apt-get', args, { name: 'apt-install', env: APT_ENVIRONMENT, onLine });
      if (first.succeeded && isEnough()) return;
    }
    report('updating the package lists');
    await runTool('apt-get', ['update'], {
      name: 'apt-update',
      env: APT_ENVIRONMENT,
      failure: 'apt-get could not update its package lists.',
    });
    await runTool('apt-get', args, {
      name: 'apt-install',
      env: APT_ENVIRONMENT,
      onLine,
      failure: `apt-get could not install ${names.join(' ')}.`,
    });
  });
}

function hasPackageLists() {
  try {
    return readdirSync('/var/lib/apt/lists').some(name => name.includes('_Packages'));
  } catch {
    return false;
  }
}

function explain(missing, why) {
  const names = missing.map(({ debian }) => debian);
  if (isDebian()) {
    return `Please run "sudo apt-get install -y --no-install-recommends ${names.join(' ')}" and start again (${why}).`;
  }
  const formulae = missing.map(({ brew }) => brew);
  if (process.platform === 'darwin' && formulae.every(Boolean)) {
    return `Please run "brew install ${formulae.join(' ')}" and start again (${why}).`;
  }
  return `Please install the equivalents of the Debian packages ${names.join(' ')} and start again (${why}).`;
}
