// Sends SIGTERM to its own process when the parent is gone. Loaded into every process that the
// scripts start: these lead their own process groups, so nothing else would end them when the
// script is killed.

import { isMainThread } from 'node:worker_threads';

const LOOK_EVERY_MS = 1_000;

if (isMainThread) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, LOOK_EVERY_MS).unref();
}
