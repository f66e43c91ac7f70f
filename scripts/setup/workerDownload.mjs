// Step 3 of 4: downloads the official prebuilt worker by running mediasoup's postinstall
// script, which npm is configured to skip.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { environmentFor } from './node.mjs';
import { modulesDir } from './paths.mjs';
import { step } from './progress.mjs';
import { tryTool } from './tool.mjs';
import { canStart } from './workerCheck.mjs';

// The worker has a few megabytes. After this time, it is built instead.
const TIMEOUT_MS = 25_000;

/**
 * @param {string} node
 * @returns {Promise<string | undefined>} undefined when it is not available, which is not an error
 */
export async function downloadWorker(node) {
  // mediasoup's variable.
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
        // After a failed download, the postinstall script would download a build system and
        // compile for many minutes. A Python that always fails stops it.
        env: { ...environmentFor(node), PYTHON: 'false' },
        timeoutMs: TIMEOUT_MS,
      });
      if (existsSync(binary) && canStart(binary)) return binary;
      conclude('not available from here');
      return undefined;
    },
  );
}
