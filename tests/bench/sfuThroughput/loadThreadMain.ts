import { parentPort, workerData } from 'node:worker_threads';
import { Load } from './load.ts';
import type { LoadAnswer, LoadOrder, LoadThreadData } from './loadThread.ts';
import { loopedMedia, noiseMedia } from './sentMedia.ts';

const { plan, identity, clip } = workerData as LoadThreadData;
const load = await Load.connect(plan, identity, clip ? loopedMedia(clip) : noiseMedia());

function answer(): void {
  const { user, system } = process.threadCpuUsage();
  parentPort?.postMessage({
    ...load.counts,
    threadS: (user + system) / 1_000_000,
    longestGapMs: load.takeLongestGap(),
  } satisfies LoadAnswer);
}

parentPort?.on('message', (order: LoadOrder) => {
  if (order === 'start') load.start();
  if (order === 'stop') load.stop();
  answer();
});
answer();
