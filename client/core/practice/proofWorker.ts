import type { Challenge } from 'altcha-lib';
import { proofOf } from './proofOf.ts';

/** Solves a challenge and posts its proof. Errors become `error` events of the worker. */
globalThis.addEventListener('message', async ({ data }: MessageEvent<Challenge>) => {
  const proof = await proofOf(data).catch((error: unknown) => {
    setTimeout(() => {
      throw error;
    });
  });
  if (proof !== undefined) globalThis.postMessage(proof);
});
