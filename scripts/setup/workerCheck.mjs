// Whether a mediasoup worker runs on this machine: a quick look for every start, and
// a thorough one for a worker that has just been made.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { environmentFor } from './node.mjs';
import { tryTool } from './tool.mjs';

// The worker's own code for "I was not started by mediasoup's Node layer". Reaching
// it takes all shared libraries, so it also shows when one has gone.
const STARTED_BY_HAND = 41;
const CHECK_TIMEOUT_MS = 20_000;

/** Takes a few milliseconds. */
export function canStart(binary) {
  return spawnSync(binary, [], { env: {}, stdio: 'ignore', timeout: 5_000 }).status === STARTED_BY_HAND;
}

/** Has mediasoup itself open a room on the worker and send packets through it. */
export async function isWorking(binary, node) {
  const program = fileURLToPath(new URL('workerTrial.mjs', import.meta.url));
  const { succeeded } = await tryTool(node, [program], {
    name: 'worker-trial',
    env: { ...environmentFor(node), MEDIASOUP_WORKER_BIN: binary },
    timeoutMs: CHECK_TIMEOUT_MS,
  });
  return succeeded;
}
