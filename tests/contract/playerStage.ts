import { afterAll, it as anyTest, beforeAll } from 'vitest';
import { PeerId, RECRUITER_PEER_ID, RoomId } from '../../shared/ids.ts';
import type { PeerRights } from '../../shared/media/mediaPlane.ts';
import { TestBrowser } from '../support/chromium.ts';
import { RTP_CAPABILITIES } from '../support/handMadeMedia.ts';
import { MediaEvents } from '../support/mediaEvents.ts';
import { MediaParticipant } from '../support/mediaParticipant.ts';
import type { Color } from '../support/personas.ts';
import { type PlayableClip, putClip, renderClip } from '../support/playableClip.ts';
import type { MediaPlaneUnderTest } from './mediaPlane.contract.ts';

export const GROUP = 'recruiter';
export const WATCHES: PeerRights = { group: 'observer', sources: [], receivesFrom: [GROUP] };

export const COLORS = {
  loop: [40, 70, 210],
  nod: [40, 170, 60],
  line: [200, 40, 40],
  dark: [20, 20, 20],
  flash: [255, 255, 255],
} as const satisfies Record<string, Color>;
export const TONE_HZ = 440;
const FLASH_MS = 120;
const isFlash = (timeMs: number) => timeMs % 1_000 >= 400 && timeMs % 1_000 < 400 + FLASH_MS;

interface Clips {
  loop: PlayableClip;
  nod: PlayableClip;
  /** Three phrases of 800 ms and a pause. */
  line: PlayableClip;
  /** One phrase without a pause. */
  breathless: PlayableClip;
  /** Flashes and beeps at the same moments. */
  flashes: PlayableClip;
}

async function renderClips(): Promise<Clips> {
  const [loop, nod, line, breathless, flashes] = await Promise.all([
    renderClip({ color: COLORS.loop, seconds: 4 }),
    renderClip({ color: COLORS.nod, seconds: 2 }),
    renderClip({
      color: COLORS.line,
      seconds: 3,
      phrasesMs: [0, 1_000, 2_000],
      tone: { hertz: TONE_HZ, loudness: timeMs => (timeMs % 1_000 < 800 ? 0.5 : 0) },
    }),
    renderClip({ color: COLORS.line, seconds: 6, tone: { hertz: TONE_HZ, loudness: () => 0.5 } }),
    renderClip({
      color: COLORS.dark,
      seconds: 5,
      isFlash,
      tone: { hertz: 1_000, loudness: timeMs => (isFlash(timeMs) ? 0.5 : 0) },
    }),
  ]);
  return { loop, nod, line, breathless, flashes };
}

/** Opens a room with helpers for the tests. */
async function openStage(
  { plane, killWorkers }: MediaPlaneUnderTest,
  { browser, clips, roomId }: { browser: TestBrowser; clips: Clips; roomId: RoomId },
  cleanUp: AsyncDisposableStack,
) {
  const events = cleanUp.use(new MediaEvents(plane, roomId));
  const stage = {
    plane,
    clips,
    events,
    room: await plane.request('room.create', { roomId, epoch: 5 }),
    playCount: 0,
    killWorkers,
    who: (peerId = RECRUITER_PEER_ID) => ({ room: stage.room.room, peerId }),
    open: (clip = clips.loop, group = GROUP) =>
      plane.request('player.open', { ...stage.who(), group, clipId: clip.clipId }),
    play: async (clip: PlayableClip, fromMs = 0) => {
      stage.playCount += 1;
      const playId = `play-${stage.playCount}`;
      await plane.request('player.play', { ...stage.who(), playId, clipId: clip.clipId, fromMs });
      return playId;
    },
    stop: (playId: string, now = false) => plane.request('player.stop', { ...stage.who(), playId, now }),
    started: (playId: string) => events.waitFor('player.started', event => event.playId === playId),
    ended: (playId: string) => events.waitFor('player.ended', event => event.playId === playId),
    watcher: async (peer = 'alan', rights = WATCHES) => {
      const { room } = stage;
      return cleanUp.use(await MediaParticipant.join({ browser, plane, room, name: peer, rights }));
    },
    joinByHand: (peer: string, rights: PeerRights) =>
      plane.request('peer.join', {
        ...stage.who(PeerId.parse(peer)),
        rights,
        rtpCapabilities: RTP_CAPABILITIES,
      }),
  };
  cleanUp.defer(async () => {
    await plane.request('room.close', { room: stage.room.room }).catch(() => {}); // Some tests close it.
  });
  for (const clip of Object.values(clips)) await putClip(plane, stage.room.room.nodeId, clip);
  return stage;
}

export type Stage = Awaited<ReturnType<typeof openStage>>;

/**
 * Sets up players for a `describe`, with a room for each of its tests. Clips are encoded by ffmpeg and
 * decoded by a browser.
 */
export function playersOn(start: () => Promise<MediaPlaneUnderTest>) {
  let underTest: MediaPlaneUnderTest;
  let browser: TestBrowser;
  let clips: Clips;

  beforeAll(async () => {
    [underTest, browser, clips] = await Promise.all([start(), TestBrowser.launch(), renderClips()]);
  });

  afterAll(async () => {
    await Promise.all([browser?.close(), underTest?.close()]);
  });

  return anyTest.extend<{ stage: Stage }>({
    stage: async ({ task }, use) => {
      await using cleanUp = new AsyncDisposableStack();
      const roomId = RoomId.parse(`stage-${task.id}`);
      await use(await openStage(underTest, { browser, clips, roomId }, cleanUp));
    },
  });
}

export const camera = ({ page }: MediaParticipant) => page.locator(`video[data-from="${RECRUITER_PEER_ID}"]`);
