import path from 'node:path';
import { afterAll, it as anyTest, beforeAll, describe, expect } from 'vitest';
import { NodeId, PeerId, RECRUITER_PEER_ID, RoomId, SegmentId, type StretchId } from '../../shared/ids.ts';
import type { PeerRights } from '../../shared/media/mediaPlane.ts';
import { WIDE_CAMERA } from '../support/captureFiles.ts';
import { TestBrowser } from '../support/chromium.ts';
import {
  type CollectedSegment,
  collectRun,
  endOf,
  linesOf,
  newRecording,
  probeTrack,
} from '../support/collectedRun.ts';
import { eventually } from '../support/eventually.ts';
import { LONG_RUN } from '../support/longTests.ts';
import { MediaEvents } from '../support/mediaEvents.ts';
import { MediaParticipant } from '../support/mediaParticipant.ts';
import { medianOf } from '../support/oracle/distribution.ts';
import { ADA } from '../support/personas.ts';
import { type PlayableClip, putClip, renderClip } from '../support/playableClip.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import type { MediaPlaneUnderTest } from './mediaPlane.contract.ts';

const CANDIDATE: PeerRights = {
  group: 'candidate',
  sources: ['microphone', 'camera', 'screen'],
  receivesFrom: [],
  reportsVoice: true,
};
const LAYERS = [
  { rid: 'r0', scalabilityMode: 'L1T3', scaleResolutionDownBy: 2, maxBitrate: 150_000 },
  { rid: 'r1', scalabilityMode: 'L1T3', scaleResolutionDownBy: 1, maxBitrate: 500_000 },
];
/** Bitrate for both layers, also when a busy machine slows down the browser's bandwidth estimation. */
const LAYERS_KBPS = 1_200;
const EVERYBODY = ['candidate', 'interviewer', 'recruiter'];

const FULL_SIZE = { width: WIDE_CAMERA.width, height: WIDE_CAMERA.height };

/** Tolerance between recording and clock: one frame plus delays on a busy machine. */
const SLACK_MS = 250;

const msOf = ({ start }: CollectedSegment, ticks: number) => (ticks * 1_000) / start.clockRate;

/** Returns the time from each packet to the next. */
function gapsMs(packets: readonly { atMs: number }[]): number[] {
  return packets.slice(1).map(({ atMs }, index) => atMs - (packets[index]?.atMs ?? atMs));
}

/** Returns the longest unexplained time between two packets. */
function longestGapMs(packets: readonly { atMs: number }[]): number {
  return Math.max(0, ...gapsMs(packets));
}

/** Opens a room with helpers for the tests. */
async function openStage(
  { plane, killWorkers }: MediaPlaneUnderTest,
  { browser, clip, roomId }: { browser: TestBrowser; clip: PlayableClip; roomId: RoomId },
  cleanUp: AsyncDisposableStack,
) {
  const events = cleanUp.use(new MediaEvents(plane, roomId));
  const folder = cleanUp.use(await temporaryFolder('collected')).path;
  await eventually('a media server', () => plane.ready());
  const stage = {
    plane,
    events,
    room: await plane.request('room.create', { roomId, epoch: 1 }),
    killWorkers,
    nodeId: () => stage.room.room.nodeId,
    startCapture: async (groups = EVERYBODY, recording = newRecording()) => {
      await plane.request('capture.start', { room: stage.room.room, ...recording, groups });
      return recording;
    },
    stopCapture: (stretchId: StretchId) =>
      plane.request('capture.stop', { room: stage.room.room, stretchId }),
    collect: (stretchId: StretchId) =>
      collectRun(plane, stage.nodeId(), stretchId, path.join(folder, stretchId)),
    listed: async (stretchId: StretchId) =>
      (await plane.request('capture.list', { nodeId: stage.nodeId() })).stretches.find(
        each => each.stretchId === stretchId,
      ),
    /** Waits until the run's files have this size. */
    recorded: (stretchId: StretchId, bytes: number, segments = 1) =>
      eventually('something to be recorded', async () => {
        const grown = (await stage.listed(stretchId))?.segments.filter(
          ({ mediaBytes }) => mediaBytes > bytes,
        );
        return (grown?.length ?? 0) >= segments;
      }),
    openPlayer: async (peerId = RECRUITER_PEER_ID) => {
      await putClip(plane, stage.nodeId(), clip);
      await plane.request('player.open', {
        room: stage.room.room,
        peerId,
        group: 'recruiter',
        clipId: clip.clipId,
      });
    },
    join: async (name: string) => {
      const { room } = stage;
      return cleanUp.use(await MediaParticipant.join({ browser, plane, room, name, rights: CANDIDATE }));
    },
  };
  cleanUp.defer(async () => {
    await plane.request('room.close', { room: stage.room.room }).catch(() => {}); // Some tests lose it.
  });
  return stage;
}

