// Step 4 of 4: builds the worker from the C++ source inside mediasoup's npm package,
// against the system's libraries instead of the ones its build would download from
// several hosts. The files in worker-overlay/ make meson use them.

import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WORKER_BUILD_PACKAGES } from './packageList.mjs';
import { modulesDir } from './paths.mjs';
import { step } from './progress.mjs';
import { providePackages } from './systemPackages.mjs';
import { runTool } from './tool.mjs';

export const overlayDir = fileURLToPath(new URL('worker-overlay', import.meta.url));

export const MESON_ARGUMENTS = ['--buildtype=release', '-Db_ndebug=true'];

const FAILURE = 'The mediasoup worker could not be built. If you have one, name it in MEDIASOUP_WORKER_BIN.';

/**
 * @param {string} temporary folder that the caller removes
 * @returns {Promise<string>} path of the binary in that folder
 */
export async function buildWorker(temporary) {
  await providePackages(WORKER_BUILD_PACKAGES, "building mediasoup's worker needs them");

  const sourceDir = join(temporary, 'worker');
  const buildDir = join(sourceDir, 'build');
  cpSync(join(modulesDir, 'mediasoup', 'worker'), sourceDir, { recursive: true });
  // Removes mediasoup's wraps, so that meson downloads nothing.
  rmSync(join(sourceDir, 'subprojects'), { recursive: true });
  cpSync(overlayDir, sourceDir, { recursive: true });

  return step(
    {
      title: "Building mediasoup's worker",
      why: 'no prebuilt one is available here; this takes some minutes, once',
    },
    async report => {
      report('configuring');
      await runTool('meson', ['setup', buildDir, ...MESON_ARGUMENTS], {
        name: 'worker-configure',
        cwd: sourceDir,
        failure: FAILURE,
      });
      await runTool('ninja', ['-C', buildDir, 'mediasoup-worker'], {
        name: 'worker-build',
        failure: FAILURE,
        onLine: line => {
          const position = /^\[\d+\/\d+\]/.exec(line);
          if (position) report(`${position[0]} files`);
        },
      });
      return join(buildDir, 'mediasoup-worker');
    },
  );
}
