import { Worker } from 'node:worker_threads';
import { AppError } from '../shared/errors.ts';

/** Far above what the largest job takes; a job that is still running then never ends. */
const PATIENCE_MS = 60_000;

/** Who waits for a job: staff at their work come before anyone whom the server does not know. */
export type Asker = 'staff' | 'stranger';

const waiting: Record<Asker, (() => void)[]> = { staff: [], stranger: [] };
let isRunning = false;

/**
 * Runs a module in a thread of its own with `input` as its `workerData`, and gives back the first message it posts. For what
 * would keep the event loop of live calls waiting. One job at a time: the process has calls to carry, and its machine other
 * processors to leave to them.
 */
export async function inWorker(module: URL, input: unknown, asker: Asker): Promise<unknown> {
  if (isRunning) await new Promise<void>(resolve => waiting[asker].push(resolve));
  isRunning = true;
  try {
    return await runOnce(module, input);
  } finally {
    const next = waiting.staff.shift() ?? waiting.stranger.shift();
    // The next one has its turn before anyone who comes meanwhile.
    if (next) next();
    else isRunning = false;
  }
}

async function runOnce(module: URL, input: unknown): Promise<unknown> {
  const worker = new Worker(module, { workerData: input });
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const late = setTimeout(
    () => reject(AppError.unavailable('That took too long. Please try again.')),
    PATIENCE_MS,
  );
  worker.once('message', resolve);
  worker.once('error', reject);
  worker.once('exit', code => reject(new Error(`A worker ended with ${code} and without an answer.`)));
  try {
    return await promise;
  } finally {
    clearTimeout(late);
    await worker.terminate();
  }
}
