// Provides mediasoup's worker, the C++ process that forwards media. Tries, in this order:
// MEDIASOUP_WORKER_BIN, the cache, the official prebuilt worker, and a build from the source in
// the npm package.

import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { SetupError } from './errors.mjs';
import { withLock } from './lock.mjs';
import { cacheDir, modulesDir } from './paths.mjs';
import { withTemporaryFolder } from './temporary.mjs';
import { buildWorker, MESON_ARGUMENTS, overlayDir } from './workerBuild.mjs';
import { canStart, isWorking } from './workerCheck.mjs';
import { downloadWorker } from './workerDownload.mjs';

const BINARY = 'mediasoup-worker';

/**
 * @param {string} node
 * @returns {Promise<string>} the path to pass on as MEDIASOUP_WORKER_BIN
 */
export async function provideMediasoupWorker(node) {
  const given = process.env.MEDIASOUP_WORKER_BIN;
  if (given) {
    if (canStart(given)) return given;
    throw new SetupError(`MEDIASOUP_WORKER_BIN names ${given}, which is not a worker that runs here.`);
  }

  const { version } = JSON.parse(readFileSync(join(modulesDir, 'mediasoup', 'package.json'), 'utf8'));
  const name = [BINARY, version, process.platform, process.arch, recipeHash()].join('-');
  const folder = join(cacheDir, name);
  if (isCached(folder)) return join(folder, BINARY);

  await withLock(BINARY, async () => {
    if (isCached(folder)) return;
    await withTemporaryFolder(async temporary => {
      const made = (await downloadWorker(node)) ?? (await buildWorker(temporary));
      if (!(await isWorking(made, node))) {
        throw new SetupError("The mediasoup worker starts but can't carry media on this machine.");
      }
      putIntoCache(made, folder, temporary);
    });
  });
  return join(folder, BINARY);
}

/** Changes when the build changes, so that an outdated worker is not used. */
function recipeHash() {
  const hash = createHash('sha256').update(MESON_ARGUMENTS.join(' '));
  for (const file of readdirSync(overlayDir, { recursive: true }).sort()) {
    const path = join(overlayDir, file);
    if (statSync(path).isFile()) hash.update(`\n${file}\n`).update(readFileSync(path));
  }
  return hash.digest('hex').slice(0, 10);
}

// Stores the size next to the binary, because a truncated file may still start.
const sizeFile = folder => join(folder, 'size');

function isCached(folder) {
  const binary = join(folder, BINARY);
  if (!existsSync(binary) || !existsSync(sizeFile(folder))) return false;
  return statSync(binary).size === Number(readFileSync(sizeFile(folder), 'utf8')) && canStart(binary);
}

function putIntoCache(made, folder, temporary) {
  const prepared = join(temporary, 'finished');
  const binary = join(prepared, BINARY);
  mkdirSync(prepared);
  copyFileSync(made, binary);
  chmodSync(binary, 0o755);
  writeFileSync(sizeFile(prepared), String(statSync(binary).size));

  rmSync(folder, { recursive: true, force: true });
  renameSync(prepared, folder);
}
