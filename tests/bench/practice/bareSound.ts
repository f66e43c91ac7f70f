import { RECRUITER_PEER_ID, RoomId } from '../../../shared/ids.ts';
import type { PeerRights } from '../../../shared/media/mediaPlane.ts';
import type { TestBrowser } from '../../support/chromium.ts';
import { startLocalMediaService } from '../../support/localMediaService.ts';
import { putClip } from '../../support/playableClip.ts';
import { bareJoins } from '../browser/bareJoins.ts';
import { WATCH_SOUND, watchFirstSound } from '../browser/firstSound.ts';
import { realisticClip } from '../recruiterCost/realisticClip.ts';

const CANDIDATE: PeerRights = {
  group: 'candidate',
  sources: ['microphone', 'camera'],
  receivesFrom: ['recruiter'],
};

/**
 * Returns times, in milliseconds, from the join of pages with mediasoup-client only to the first sound of a recruiter that plays
 * continuously.
 */
export async function bareSoundTimes(browser: TestBrowser, joins: number): Promise<number[]> {
  await using stack = new AsyncDisposableStack();
  const plane = await startLocalMediaService();
  stack.defer(() => plane.close());
  const clip = await realisticClip();
  await putClip(plane, plane.nodeId, clip);
  const room = await plane.request('room.create', { roomId: RoomId.parse('bench'), epoch: 1 });
  const recruiter = { room: room.room, peerId: RECRUITER_PEER_ID };
  await plane.request('player.open', { ...recruiter, group: 'recruiter', clipId: clip.clipId });
  // Awaited here, because the media service closes with this function.
  return await bareJoins(joins, {
    browser,
    plane,
    room,
    rights: CANDIDATE,
    prepare: page => page.evaluate(watchFirstSound, WATCH_SOUND),
    join: async page => {
      // Listening starts with a click, as in our page.
      await page.mouse.click(1, 1);
      return page.evaluate(async capabilities => {
        const joinedAt = performance.now();
        await window.participant.join(capabilities);
        return (await window.firstSound.heard) - joinedAt;
      }, room.rtpCapabilities);
    },
  });
}
