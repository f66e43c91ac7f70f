// Runs the program that a command is about, after the set-up, and makes Ctrl-C and
// `kill` end it in an orderly way.

import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { cacheDir, rootDir } from '../setup/paths.mjs';

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'];
// On Ctrl-C a terminal signals this process and so does npm: two signals, one wish.
// Only one that comes later than this is a person who has lost patience.
const SAME_WISH_MS = 1_500;

const NODE_ARGUMENTS = [
  // Some of the versions that `engines` allows call running TypeScript experimental, once a start.
  '--disable-warning=ExperimentalWarning',
  '--import',
  new URL('leaveWithParent.mjs', import.meta.url).href,
];

/** Where Node keeps what it has compiled: a start with it takes two thirds of the time. */
const COMPILED = { NODE_COMPILE_CACHE: join(cacheDir, 'compiled') };

/**
 * @typedef {object} Program
 * @property {Promise<number>} exitCode
 * @property {(signal: NodeJS.Signals) => void} stop  asks for an orderly end; once is enough
 */

/**
 * Starts a program on the Node of the set-up, in the checkout's folder.
 *
 * It leads a process group of its own. Otherwise a terminal's Ctrl-C would reach the
 * media workers at the same moment as the server, which could then no longer finish
 * its recordings; and the server would get the signal twice.
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
    if (Date.now() - firstSignalAt > SAME_WISH_MS) killGroup(child);
  };
  for (const signal of FORWARDED) process.on(signal, onSignal);
  const stopListening = () => {
    for (const signal of FORWARDED) process.off(signal, onSignal);
  };
  exitCode.then(stopListening, stopListening);

  return { exitCode, stop };
}

/** Starts a program and waits for its exit code. */
export function runProgram(setup, args, extraEnv) {
  return startProgram(setup, args, extraEnv).exitCode;
}

function killGroup(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group has ended by itself.
  }
}
