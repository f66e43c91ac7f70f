import { Worker } from 'node:worker_threads';
import { AppError } from '../shared/errors.ts';

const TIMEOUT_MS = 60_000;

/** Who waits for a worker. Staff's jobs run before visitors' jobs. */
export type Asker = 'staff' | 'stranger';

const waiting: Record<Asker, (() => void)[]> = { staff: [], stranger: [] };
let isRunning = false;

/** Runs a worker and returns its first message. Runs one job at a time, to keep processors free for calls. */
export async function inWorker(module: URL, input: unknown, asker: Asker): Promise<unknown> {
  if (isRunning) await new Promise<void>(resolve => waiting[asker].push(resolve));
  isRunning = true;
  try {
    return await runOnce(module, input);
  } finally {
    const next = waiting.staff.shift() ?? waiting.stranger.shift();
    // Leaves `isRunning` true for the next job, so that a new caller can't overtake that job.
    if (next) next();
    else isRunning = false;
  }
}

async function runOnce(module: URL, input: unknown): Promise<unknown> {
  const worker = new Worker(module, { workerData: input });
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const late = setTimeout(() => reject(AppError.unavailable('took-too-long')), TIMEOUT_MS);
  worker.once('message', resolve);
  worker.once('error', reject);
  worker.once('exit', code => reject(new Error(`A worker ended with ${code} without an answer.`)));
  try {
    return await promise;
  } finally {
    clearTimeout(late);
    await worker.terminate();
  }
}
