// Ends a process, in its orderly way, when its parent is gone. Loaded into every program
// that the scripts start: these lead process groups of their own, so nothing else would
// end them when the script is killed hard.

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
