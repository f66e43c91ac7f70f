import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { types } from 'mediasoup';
import type { PlayableClip } from '../../support/playableClip.ts';
import type { RemoteTransport } from '../rtc/rtcEndpoint.ts';
import type { PlayingCost, PlayingSide } from './playingSide.ts';

export interface BareRecruitersData {
  count: number;
  clip: PlayableClip;
  dtlsParameters: types.DtlsParameters;
}

/** Sends the same packets from a bare loop, on a thread of its own so that each side's Node time is measured separately. */
export async function createBareRecruiters(workerData: BareRecruitersData): Promise<PlayingSide> {
  const thread = new Worker(new URL('bareRecruitersMain.ts', import.meta.url), { workerData });
  const failed = once(thread, 'error').then(([error]) => Promise.reject(error));
  // Reported to the code that waits for a response.
  failed.catch(() => {});
  const answer = async () => (await Promise.race([once(thread, 'message'), failed]))[0] as unknown;
  const receivers = (await answer()) as RemoteTransport[];
  return {
    receivers,
    read: async () => {
      const reading = answer();
      thread.postMessage('read');
      return (await reading) as PlayingCost;
    },
    close: async () => {
      const closed = answer();
      thread.postMessage('close');
      await closed;
      await thread.terminate();
    },
  };
}
