import { parentPort, workerData } from 'node:worker_threads';

/** A thread that gives back what it was given. */
parentPort?.postMessage(workerData);
