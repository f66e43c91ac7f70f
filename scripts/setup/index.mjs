// The setup that every command runs first. On a prepared machine it only checks, which takes
// no noticeable time.

import { provideDependencies } from './dependencies.mjs';
import { SetupError } from './errors.mjs';
import { provideMediasoupWorker } from './mediasoupWorker.mjs';
import { environmentFor, provideNode } from './node.mjs';
import { START_PACKAGES, TEST_PACKAGES } from './packageList.mjs';
import { say } from './progress.mjs';
import { provideSpeechEngine } from './speechEngine.mjs';
import { providePackages } from './systemPackages.mjs';

/**
 * @typedef {object} Setup
 * @property {string} node             the Node executable to run the program with
 * @property {NodeJS.ProcessEnv} env   the environment to run it in
 *
 * @param {'check' | 'start' | 'test'} purpose how much is needed: `check` takes Node and
 *   the npm packages, `start` adds the worker, the speech engine, and ffmpeg, `test` a browser and databases
 * @returns {Promise<Setup>}
 */
export async function setUp(purpose) {
  const node = await provideNode();
  await provideDependencies(node);
  const env = environmentFor(node);
  if (purpose === 'check') return { node, env };

  if (purpose === 'test')
    await providePackages(TEST_PACKAGES, 'the tests run real browsers, media and databases');
  else await providePackages(START_PACKAGES, 'it renders the recruiter and composes recordings');

  const worker = await provideMediasoupWorker(node);
  const engine = await provideSpeechEngine(node);
  return {
    node,
    env: { ...env, MEDIASOUP_WORKER_BIN: worker, ...(engine && { TRANSCRIBE_ENGINE: engine }) },
  };
}

/**
 * Runs a script's main function and turns its failure into one sentence.
 *
 * @param {() => Promise<number | void>} main resolves with the exit code
 */
export async function runScript(main) {
  // A killed npm can't pass on a signal.
  if (process.env.npm_lifecycle_event) await import('../run/leaveWithParent.mjs');

  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    const isExpected = error instanceof SetupError;
    say(isExpected ? error.message : `The setup failed: ${error?.message ?? error}`);
    if (!isExpected && process.env.VIVAVOCE_DEBUG) say(error.stack);
    process.exitCode = 1;
  }
}
