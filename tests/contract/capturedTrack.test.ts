import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { createWorker, type types } from 'mediasoup';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PeerConsumer } from '../../sfu/PeerConsumer.ts';
import type { PeerTransport } from '../../sfu/PeerTransport.ts';
import { CaptureRun } from '../../sfu/recorder/CaptureRun.ts';
import { ConcurrencyLimit } from '../../sfu/recorder/disk/AppendFile.ts';
import { loadWebmLibrary } from '../../sfu/recorder/disk/WebmFile.ts';
import { noCapture } from '../../sfu/recorder/Segment.ts';
import { decodeRtpCapabilities } from '../../sfu/rtpSchemas.ts';
import { SegmentId, TransportId } from '../../shared/ids.ts';
import type { CaptureEndReason } from '../../shared/media/capture.ts';
import { ROOM_CODECS } from '../../shared/media/codecs.ts';
import {
  type CollectedSegment,
  endOf,
  linesOf,
  newRecording,
  probeTrack,
  readSegment,
} from '../support/collectedRun.ts';
import { eventually } from '../support/eventually.ts';
import { HandMadeSimulcast } from '../support/handMadeSimulcast.ts';
import { type ClipPacket, HandMadeTrack, packetsOf } from '../support/handMadeTrack.ts';
import { renderClip } from '../support/playableClip.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const SECONDS = 2;

