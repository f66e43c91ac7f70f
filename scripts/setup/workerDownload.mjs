// Step 3 of 4: the official prebuilt worker, by running mediasoup's own postinstall,
// which npm was told not to run.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { environmentFor } from './node.mjs';
import { modulesDir } from './paths.mjs';
import { step } from './progress.mjs';
import { tryTool } from './tool.mjs';
import { canStart } from './workerCheck.mjs';

// A few megabytes. Who cannot have them by then builds the worker instead.
const TIMEOUT_MS = 25_000;

/**
 * @param {string} node
 * @returns {Promise<string | undefined>} nothing when it cannot be had, which is no error
 */
export async function downloadWorker(node) {
  // mediasoup's own switch for "do not download".
  if (process.env.MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD) return undefined;

  const packageDir = join(modulesDir, 'mediasoup');
  const binary = join(packageDir, 'worker', 'out', 'Release', 'mediasoup-worker');

  return step(
    {
      title: "Downloading mediasoup's prebuilt worker",
      why: 'it carries the audio and video, and is not part of the npm package',
    },
    async (_report, conclude) => {
      await tryTool(node, ['npm-scripts.mjs', 'postinstall'], {
        name: 'worker-download',
        cwd: packageDir,
        // When the download fails, the postinstall goes on to fetch a build system
        // and to compile for many minutes. A Python that always fails ends it there.
        env: { ...environmentFor(node), PYTHON: 'false' },
        timeoutMs: TIMEOUT_MS,
      });
      if (existsSync(binary) && canStart(binary)) return binary;
      conclude('not available from here');
      return undefined;
    },
  );
}
