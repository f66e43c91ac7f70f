// Checks that a mediasoup worker runs on this machine: quickly at every start, thoroughly for
// a new worker.

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { environmentFor } from './node.mjs';
import { tryTool } from './tool.mjs';

// Exit code of a worker that was not started by mediasoup's Node layer. To get there, it must
// load all shared libraries, so this also detects a missing one.
const STARTED_BY_HAND = 41;
const CHECK_TIMEOUT_MS = 20_000;

/** Takes a few milliseconds. */
export function canStart(binary) {
  return spawnSync(binary, [], { env: {}, stdio: 'ignore', timeout: 5_000 }).status === STARTED_BY_HAND;
}

/** Opens a room on the worker with mediasoup, and sends packets through it. */
export async function isWorking(binary, node) {
  const program = fileURLToPath(new URL('workerTrial.mjs', import.meta.url));
  const { succeeded } = await tryTool(node, [program], {
    name: 'worker-trial',
    env: { ...environmentFor(node), MEDIASOUP_WORKER_BIN: binary },
    timeoutMs: CHECK_TIMEOUT_MS,
  });
  return succeeded;
}
