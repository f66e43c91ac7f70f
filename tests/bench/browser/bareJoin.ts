import { PeerId, RoomId } from '../../../shared/ids.ts';
import type {
  MediaParams,
  MediaPlane,
  MediaRequestName,
  MediaResult,
  PeerRights,
} from '../../../shared/media/mediaPlane.ts';
import { blankPage } from '../../support/blankPage.ts';
import { TestBrowser } from '../../support/chromium.ts';
import { startLocalMediaService } from '../../support/localMediaService.ts';
import { mediaPageScript } from '../../support/mediaPage/bundle.ts';
import { MediaParticipant } from '../../support/mediaParticipant.ts';
import { ADA, GRACE } from '../../support/personas.ts';

const SENDER: PeerRights = { group: 'interviewer', sources: ['microphone', 'camera'], receivesFrom: [] };
const JOINER: PeerRights = {
  group: 'candidate',
  sources: ['microphone', 'camera'],
  receivesFrom: ['interviewer'],
};

type Room = MediaResult<'room.create'>;

/** Join times of pages that are nothing but mediasoup-client, through a media service in this process. In milliseconds. */
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

  const times: number[] = [];
  // The first one warms up both sides.
  for (let attempt = 0; attempt <= joins; attempt += 1)
    times.push(await joinOnce(joiners, plane, room, attempt));
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
      const rights = name === 'peer.join' ? { rights: JOINER } : {};
      return plane.request(name, { ...who, ...rights, ...params } as MediaParams<typeof name>);
    });
    await page.evaluate(watchPicture);
    await page.addScriptTag({ content: await mediaPageScript() });
    await page.evaluate(capabilities => window.participant.join(capabilities), room.rtpCapabilities);
    const tookMs = await page.evaluate(() => window.pictureAfterMs);
    await plane.request('peer.leave', who);
    return tookMs;
  } finally {
    await page.context().close();
  }
}

declare global {
  interface Window {
    pictureAfterMs: Promise<number>;
  }
}

/** Runs in the page: the clock starts with the join's first word to the media plane, when everything is loaded as after our pre-join. */
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