type Stage = Awaited<ReturnType<typeof openStage>>;

const find = (segments: readonly CollectedSegment[], source: string, peer?: string) => {
  const found = segments.filter(
    ({ start }) => start.source === source && (peer === undefined || start.peerId === peer),
  );
  if (!found[0]) throw new Error(`There is no segment of ${peer ?? 'anyone'}'s ${source}.`);
  return { first: found[0], all: found };
};

/**
 * Tests that every media plane must pass for recording what is sent in its rooms. `brief` leaves slow tests
 * to long runs.
 */
export function describeCapture(
  name: string,
  start: () => Promise<MediaPlaneUnderTest>,
  { brief = false } = {},
): void {
  describe(`recording in a media plane ${name}`, () => {
    let underTest: MediaPlaneUnderTest;
    let browser: TestBrowser;
    let clip: PlayableClip;
    let roomCount = 0;

    beforeAll(async () => {
      [underTest, browser, clip] = await Promise.all([
        start(),
        TestBrowser.launch({ persona: ADA, camera: WIDE_CAMERA }),
        renderClip({
          color: [30, 90, 200],
          seconds: 2,
          tone: { hertz: 440, loudness: timeMs => (timeMs % 1_000 < 400 ? 0.3 : 0) },
        }),
      ]);
    });

    afterAll(async () => {
      await Promise.all([browser?.close(), underTest?.close()]);
    });

    const it = anyTest.extend<{ stage: Stage }>({
      // biome-ignore lint/correctness/noEmptyPattern: vitest reads which fixtures it needs from here.
      stage: async ({}, use) => {
        await using cleanUp = new AsyncDisposableStack();
        roomCount += 1;
        const roomId = RoomId.parse(`captured-${roomCount}`);
        await use(await openStage(underTest, { browser, clip, roomId }, cleanUp));
      },
    });
    const itUnlessBrief = it.skipIf(brief && !LONG_RUN);

    // The tests mostly wait for a recording, each in its own room.
    describe.concurrent('in parallel', () => {
      it('reports the id of its node', ({ stage }) => {
        expect(stage.plane.nodeIds()).toEqual([stage.nodeId()]);
      });

      it('records a player into decodable files of the same duration, with the data that places them in time', async ({
        stage,
      }) => {
        await stage.openPlayer();
        const { recordingId, stretchId } = await stage.startCapture();
        await stage.recorded(stretchId, 11_000, 2);
        expect(await stage.listed(stretchId)).toMatchObject({ recordingId, state: 'open' });
        await stage.stopCapture(stretchId);
        expect(await stage.events.waitFor('capture.ended')).toEqual({
          room: stage.room.room,
          recordingId,
          stretchId,
          reason: 'stopped',
        });
        expect(await stage.listed(stretchId)).toMatchObject({ state: 'closed' });

        const segments = await stage.collect(stretchId);
        expect(segments).toHaveLength(2);
        const { first: sound } = find(segments, 'microphone');
        const { first: picture } = find(segments, 'camera');
        expect(sound.start).toMatchObject({
          recordingId,
          stretchId,
          segmentId: sound.segmentId,
          peerId: RECRUITER_PEER_ID,
          group: 'recruiter',
          codec: 'opus',
          clockRate: 48_000,
          channels: 2,
          muted: false,
        });
        expect(picture.start).toMatchObject({ codec: 'vp8', clockRate: 90_000, muted: false });

        const [heard, seen] = await Promise.all([probeTrack(sound.file), probeTrack(picture.file)]);
        expect(heard).toMatchObject({ codec: 'opus', complaints: '' });
        expect(seen).toMatchObject({ codec: 'vp8', width: 320, height: 180, complaints: '' });
        expect(seen.decoded).toBe(seen.packets.length);
        for (const [segment, track] of [
          [sound, heard],
          [picture, seen],
        ] as const) {
          const { at, ticks, frames, packets, lost, dropped } = endOf(segment);
          expect(frames).toBe(track.packets.length);
          expect({ lost, dropped }).toEqual({ lost: 0, dropped: 0 });
          expect(packets).toBeGreaterThanOrEqual(frames);
          expect(Math.abs(at - segment.start.at - msOf(segment, ticks))).toBeLessThan(SLACK_MS);
          expect(track.packets[0]?.atMs).toBe(0);
        }
        // On a busy machine the player may pause; then audio and video pause equally long.
        const pausesMs = gapsMs(heard.packets).flatMap(ms => (ms > 20 ? ms - 20 : []));
        expect(gapsMs(seen.packets).flatMap(ms => (ms > 80 ? ms - 40 : []))).toEqual(pausesMs);
        // Clips have one key frame per second; no receiver requests more.
        expect(linesOf(picture, 'keyFrame').length).toBeLessThan(
          msOf(picture, endOf(picture).ticks) / 1_000 + 3,
        );

        // The data that places them in time:
        const zeroOf = (segment: CollectedSegment, { at, ticks }: { at: number; ticks: number }) =>
          at - msOf(segment, ticks);
        for (const segment of [sound, picture]) {
          const [first] = linesOf(segment, 'first');
          expect(first?.at).toBeGreaterThanOrEqual(segment.start.stretchAt);
          const arrivals = linesOf(segment, 'arrival');
          const reports = linesOf(segment, 'report');
          expect(arrivals.length).toBeGreaterThan(1);
          expect(reports.length).toBeGreaterThan(0);
          // Every line agrees on the file's time zero.
          for (const line of [...arrivals, ...reports])
            expect(Math.abs(zeroOf(segment, line) - (first?.at ?? 0))).toBeLessThan(SLACK_MS);
          for (const { at, ntpMs } of reports) expect(Math.abs(at - ntpMs)).toBeLessThan(1);
        }
        // Audio and video of a clip start together, and are placed together.
        const placed = (segment: CollectedSegment) =>
          medianOf(
            linesOf(segment, 'report').map(({ ntpMs, ticks }) => zeroOf(segment, { at: ntpMs, ticks })),
          );
        const came = (segment: CollectedSegment) =>
          Math.min(...linesOf(segment, 'arrival').map(line => zeroOf(segment, line)));
        const [placedApart, cameApart] = [placed, came].map(zero => zero(picture) - zero(sound));
        expect(Math.abs((placedApart ?? Number.NaN) - (cameApart ?? Number.NaN))).toBeLessThan(60);
        expect(linesOf(picture, 'size')).toMatchObject([{ ticks: 0, width: 320, height: 180 }]);
        expect(linesOf(picture, 'keyFrame')[0]?.ticks).toBe(0);
        const levels = linesOf(sound, 'levels').flatMap(({ dbov }) => dbov);
        expect(Math.min(...levels)).toBeLessThan(20);
        expect(Math.max(...levels)).toBe(127);
        expect(Math.abs(levels.length * 100 - msOf(sound, endOf(sound).ticks))).toBeLessThanOrEqual(200);
      });

      it('can be started and stopped repeatedly with one effect', async ({ stage }) => {
        await stage.openPlayer();
        const recording = newRecording();
        const params = { room: stage.room.room, ...recording, groups: EVERYBODY };
        const both = await Promise.all([
          stage.plane.request('capture.start', params),
          stage.plane.request('capture.start', params),
        ]);
        expect(both[0]?.agoMs).toBeLessThan(2_000);
        await stage.recorded(recording.stretchId, 0, 2);
        const { agoMs } = await stage.plane.request('capture.start', params);
        expect(agoMs).toBeGreaterThan(both[1]?.agoMs ?? 0);
        await Promise.all([stage.stopCapture(recording.stretchId), stage.stopCapture(recording.stretchId)]);
        await stage.stopCapture(recording.stretchId);
        await stage.stopCapture(newRecording().stretchId);
        expect(await stage.collect(recording.stretchId)).toHaveLength(2);
        expect(stage.events.of('capture.ended')).toHaveLength(1);
        await expect(stage.plane.request('capture.start', params)).rejects.toMatchObject({
          code: 'conflict',
        });
      });

      it('records peers of the recorded groups, also later ones, and no others', async ({ stage }) => {
        await stage.openPlayer();
        const { stretchId } = await stage.startCapture(['candidate']);
        await stage.openPlayer(PeerId.parse('other'));
        const ada = await stage.join('ada');
        await ada.publish('microphone');
        await stage.recorded(stretchId, 0);
        await stage.stopCapture(stretchId);
        const segments = await stage.collect(stretchId);
        expect(segments.map(({ start }) => start.peerId)).toEqual(['ada']);
        expect(endOf(segments[0] as CollectedSegment).frames).toBeGreaterThan(0);
      });

      itUnlessBrief('keeps the time of a mute in the recording, and lists it', async ({ stage }) => {
        const ada = await stage.join('ada');
        const { stretchId } = await stage.startCapture();
        await ada.publish('microphone');
        await ada.publish('camera');
        await stage.recorded(stretchId, 3_000, 2);
        const mute = (paused: boolean) =>
          Promise.all(
            (['microphone', 'camera'] as const).map(source =>
              stage.plane.request('producer.setPaused', { ...ada.who, source, paused }),
            ),
          );
        await mute(true);
        const mutedAtMs = performance.now();
        await eventually('a while', () => performance.now() - mutedAtMs > 1_500);
        const bytesOf = async () =>
          new Map((await stage.listed(stretchId))?.segments.map(each => [each.segmentId, each.mediaBytes]));
        const mutedBytes = await bytesOf();
        await mute(false);
        await eventually('more of each', async () =>
          [...(await bytesOf())].every(([segmentId, bytes]) => bytes > (mutedBytes.get(segmentId) ?? 0)),
        );
        await stage.stopCapture(stretchId);
        for (const segment of await stage.collect(stretchId)) {
          const [muted, unmuted] = linesOf(segment, 'mute');
          expect([muted?.muted, unmuted?.muted]).toEqual([true, false]);
          const mutedMs = (unmuted?.at ?? 0) - (muted?.at ?? 0);
          const track = await probeTrack(segment.file);
          expect(track.complaints).toBe('');
          expect(Math.abs(longestGapMs(track.packets) - mutedMs)).toBeLessThan(SLACK_MS);
          expect(linesOf(segment, 'stall')).toEqual([]);
          const { at, ticks } = endOf(segment);
          const first = linesOf(segment, 'first')[0]?.at ?? 0;
          expect(Math.abs(at - first - msOf(segment, ticks))).toBeLessThan(SLACK_MS);
        }
      });

      itUnlessBrief(
        'starts a segment for each reconnection of a page, and lists who was muted from its start',
        async ({ stage }) => {
          const { stretchId } = await stage.startCapture();
          const ada = await stage.join('ada');
          await ada.publish('microphone');
          await stage.recorded(stretchId, 2_000);
          const again = await stage.join('ada');
          await again.publish('microphone');
          await stage.recorded(stretchId, 2_000, 2);
          await stage.plane.request('producer.setPaused', {
            ...again.who,
            source: 'microphone',
            paused: true,
          });
          const later = newRecording();
          await stage.startCapture(EVERYBODY, later);
          await eventually(
            'the muted one',
            async () => (await stage.listed(later.stretchId))?.segments.length === 1,
          );
          await stage.stopCapture(later.stretchId);
          const { all } = find(await stage.collect(stretchId), 'microphone', 'ada');
          expect(all).toHaveLength(2);
          expect(new Set(all.map(({ start }) => start.producerId)).size).toBe(2);
          for (const segment of all) expect(endOf(segment).frames).toBeGreaterThan(0);
          const [muted] = await stage.collect(later.stretchId);
          expect(muted?.start.muted).toBe(true);
          expect(endOf(muted as CollectedSegment)).toMatchObject({
            ticks: 0,
            packets: 0,
            frames: 0,
            mediaBytes: 0,
          });
        },
      );

      itUnlessBrief('lists the voices that are reported live, at the same moments', async ({ stage }) => {
        const ada = await stage.join('ada');
        const told: { speaking: boolean; at: number }[] = [];
        using cleanUp = new DisposableStack();
        cleanUp.defer(
          stage.plane.subscribe(event => {
            if (event.name !== 'peer.voice' || event.payload.room.roomId !== stage.room.room.roomId) return;
            const at = performance.timeOrigin + performance.now() - event.payload.agoMs;
            told.push({ speaking: event.payload.state === 'speaking', at });
          }),
        );
        const { stretchId } = await stage.startCapture();
        await ada.publish('microphone');
        await stage.events.waitFor('peer.voice', ({ state }) => state === 'speaking');
        await eventually('several voices', () => told.filter(({ speaking }) => speaking).length >= 4);
        await stage.stopCapture(stretchId);
        const { first: sound } = find(await stage.collect(stretchId), 'microphone');
        const marks = linesOf(sound, 'voice');
        expect(marks.length).toBeGreaterThanOrEqual(6);
        for (const [index, { speaking }] of marks.entries()) expect(speaking).toBe(index % 2 === 0);
        const zero = linesOf(sound, 'arrival')[0];
        const zeroAt = (zero?.at ?? 0) - msOf(sound, zero?.ticks ?? 0);
        for (const { speaking, ticks } of marks.filter(({ speaking }) => speaking)) {
          const at = zeroAt + msOf(sound, ticks);
          const nearest = told.filter(each => each.speaking === speaking).map(each => Math.abs(each.at - at));
          expect(Math.min(...nearest)).toBeLessThan(80);
        }
      });

      it('deletes released segments, and no others', async ({ stage }) => {
        await stage.openPlayer();
        const first = await stage.startCapture();
        await stage.recorded(first.stretchId, 0, 2);
        const second = await stage.startCapture(EVERYBODY, {
          ...newRecording(),
          recordingId: first.recordingId,
        });
        await stage.events.waitFor('capture.ended');
        const release = (stretchId: StretchId) =>
          stage.plane.request('capture.release', { nodeId: stage.nodeId(), stretchId });
        await expect(release(second.stretchId)).rejects.toMatchObject({ code: 'conflict' });
        await release(first.stretchId);
        await release(first.stretchId);
        expect(await stage.listed(first.stretchId)).toBeUndefined();
        expect(await stage.listed(second.stretchId)).toBeDefined();
        await expect(stage.collect(first.stretchId)).rejects.toThrow();
      });

      it('refuses unknown runs, runs of other nodes, and invalid ids', async ({ stage }) => {
        const { recordingId, stretchId } = newRecording();
        const segmentId = SegmentId.parse('0'.repeat(32));
        const file = { nodeId: stage.nodeId(), stretchId, segmentId, part: 'media' as const };
        await expect(stage.plane.request('capture.read', { ...file, offset: 0 })).rejects.toMatchObject({
          code: 'not-found',
        });
        await expect(stage.plane.request('capture.digest', file)).rejects.toMatchObject({
          code: 'not-found',
        });
        await stage.plane.request('capture.release', { nodeId: stage.nodeId(), stretchId });
        const elsewhere = NodeId.parse('elsewhere');
        await expect(stage.plane.request('capture.list', { nodeId: elsewhere })).rejects.toMatchObject({
          code: 'not-found',
        });
        const other = { ...stage.room.room, roomId: RoomId.parse('nowhere') };
        await expect(
          stage.plane.request('capture.start', { room: other, recordingId, stretchId, groups: [] }),
        ).rejects.toMatchObject({ code: 'not-found' });
        for (const id of ['../../etc/passwd', '..', '', 'A'.repeat(32), `${stretchId}/`])
          await expect(
            stage.plane.request('capture.read', { ...file, stretchId: id as StretchId, offset: 0 }),
          ).rejects.toMatchObject({ code: 'invalid' });
        await expect(stage.plane.request('capture.read', { ...file, offset: -1 })).rejects.toMatchObject({
          code: 'invalid',
        });
      });
    });

    it('ends when another run starts, when the room closes, and when its worker dies', async ({ stage }) => {
      await stage.openPlayer();
      const first = await stage.startCapture();
      await stage.recorded(first.stretchId, 0, 2);
      const second = await stage.startCapture();
      expect(await stage.events.waitFor('capture.ended')).toMatchObject({ ...first, reason: 'replaced' });
      await stage.recorded(second.stretchId, 0, 2);
      await stage.plane.request('room.close', { room: stage.room.room });
      expect(
        await stage.events.waitFor('capture.ended', ({ stretchId }) => stretchId === second.stretchId),
      ).toMatchObject({
        reason: 'room-closed',
      });
      await stage.stopCapture(second.stretchId);

      const again = { roomId: stage.room.room.roomId, epoch: 2 };
      stage.room = await stage.plane.request('room.create', again);
      await stage.openPlayer();
      const third = await stage.startCapture();
      await stage.recorded(third.stretchId, 5_000, 2);
      stage.killWorkers();
      expect(
        await stage.events.waitFor('capture.ended', ({ stretchId }) => stretchId === third.stretchId),
      ).toMatchObject({
        reason: 'room-closed',
      });
      for (const { stretchId } of [first, second, third])
        for (const segment of await stage.collect(stretchId)) {
          const track = await probeTrack(segment.file);
          expect(track.complaints).toBe('');
          expect(track.packets).toHaveLength(endOf(segment).frames);
        }
    });

    itUnlessBrief(
      'records camera, microphone, and screen of a browser, the camera in full size while that layer is sent',
      async ({ stage }) => {
        const ada = await stage.join('ada');
        const { stretchId } = await stage.startCapture();
        await ada.publish('microphone');
        await ada.publish('camera', LAYERS, LAYERS_KBPS);
        await ada.publish('screen');
        await stage.recorded(stretchId, 8_000, 3);
        await eventually(
          'seconds of full size',
          async () => (await ada.framesSent('camera', 'r1')) >= 45,
          40_000,
        );
        await stage.stopCapture(stretchId);
        const segments = await stage.collect(stretchId);
        for (const segment of segments) {
          const track = await probeTrack(segment.file);
          expect(track.complaints).toBe('');
          expect(track.packets).toHaveLength(endOf(segment).frames);
          expect(endOf(segment).lost).toBe(0);
        }
        expect(find(segments, 'microphone').all).toHaveLength(1);
        // If a layer starts before the sender has reported anything, nothing relates the layers' timestamps:
        // the next layer is a segment of its own.
        const cameras = find(segments, 'camera').all.toSorted((a, b) => a.start.at - b.start.at);
        expect(cameras.length).toBeLessThanOrEqual(2);
        const sizes = cameras.flatMap(camera => linesOf(camera, 'size'));
        expect(sizes.at(-1)).toMatchObject(FULL_SIZE);
        expect(linesOf(cameras.at(-1) as CollectedSegment, 'layer').at(-1)?.spatial).toBe(1);
        const { first: screen, all: screens } = find(segments, 'screen');
        expect(screens).toHaveLength(1);
        expect(linesOf(screen, 'size')[0]).toMatchObject(FULL_SIZE);
      },
    );
  });
}
