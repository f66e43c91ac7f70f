// Checks that a newly fetched speech engine runs on this machine. A C library without what the
// runtime needs, for example, keeps it from loading.

import { fileURLToPath } from 'node:url';
import { environmentFor } from './node.mjs';
import { tryTool } from './tool.mjs';

const CHECK_TIMEOUT_MS = 60_000;

/** Opens the model in a process of its own, and gives it a second of silence. */
export async function isWorking(folder, node) {
  const program = fileURLToPath(new URL('engineTrial.mjs', import.meta.url));
  const { succeeded } = await tryTool(node, [program, folder], {
    name: 'speech-engine-trial',
    env: environmentFor(node),
    timeoutMs: CHECK_TIMEOUT_MS,
  });
  return succeeded;
}