/** Writes each frame of a track separately, to control loss, delay, and clock per packet. */
describe('a recorded track', () => {
  let worker: types.Worker;
  let router: types.Router;
  let sound: ClipPacket[];
  let picture: ClipPacket[];
  let stretch: CaptureRun;
  let figures: ReturnType<typeof noCapture>;
  let reasons: CaptureEndReason[];
  let complaints: string[];
  let folder: string;
  let cleanUp: AsyncDisposableStack;

  beforeAll(async () => {
    const workerBin = process.env.MEDIASOUP_WORKER_BIN;
    worker = await createWorker({ logLevel: 'none', ...(workerBin && { workerBin }) });
    const clip = await renderClip({
      color: [200, 60, 20],
      seconds: SECONDS,
      bitrate: 900_000,
      tone: { hertz: 300, loudness: timeMs => (timeMs % 500 < 250 ? 0.4 : 0) },
    });
    [sound, picture] = await Promise.all([packetsOf(clip, 'audio'), packetsOf(clip, 'video')]);
  });
  afterAll(() => worker.close());

  beforeEach(async () => {
    cleanUp = new AsyncDisposableStack();
    folder = cleanUp.use(await temporaryFolder('track')).path;
    router = await worker.createRouter({ mediaCodecs: ROOM_CODECS.map(codec => ({ ...codec })) });
    figures = noCapture();
    reasons = [];
    complaints = [];
    stretch = await openStretch();
  });
  afterEach(async () => {
    await stretch.end('stopped');
    router.close();
    await cleanUp.disposeAsync();
  });

  const openStretch = async () =>
    CaptureRun.create({
      ...newRecording(),
      groups: ['candidate'],
      router,
      playedLevel: () => 127,
      folder,
      library: await loadWebmLibrary(),
      syncLimit: new ConcurrencyLimit(2),
      figures,
      onEnded: (_, reason) => reasons.push(reason),
      logger: pino({ level: 'warn' }, { write: line => complaints.push(line) }),
    });
  const record = async (options: Partial<Parameters<typeof HandMadeTrack.open>[0]> = {}) => {
    const track = await HandMadeTrack.open({ router, source: 'camera', ...options });
    stretch.add({ producer: track.producer, isPlayed: false });
    await eventually('the segment', () => figures.openSegments > 0);
    return track;
  };
  const directTransport = async () => {
    const transport = await router.createDirectTransport();
    return { transport, transportId: TransportId.parse(transport.id) };
  };
  const taken = (packets: number) => eventually('the packets', () => figures.packets >= packets);
  const passed = async (milliseconds: number) => {
    const sinceMs = performance.now();
    await eventually('a while', () => performance.now() - sinceMs >= milliseconds);
  };
  /** Ends the run and returns its segments in starting order. */
  const segments = async (): Promise<CollectedSegment[]> => {
    await stretch.end('stopped');
    const names = (await readdir(folder)).filter(name => name.endsWith('.jsonl'));
    const all = await Promise.all(
      names.map(name => {
        const file = path.join(folder, name.replace('.jsonl', '.webm'));
        return readSegment(SegmentId.parse(path.parse(name).name), file, path.join(folder, name));
      }),
    );
    return all.toSorted((a, b) => a.start.at - b.start.at);
  };
  const only = async () => {
    const all = await segments();
    expect(all).toHaveLength(1);
    return all[0] as CollectedSegment;
  };
  const timesOf = async (segment: CollectedSegment) => {
    const track = await probeTrack(segment.file);
    expect(track.complaints).toBe('');
    return track.packets.map(({ atMs }) => atMs);
  };
  /** Number of layer changes written so far. */
  const layersTold = async () => {
    const [name = ''] = (await readdir(folder)).filter(each => each.endsWith('.jsonl'));
    return (await readFile(path.join(folder, name), 'utf8')).split('"kind":"layer"').length - 1;
  };
  const frameTimes = () => [...new Set(picture.map(({ timeMs }) => timeMs))];

  it('has every audio packet at its time', async () => {
    const track = await record({ source: 'microphone' });
    track.sendAll(sound);
    await taken(sound.length);
    const segment = await only();
    expect(await timesOf(segment)).toEqual(sound.map(({ timeMs }) => timeMs));
    expect(endOf(segment)).toMatchObject({ ticks: SECONDS * 48_000, packets: sound.length, lost: 0 });
    expect(reasons).toEqual(['stopped']);
  });

  it('has every video frame at its time, and no more key frame requests than needed', async () => {
    const track = await record();
    track.sendAll(picture);
    await taken(picture.length);
    const segment = await only();
    expect(await timesOf(segment)).toEqual(frameTimes());
    expect(linesOf(segment, 'keyFrame').map(({ ticks }) => ticks)).toEqual([0, 90_000]);
    expect(endOf(segment)).toMatchObject({ dropped: 0, ticks: SECONDS * 90_000 });
    expect(track.keyFrameRequests).toBeLessThanOrEqual(2);
  });

  it('gets no first key frame request while its sender would ignore it, right after sending one', async () => {
    const track = await HandMadeTrack.open({ router, source: 'camera' });
    const watcher = await router.createDirectTransport();
    const seen = await watcher.consume({
      producerId: track.producer.producerId,
      rtpCapabilities: router.rtpCapabilities,
    });
    const first = picture.filter(({ index }) => index === 0);
    const passedOn = Promise.withResolvers<void>();
    seen.once('rtp', () => passedOn.resolve());
    const sentAtMs = performance.now();
    track.sendAll(first);
    await passedOn.promise;
    const before = track.keyFrameRequests;
    stretch.add({ producer: track.producer, isPlayed: false });
    await eventually('a request', () => track.keyFrameRequests > before);
    expect(performance.now() - sentAtMs).toBeGreaterThanOrEqual(300);
    track.sendAll(picture, 500);
    await taken(picture.length);
    expect(await timesOf(await only())).toEqual(frameTimes());
  });

  it('continues with a lower layer as soon as the network cannot carry the higher one, and switches back later', async () => {
    using camera = await HandMadeSimulcast.open(router, picture);
    stretch.add({ producer: camera.producer, isPlayed: false });
    const packets = picture.length / SECONDS;
    await taken(packets);
    camera.isUpperSilent = true;
    await taken(2 * packets);
    camera.isUpperSilent = false;
    await taken(4 * packets);
    await eventually('the upper layer again', async () => (await layersTold()) === 3);
    const segment = await only();
    expect(linesOf(segment, 'layer').map(({ spatial }) => spatial)).toEqual([1, 0, 1]);
    const times = await timesOf(segment);
    const holes = times.slice(1).map((timeMs, index) => timeMs - (times[index] ?? 0));
    // The router alone needs 1.5 seconds to notice.
    expect(Math.max(...holes)).toBeLessThan(1_500);
    expect(endOf(segment).dropped).toBe(0);
  });

  it('switches to a higher layer that starts late within two seconds', async () => {
    using camera = await HandMadeSimulcast.open(router, picture, { isUpperSilent: true });
    stretch.add({ producer: camera.producer, isPlayed: false });
    const packets = picture.length / SECONDS;
    await taken(3 * packets);
    const fromMs = performance.timeOrigin + performance.now();
    camera.isUpperSilent = false;
    await taken(6 * packets);
    const layers = linesOf(await only(), 'layer');
    expect(layers.map(({ spatial }) => spatial)).toEqual([0, 1]);
    expect((layers[1]?.at ?? 0) - fromMs).toBeLessThan(2_000);
  });

  it('has full size from its first frame when all layers are sent, placed by reports to a tenth of a second', async () => {
    using camera = await HandMadeSimulcast.open(router, picture);
    stretch.add({ producer: camera.producer, isPlayed: false });
    await taken((3 * picture.length) / SECONDS);
    const segment = await only();
    expect(linesOf(segment, 'layer').map(({ spatial }) => spatial)).toEqual([1]);
    const capturedAt = camera.capturedAt(linesOf(segment, 'first')[0]?.rtp ?? Number.NaN);
    const reports = linesOf(segment, 'report');
    expect(reports.length).toBeGreaterThan(3);
    for (const { ntpMs, ticks } of reports)
      expect(Math.abs(ntpMs - ticks / 90 - capturedAt)).toBeLessThan(100);
  });

  it('waits for its first key frame when mediasoup has just requested one because a layer started without', async () => {
    const track = await HandMadeTrack.open({ router, source: 'camera' });
    const later = picture.find(({ isKey }) => !isKey);
    if (!later) throw new Error('All frames are key frames.');
    track.send(later, 0);
    await eventually('the request', () => track.keyFrameRequests > 0);
    await track.producer.keyFrameTurn({ isUnderWay: false });
    expect(performance.now() - track.keyFrameAskedAtMs).toBeGreaterThanOrEqual(250);
  });

  it('requests its first key frame together with a receiver, when its sender answers again', async () => {
    const track = await HandMadeTrack.open({ router, source: 'camera' });
    const seen = once(track.producer.producer, 'trace');
    track.sendAll(picture.slice(0, 1));
    await seen;
    const keyFrameAtMs = performance.now();
    // A consumer uses only what a direct transport has, too.
    const receiver = await PeerConsumer.create({
      transport: (await directTransport()) as unknown as PeerTransport,
      of: track.producer,
      rtpCapabilities: decodeRtpCapabilities({ ...router.rtpCapabilities }),
      listener: { paused: () => {}, closed: () => {}, scored: () => {} },
    });
    stretch.add({ producer: track.producer, isPlayed: false });
    await receiver.update({ paused: false });
    expect(performance.now() - keyFrameAtMs).toBeGreaterThanOrEqual(295);
    await eventually('the segment', () => figures.openSegments > 0);
    await eventually('the request', () => track.keyFrameRequests > 0);
    expect(track.keyFrameRequests).toBe(1);
  });

  it('waits for its first key frame when its sender started just before the recording', async () => {
    const openedAtMs = performance.now();
    const { producer } = await HandMadeTrack.open({ router, source: 'camera' });
    await producer.keyFrameTurn({ isUnderWay: true });
    expect(performance.now() - openedAtMs).toBeGreaterThanOrEqual(295);
  });

  it('continues when its sequence numbers and timestamps wrap around', async () => {
    const track = await record({ sequence: 65_500, timestamp: 2 ** 32 - 45_000 });
    track.sendAll(picture);
    await taken(picture.length);
    const segment = await only();
    expect(linesOf(segment, 'first')[0]?.rtp).toBe(2 ** 32 - 45_000);
    expect(await timesOf(segment)).toEqual(frameTimes());
  });

  it('is put in order, without duplicate packets', async () => {
    const track = await record();
    const shuffled = picture.flatMap((packet, index) =>
      index % 7 === 3 && picture[index + 1]
        ? []
        : index % 7 === 4
          ? [packet, picture[index - 1] ?? packet]
          : [packet],
    );
    const numberOf = new Map(picture.map((packet, index) => [packet, 1_000 + index]));
    for (const packet of shuffled) {
      track.send(packet, packet.timeMs, numberOf.get(packet));
      if (numberOf.get(packet) === 1_050) track.send(packet, packet.timeMs, 1_050);
    }
    await taken(picture.length);
    const segment = await only();
    expect(await timesOf(segment)).toEqual(frameTimes());
    expect(endOf(segment)).toMatchObject({ packets: picture.length, lost: 0, dropped: 0 });
  });

  it('freezes from a lost packet to the next key frame, which is requested immediately', async () => {
    const track = await record();
    const lostFrame = 10;
    const lostAt = picture.findIndex(({ index }) => index === lostFrame);
    const before = track.keyFrameRequests;
    for (const [index, packet] of picture.entries())
      if (index === lostAt) track.skip();
      else track.send(packet, packet.timeMs);
    // The packet counts as lost only after the wait for it has expired.
    await taken(picture.length - 1);
    // The request reaches its sender a moment later.
    await eventually('a key frame to be asked for', () => track.keyFrameRequests > before);
    const segment = await only();
    const kept = frameTimes().filter((timeMs, frame) => frame < lostFrame || timeMs >= 1_000);
    expect(await timesOf(segment)).toEqual(kept);
    expect(linesOf(segment, 'lost')).toMatchObject([{ packets: 1 }]);
    const [frozen] = linesOf(segment, 'frozen');
    expect(frozen).toMatchObject({ ticks: 90_000 });
    expect(frozen?.frames).toBe(endOf(segment).dropped);
    expect(frozen?.fromTicks).toBeGreaterThanOrEqual(lostFrame * 3_600);
    expect(figures).toMatchObject({ lost: 1, droppedFrames: endOf(segment).dropped });
  });

  it('has the remaining audio when some packets are lost', async () => {
    const track = await record({ source: 'microphone' });
    for (const [index, packet] of sound.entries())
      if (index >= 40 && index < 45) track.skip();
      else track.send(packet, packet.timeMs);
    await taken(sound.length - 5);
    const segment = await only();
    expect(await timesOf(segment)).toEqual(
      sound.map(({ timeMs }) => timeMs).filter(timeMs => timeMs < 800 || timeMs >= 900),
    );
    expect(linesOf(segment, 'lost')).toMatchObject([{ ticks: 45 * 960, packets: 5 }]);
  });

  it.each([
    ['forward', 40_000],
    ['back', -1_500],
  ])('starts a new segment when its clock jumps %s, so that no time is wrong', async (_, byMs) => {
    const track = await record({ source: 'microphone', timestamp: 1_000_000 });
    const half = sound.slice(0, 50);
    track.sendAll(half);
    await taken(half.length);
    track.sendAll(half, 1_000 + byMs);
    await taken(2 * half.length);
    const [first, second] = await segments();
    if (!first || !second) throw new Error('There are two segments.');
    for (const segment of [first, second])
      expect(await timesOf(segment)).toEqual(half.map(({ timeMs }) => timeMs));
    expect(second.start.producerId).toBe(first.start.producerId);
    expect(endOf(first).ticks).toBe(50 * 960);
  });

  it('starts at most one segment per second when its clock jumps repeatedly', async () => {
    const track = await record({ source: 'microphone', timestamp: 1_000_000 });
    for (let jump = 0; jump < 20; jump += 1) track.sendAll(sound.slice(0, 5), jump * 60_000);
    await taken(20);
    await passed(1_100);
    track.sendAll(sound.slice(0, 5), 5_000_000);
    await taken(25);
    expect(await segments()).toHaveLength(5);
  });

  it('loses only a packet whose timestamp is off when the next ones are correct', async () => {
    const track = await record({ source: 'microphone', timestamp: 1_000_000 });
    for (const packet of sound) track.send(packet, packet.timeMs + (packet.index === 60 ? 60_000 : 0));
    await taken(sound.length - 1);
    const segment = await only();
    expect(await timesOf(segment)).toEqual(
      sound.map(({ timeMs }) => timeMs).filter(timeMs => timeMs !== 1_200),
    );
    expect(endOf(segment)).toMatchObject({ lost: 1 });
  });

  it('keeps unsent silence as time, and reports where its sender paused', async () => {
    const [silent, still] = await Promise.all([
      record({ source: 'microphone', peer: 'silent' }),
      record({ source: 'screenAudio', peer: 'still' }),
    ]);
    /** Returns when the first and the last packet were sent. */
    const play = async (track: HandMadeTrack, fromMs: number, packets: readonly ClipPacket[]) => {
      const sinceMs = performance.now();
      const sentAtMs: number[] = [];
      for (const packet of packets) {
        await eventually('its time', () => performance.now() - sinceMs >= packet.timeMs);
        sentAtMs.push(performance.now());
        track.send(packet, fromMs + packet.timeMs);
      }
      return { firstMs: sentAtMs[0] ?? Number.NaN, lastMs: sentAtMs.at(-1) ?? Number.NaN };
    };
    const second = sound.slice(0, 25);
    const beganMs = performance.now();
    const [, before] = await Promise.all([play(silent, 0, second), play(still, 0, second)]);
    await passed(800);
    // One clock continued during the pause, the other did not.
    const wentOnMs = Math.round(performance.now() - beganMs);
    const [, after] = await Promise.all([play(silent, wentOnMs, sound), play(still, 500, sound)]);
    await taken(2 * (second.length + sound.length));
    const all = await segments();
    const of = (peer: string) => {
      const found = all.find(({ start }) => start.peerId === peer);
      if (!found) throw new Error('There is a segment of each.');
      return found;
    };
    expect(linesOf(of('silent'), 'stall')).toEqual([]);
    const times = await timesOf(of('silent'));
    expect(times[25]).toBe(wentOnMs);
    const [stall, ...more] = linesOf(of('still'), 'stall');
    expect(more).toEqual([]);
    expect(stall).toMatchObject({ ticks: 500 * 48, advancedMs: 20 });
    expect(Math.abs((stall?.waitedMs ?? 0) - (after.firstMs - before.lastMs))).toBeLessThan(150);
    expect((await timesOf(of('still')))[25]).toBe(500);
  });

  it('skips packets that are not audio', async () => {
    const track = await record({ source: 'microphone' });
    for (const packet of sound) {
      // This Opus header announces a frame count that is missing.
      const payload = packet.index === 30 ? Buffer.from([0xff, 0x00]) : packet.payload;
      track.send({ ...packet, payload }, packet.timeMs);
    }
    await taken(sound.length);
    const segment = await only();
    expect(await timesOf(segment)).toEqual(
      sound.map(({ timeMs }) => timeMs).filter(timeMs => timeMs !== 600),
    );
    expect(endOf(segment)).toMatchObject({ packets: sound.length, dropped: 1 });
  });

  it('is not recorded for a group that is not recorded, nor after the end', async () => {
    const track = await HandMadeTrack.open({ router, source: 'camera' });
    const other = await openStretch();
    await other.end('stopped');
    other.add({ producer: track.producer, isPlayed: false });
    const { mapConsumerIdProducerId } = await router.dump();
    expect(mapConsumerIdProducerId).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('ends with its producer and with its room, at any point of the recording', async () => {
    const closing = await HandMadeTrack.open({ router, source: 'camera' });
    stretch.add({ producer: closing.producer, isPlayed: false });
    closing.producer.close();
    const track = await record({ source: 'microphone' });
    track.sendAll(sound.slice(0, 10));
    await taken(10);
    track.producer.close();
    await eventually('its end', () => figures.openSegments === 0);
    const late = await HandMadeTrack.open({ router, source: 'camera', peer: 'late' });
    stretch.add({ producer: late.producer, isPlayed: false });
    router.close();
    await stretch.end('room-closed');
    await stretch.end('stopped');
    expect(reasons).toEqual(['room-closed']);
    expect(figures.openSegments).toBe(0);
    expect(complaints).toEqual([]);
    const heard = (await segments()).filter(({ start }) => start.source === 'microphone');
    expect(heard.map(segment => endOf(segment).frames)).toEqual([10]);
  });

  it('leaves nothing open in the room', async () => {
    const [camera, microphone] = [await record(), await record({ source: 'microphone' })];
    camera.sendAll(picture);
    microphone.sendAll(sound);
    await taken(picture.length + sound.length);
    await stretch.end('stopped');
    const { mapConsumerIdProducerId, transportIds } = await router.dump();
    expect(mapConsumerIdProducerId).toEqual([]);
    expect(transportIds).toHaveLength(2);
    expect(figures).toMatchObject({ openSegments: 0, packets: picture.length + sound.length, lost: 0 });
    expect(figures.bytes).toBeGreaterThan(0);
  });

  it('ends the run when the disk refuses a write, and reports it', async () => {
    await stretch.end('stopped');
    folder = path.join(folder, 'missing');
    stretch = await openStretch();
    const track = await HandMadeTrack.open({ router, source: 'camera' });
    stretch.add({ producer: track.producer, isPlayed: false });
    await eventually('the end', () => reasons.length === 2);
    expect(reasons).toEqual(['stopped', 'failed']);
    expect(complaints.length).toBeGreaterThan(0);
  });
});
