// Runs the process of a command after the setup, and makes Ctrl-C and `kill` end it in order.

import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { cacheDir, rootDir } from '../setup/paths.mjs';

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'];
// On Ctrl-C, both the terminal and npm send a signal. Only a signal after this time is a second
// Ctrl-C, which ends the process immediately.
const SAME_PRESS_MS = 1_500;

const NODE_ARGUMENTS = [
  // Some versions that `engines` allows print a warning about TypeScript at every start.
  '--disable-warning=ExperimentalWarning',
  '--import',
  new URL('leaveWithParent.mjs', import.meta.url).href,
];

/** Node's compile cache, which shortens a start by a third. */
const COMPILED = { NODE_COMPILE_CACHE: join(cacheDir, 'compiled') };

/**
 * @typedef {object} Program
 * @property {Promise<number>} exitCode
 * @property {(signal: NodeJS.Signals) => void} stop  ends the process in order; further calls do nothing
 */

/**
 * Starts a process on the Node of the setup, in the checkout's folder.
 *
 * It leads its own process group. Otherwise a terminal's Ctrl-C would reach the media workers
 * at the same time as the server, which could then not finish its recordings, and the server
 * would get the signal twice.
 *
 * @param {import('../setup/index.mjs').Setup} setup
 * @param {string[]} args
 * @param {Record<string, string>} [extraEnv]
 * @returns {Program}
 */
export function startProgram({ node, env }, args, extraEnv = {}) {
  const child = spawn(node, [...NODE_ARGUMENTS, ...args], {
    cwd: rootDir,
    env: { ...COMPILED, ...env, ...extraEnv },
    stdio: 'inherit',
    detached: true,
  });

  const exitCode = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });

  let isStopping = false;
  const stop = signal => {
    if (isStopping || child.exitCode !== null) return;
    isStopping = true;
    child.kill(signal);
  };

  let firstSignalAt;
  const onSignal = signal => {
    firstSignalAt ??= Date.now();
    stop(signal);
    if (Date.now() - firstSignalAt > SAME_PRESS_MS) killGroup(child);
  };
  for (const signal of FORWARDED) process.on(signal, onSignal);
  const stopListening = () => {
    for (const signal of FORWARDED) process.off(signal, onSignal);
  };
  exitCode.then(stopListening, stopListening);

  return { exitCode, stop };
}

/** Starts a process and waits for its exit code. */
export function runProgram(setup, args, extraEnv) {
  return startProgram(setup, args, extraEnv).exitCode;
}

function killGroup(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group has already ended.
  }
}
