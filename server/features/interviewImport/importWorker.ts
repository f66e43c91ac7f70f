import { parentPort, workerData } from 'node:worker_threads';
import { carryOut, type ImportTask } from './importTask.ts';

parentPort?.postMessage(carryOut(workerData as ImportTask));
