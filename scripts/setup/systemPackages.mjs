// Installs missing system packages where that can be done without asking anybody: as
// root on Debian or a relative. Elsewhere it says which command does it, and stops.

import { readdirSync, readFileSync } from 'node:fs';
import { SetupError } from './errors.mjs';
import { withLock } from './lock.mjs';
import { step } from './progress.mjs';
import { runTool, tryTool } from './tool.mjs';

// No one is there to answer questions, and a service that its package would start
// (a database, say) is not wanted: tests start their own on ports of their own.
const APT_ENVIRONMENT = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };

/**
 * @param {import('./packageList.mjs').SystemPackage[]} packages
 * @param {string} why
 */
export async function providePackages(packages, why) {
  if (findMissing(packages).length === 0) return;

  await withLock('system-packages', async () => {
    const missing = findMissing(packages);
    if (missing.length === 0) return;
    if (!canInstall()) throw new SetupError(explain(missing, why));
    await install(
      missing.map(({ debian }) => debian),
      why,
      () => findMissing(missing).length === 0,
    );

    const [stillMissing] = findMissing(packages);
    if (stillMissing) {
      throw new SetupError(`${stillMissing.debian} was installed but does not provide what is needed of it.`);
    }
  });
}

const findMissing = packages => packages.filter(({ isPresent }) => !isPresent());

const canInstall = () => isDebian() && process.getuid?.() === 0;

async function install(names, why, isEnough) {
  await step({ title: `Installing ${names.join(' ')}`, why }, async report => {
    const args = ['install', '-y', '--no-install-recommends', ...names];
    const onLine = line => {
      const action = /^(Get:\d+|Unpacking|Setting up)\s+(\S+)/.exec(line);
      if (action)
        report(`${action[1].startsWith('Get') ? 'downloading' : `${action[1].toLowerCase()} ${action[2]}`}`);
    };

    // The package lists are fetched only when those at hand are absent or too old, which a version that is too old shows as well.
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

function isDebian() {
  try {
    return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
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
  return `Please install what Debian calls ${names.join(' ')} and start again (${why}).`;
}
