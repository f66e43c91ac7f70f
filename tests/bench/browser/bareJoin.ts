import { RoomId } from '../../../shared/ids.ts';
import type { PeerRights } from '../../../shared/media/mediaPlane.ts';
import { TestBrowser } from '../../support/chromium.ts';
import { startLocalMediaService } from '../../support/localMediaService.ts';
import { MediaParticipant } from '../../support/mediaParticipant.ts';
import { ADA, GRACE } from '../../support/personas.ts';
import { bareJoins } from './bareJoins.ts';

const SENDER: PeerRights = { group: 'interviewer', sources: ['microphone', 'camera'], receivesFrom: [] };
const JOINER: PeerRights = {
  group: 'candidate',
  sources: ['microphone', 'camera'],
  receivesFrom: ['interviewer'],
};

/** Returns join times, in milliseconds, of pages with mediasoup-client only, against a media service in this process. */
export async function bareJoinTimes(joins: number): Promise<number[]> {
  await using stack = new AsyncDisposableStack();
  const plane = await startLocalMediaService();
  stack.defer(() => plane.close());
  const senders = stack.use(await TestBrowser.launch({ persona: GRACE }));
  const joiners = stack.use(await TestBrowser.launch({ persona: ADA }));
  const room = await plane.request('room.create', { roomId: RoomId.parse('bench'), epoch: 1 });
  const sender = await MediaParticipant.join({
    browser: senders,
    plane,
    room,
    name: 'sender',
    rights: SENDER,
  });
  await sender.publish('microphone');
  await sender.publish('camera');

  // Awaited here, because the media service closes with this function.
  return await bareJoins(joins, {
    browser: joiners,
    plane,
    room,
    rights: JOINER,
    prepare: page => page.evaluate(watchPicture),
    join: async page => {
      await page.evaluate(capabilities => window.participant.join(capabilities), room.rtpCapabilities);
      return page.evaluate(() => window.pictureAfterMs);
    },
  });
}

declare global {
  interface Window {
    pictureAfterMs: Promise<number>;
  }
}

/**
 * Runs in the page: the clock starts with the join's first request to the media plane. Everything is loaded then, as after our pre-join.
 */
function watchPicture(): void {
  let askedAt = 0;
  window.ask = (name, params) => {
    if (name === 'peer.join') askedAt = performance.now();
    return window.askPlane(name, params);
  };
  window.pictureAfterMs = new Promise(resolve => {
    const observer = new MutationObserver(() => {
      const video = document.querySelector('video');
      if (!video) return;
      observer.disconnect();
      video.requestVideoFrameCallback(() => resolve(performance.now() - askedAt));
    });
    observer.observe(document, { childList: true, subtree: true });
  });
}
