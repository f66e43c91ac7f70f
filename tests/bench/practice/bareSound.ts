import { PeerId, RECRUITER_PEER_ID, RoomId } from '../../../shared/ids.ts';
import type {
  MediaParams,
  MediaPlane,
  MediaRequestName,
  MediaResult,
  PeerRights,
} from '../../../shared/media/mediaPlane.ts';
import { blankPage } from '../../support/blankPage.ts';
import type { TestBrowser } from '../../support/chromium.ts';
import { startLocalMediaService } from '../../support/localMediaService.ts';
import { mediaPageScript } from '../../support/mediaPage/bundle.ts';
import { putClip } from '../../support/playableClip.ts';
import { WATCH_SOUND, watchFirstSound } from '../browser/firstSound.ts';
import { realisticClip } from '../recruiterCost/realisticClip.ts';

const CANDIDATE: PeerRights = {
  group: 'candidate',
  sources: ['microphone', 'camera'],
  receivesFrom: ['recruiter'],
};

type Room = MediaResult<'room.create'>;

/** From the join of pages that are nothing but mediasoup-client to the first sound of a recruiter that plays all the time. In milliseconds. */
export async function bareSoundTimes(browser: TestBrowser, joins: number): Promise<number[]> {
  await using stack = new AsyncDisposableStack();
  const plane = await startLocalMediaService();
  stack.defer(() => plane.close());
  const clip = await realisticClip();
  await putClip(plane, plane.nodeId, clip);
  const room = await plane.request('room.create', { roomId: RoomId.parse('bench'), epoch: 1 });
  const recruiter = { room: room.room, peerId: RECRUITER_PEER_ID };
  await plane.request('player.open', { ...recruiter, group: 'recruiter', clipId: clip.clipId });
  const times: number[] = [];
  // The first one warms up both sides.
  for (let attempt = 0; attempt <= joins; attempt += 1)
    times.push(await joinOnce(browser, plane, room, attempt));
  return times.slice(1);
}

async function joinOnce(
  browser: TestBrowser,
  plane: MediaPlane,
  room: Room,
  attempt: number,
): Promise<number> {
  const page = await blankPage(browser);
  try {
    const who = { room: room.room, peerId: PeerId.parse(`joiner-${attempt}`) };
    await page.exposeFunction('askPlane', (name: MediaRequestName, params: object) => {
      const rights = name === 'peer.join' ? { rights: CANDIDATE } : {};
      return plane.request(name, { ...who, ...rights, ...params } as MediaParams<typeof name>);
    });
    await page.evaluate(watchFirstSound, WATCH_SOUND);
    await page.evaluate(() => {
      window.ask = (name, params) => window.askPlane(name, params);
    });
    await page.addScriptTag({ content: await mediaPageScript() });
    // What is heard is listened to from a click on, as in our page.
    await page.mouse.click(1, 1);
    const tookMs = await page.evaluate(async capabilities => {
      const joinedAt = performance.now();
      await window.participant.join(capabilities);
      return (await window.firstSound.heard) - joinedAt;
    }, room.rtpCapabilities);
    await plane.request('peer.leave', who);
    return tookMs;
  } finally {
    await page.context().close();
  }
}
