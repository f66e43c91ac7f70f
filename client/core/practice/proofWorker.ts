import type { Challenge } from 'altcha-lib';
import { proofOf } from './proofOf.ts';

/** Answers a challenge with its proof. What goes wrong is an `error` event of the worker. */
globalThis.addEventListener('message', async ({ data }: MessageEvent<Challenge>) => {
  const proof = await proofOf(data).catch((error: unknown) => {
    setTimeout(() => {
      throw error;
    });
  });
  if (proof !== undefined) globalThis.postMessage(proof);
});
