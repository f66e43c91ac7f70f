import { parentPort, workerData } from 'node:worker_threads';

/** A thread that returns its input. */
parentPort?.postMessage(workerData);
