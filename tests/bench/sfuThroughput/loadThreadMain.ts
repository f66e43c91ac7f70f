import { parentPort, workerData } from 'node:worker_threads';
import { Load } from './load.ts';
import type { LoadOrder, LoadThreadData } from './loadThread.ts';

const { plan, identity } = workerData as LoadThreadData;
const load = await Load.connect(plan, identity);

parentPort?.on('message', (order: LoadOrder) => {
  if (order === 'start') load.start();
  if (order === 'stop') load.stop();
  parentPort?.postMessage(load.counts);
});
parentPort?.postMessage(load.counts);
