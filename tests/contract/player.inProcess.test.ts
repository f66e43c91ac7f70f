import { setImmediate as nextTurn } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readMediaConfig } from '../../sfu/config.ts';
import { MediaService } from '../../sfu/MediaService.ts';
import { PeerId, RECRUITER_PEER_ID, RoomId } from '../../shared/ids.ts';
import type { RoomRef } from '../../shared/media/mediaPlane.ts';
import { newCaptureFolder } from '../support/captureFolders.ts';
import { eventually } from '../support/eventually.ts';
import { RTP_CAPABILITIES } from '../support/handMadeMedia.ts';
import { localMedia, startLocalMediaService } from '../support/localMediaService.ts';
import { itInLongRuns } from '../support/longTests.ts';
import { MediaEvents } from '../support/mediaEvents.ts';
import { type PlayableClip, putClip, renderClip } from '../support/playableClip.ts';
import { type MediaObjects, type WirePacket, WireProbe, watchMediaObjects } from '../support/wireProbe.ts';
import { describePlayers } from './player.contract.ts';

const WATCHES = { group: 'observer', sources: [], receivesFrom: ['recruiter'] };
const AUDIO_LEVEL = 'urn:ietf:params:rtp-hdrext:ssrc-audio-level';

describePlayers('in the same process', localMedia);

/** Returns the step from each timestamp to the next in milliseconds; timestamps wrap. */
function stepsMs(packets: readonly WirePacket[], clockRate: number): number[] {
  return packets.slice(1).map(({ timestamp }, index) => {
    const before = packets[index]?.timestamp ?? 0;
    return (((timestamp - before) | 0) * 1_000) / clockRate;
  });
}

function expectSequence(packets: readonly WirePacket[]): void {
  for (const [index, { sequence }] of packets.slice(1).entries())
    expect(sequence).toBe(((packets[index]?.sequence ?? 0) + 1) & 0xffff);
}

/** Returns the first packet of each frame. */
function frameStarts(packets: readonly WirePacket[]): WirePacket[] {
  return packets.filter((_, index) => index === 0 || packets[index - 1]?.marker);
}

function isKeyFrame({ payload }: WirePacket): boolean {
  return payload[0] === 0x10 && ((payload[1] ?? 1) & 1) === 0;
}

function standStill(milliseconds: number): void {
  for (const until = performance.now() + milliseconds; performance.now() < until; );
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

describe('the packets of a player in one process', () => {
  let objects: MediaObjects;
  let service: MediaService;
  let loop: PlayableClip;
  let nod: PlayableClip;
  let line: PlayableClip;
  let room: RoomRef;
  let events: MediaEvents;
  let cleanUp: DisposableStack;
  let roomCount = 0;

  beforeAll(async () => {
    objects = watchMediaObjects();
    service = await startLocalMediaService();
    [loop, nod, line] = await Promise.all([
      renderClip({ color: [40, 70, 210], seconds: 4 }),
      renderClip({ color: [40, 170, 60], seconds: 2 }),
      renderClip({
        color: [200, 40, 40],
        seconds: 3,
        phrasesMs: [0, 1_000, 2_000],
        tone: { hertz: 440, loudness: timeMs => (timeMs % 1_000 < 800 ? 0.5 : 0) },
      }),
    ]);
  });
  afterAll(() => service?.close());
  beforeEach(async () => {
    cleanUp = new DisposableStack();
    events = cleanUp.use(new MediaEvents(service));
    room = await newRoom();
    for (const clip of [loop, nod, line]) await putClip(service, room.nodeId, clip);
  });
  afterEach(async () => {
    cleanUp.dispose();
    for (const ref of service.roomRefs) await service.request('room.close', { room: ref });
  });

  const newRoom = async () => {
    roomCount += 1;
    const roomId = RoomId.parse(`wire-${roomCount}`);
    return (await service.request('room.create', { roomId, epoch: 1 })).room;
  };
  const who = (peer: string = RECRUITER_PEER_ID) => ({ room, peerId: PeerId.parse(peer) });
  const open = (peer?: string, clip = loop) =>
    service.request('player.open', { ...who(peer), group: 'recruiter', clipId: clip.clipId });
  const join = (peer: string) =>
    service.request('peer.join', { ...who(peer), rights: WATCHES, rtpCapabilities: RTP_CAPABILITIES });
  const play = async (playId: string, clip = line, fromMs = 0) => {
    await service.request('player.play', { ...who(), playId, clipId: clip.clipId, fromMs });
    await events.waitFor('player.started', event => event.playId === playId);
  };
  const ended = (playId: string) => events.waitFor('player.ended', event => event.playId === playId);
  const probe = async () => {
    const { consumers } = await join('probe');
    return cleanUp.use(await WireProbe.attach(objects, consumers));
  };

  itInLongRuns(
    'have no gap in sequence numbers and timestamps, over loops, lines, stops, and other loops',
    async () => {
      await open();
      const wire = await probe();
      await play('whole');
      await ended('whole');
      await play('stopped');
      await wire.waitFor('some of it', () => wire.of('audio').length > 220);
      await service.request('player.stop', { ...who(), playId: 'stopped', now: false });
      await service.request('player.loop', { ...who(), clipId: nod.clipId });
      await play('resumed', line, 1_000);
      await ended('resumed');
      const soFar = wire.packets.length;
      await wire.waitFor('two rounds of the loop', () => wire.packets.length > soFar + 300);

      const [audio, video] = [wire.of('audio'), wire.of('video')];
      expect(new Set(wire.packets.map(({ kind, payloadType }) => `${kind} ${payloadType}`))).toEqual(
        new Set(['audio 100', 'video 101']),
      );
      for (const stream of [audio, video]) {
        expect(new Set(stream.map(({ ssrc }) => ssrc)).size).toBe(1);
        expectSequence(stream);
      }
      expect(new Set(stepsMs(audio, 48_000))).toEqual(new Set([20]));
      expect(new Set(stepsMs(frameStarts(video), 90_000))).toEqual(new Set([40]));
      expect(service.playoutFigures.stalls).toBe(0);
    },
  );

  itInLongRuns('split frames so that a receiver can reassemble them', async () => {
    const film = await renderClip({
      color: [90, 90, 90],
      seconds: 2,
      width: 960,
      height: 540,
      bitrate: 2_000_000,
    });
    await putClip(service, room.nodeId, film);
    await open(RECRUITER_PEER_ID, film);
    const wire = await probe();
    await wire.waitFor('a second', () => wire.of('video').filter(({ marker }) => marker).length > 40);
    const video = wire.of('video');
    let startsFrame = true;
    for (const [index, { payload, marker, timestamp }] of video.entries()) {
      expect(payload.length).toBeLessThanOrEqual(1_180);
      expect(payload[0]).toBe(startsFrame ? 0x10 : 0);
      if (!startsFrame) expect(timestamp).toBe(video[index - 1]?.timestamp);
      startsFrame = marker;
    }
    expect(frameStarts(video).filter(isKeyFrame).length).toBeGreaterThan(0);
    expect(wire.of('audio').every(({ marker }) => !marker)).toBe(true);
  });

  it('carry the audio level, which the player remembers for two seconds', async () => {
    const extensionId = objects.routers
      .at(-1)
      ?.rtpCapabilities.headerExtensions?.find(({ uri }) => uri === AUDIO_LEVEL)?.preferredId;
    await open();
    const wire = await probe();
    await wire.waitFor('the loop', () => wire.of('audio').length > 5);
    await play('line');
    await ended('line');
    // The remembered level is that of the line that has just ended.
    const players = service.findRoom(room)?.players;
    expect(players?.levelAt(0)).toBe(127);
    expect(players?.levelAt(600)).toBe(9);
    expect(players?.levelAt(60_000)).toBe(127);
    const packets = wire.of('audio').length;
    await wire.waitFor('the rest', () => wire.of('audio').length > packets + 5);
    const levels = wire.of('audio').map(({ extensions }) => extensions.get(extensionId ?? 0)?.[0] ?? -1);
    const expected = [...Buffer.from(line.timing.levels, 'base64')].map(
      level => (level < 60 ? 0x80 : 0) | level,
    );
    const start = levels.findIndex(level => level >= 0x80);
    expect(levels.slice(start, start + 150)).toEqual(expected);
    expect(new Set(levels.slice(0, start))).toEqual(new Set([127]));
  });

  it('have timestamps that map to the same moments for audio and video', async () => {
    await open();
    const wire = await probe();
    await wire.waitFor('reports', () => wire.reports.length >= 8);
    const lagsMs = (kind: 'audio' | 'video', clockRate: number) => {
      const report = wire.reports.findLast(told => told.kind === kind);
      const packets = kind === 'audio' ? wire.of('audio') : frameStarts(wire.of('video'));
      if (!report) throw new Error(`Nothing was reported of the ${kind}.`);
      return packets.map(({ atMs, timestamp }) => {
        const toldMs = report.wallClockMs + (((timestamp - report.timestamp) | 0) * 1_000) / clockRate;
        return performance.timeOrigin + atMs - toldMs;
      });
    };
    const audioMs = median(lagsMs('audio', 48_000));
    const videoMs = median(lagsMs('video', 90_000));
    // A frame waits for the next tick of 5 ms.
    expect(Math.abs(audioMs - videoMs)).toBeLessThanOrEqual(5);
    expect(Math.abs(audioMs)).toBeLessThan(15);

    // Reports of one stream agree.
    for (const [kind, clockRate] of [
      ['audio', 48_000],
      ['video', 90_000],
    ] as const) {
      const zerosMs = wire.reports
        .filter(told => told.kind === kind)
        .slice(2)
        .map(({ wallClockMs, timestamp }, _, [first]) => {
          const aheadMs = (((timestamp - (first?.timestamp ?? 0)) | 0) * 1_000) / clockRate;
          return wallClockMs - aheadMs;
        });
      expect(Math.max(...zerosMs) - Math.min(...zerosMs)).toBeLessThanOrEqual(2);
    }
  });

  itInLongRuns('soon include a key frame for a waiting receiver while the player loops', async () => {
    await open();
    const wire = await probe();
    const delaysMs: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      await wire.waitFor('the loop to be on', () => wire.of('video').length > 30);
      await wire.pause();
      wire.packets.length = 0;
      // A little more than the loop's interval, so that each round is at another phase.
      await new Promise(resolve => setTimeout(resolve, 1_200 + round * 130));
      wire.packets.length = 0;
      const resumedAtMs = performance.now();
      await wire.resume();
      const first = await wire.waitFor('a frame', () => wire.of('video')[0]);
      expect(isKeyFrame(first)).toBe(true);
      delaysMs.push(first.atMs - resumedAtMs);
    }
    expect(median(delaysMs), `all: ${delaysMs.map(Math.round)} ms`).toBeLessThan(400);
  });

  describe('catch up or shift when the process is blocked:', () => {
    it('a short block is caught up', async () => {
      await open();
      const wire = await probe();
      await wire.waitFor('some packets', () => wire.packets.length > 20);
      standStill(300);
      const before = wire.packets.length;
      await wire.waitFor('some more', () => wire.packets.length > before + 60);
      expect(new Set(stepsMs(wire.of('audio'), 48_000))).toEqual(new Set([20]));
      expect(new Set(stepsMs(frameStarts(wire.of('video')), 90_000))).toEqual(new Set([40]));
      expect(service.playoutFigures.lateBy40Ms).toBeGreaterThan(0);
    });

    it('a long one continues later, with nothing left out and no burst, and audio and video together', async () => {
      const stallsBefore = service.playoutFigures.stalls;
      await open();
      const wire = await probe();
      await play('line', line, 1_000);
      await wire.waitFor('some packets', () => wire.packets.length > 60);
      standStill(900);
      await nextTurn();
      const sentBefore = service.playoutFigures.packets;
      await nextTurn();
      expect(service.playoutFigures.packets - sentBefore).toBeLessThan(10);
      await ended('line');
      expect(service.playoutFigures.stalls).toBe(stallsBefore + 1);

      const [audio, video] = [wire.of('audio'), frameStarts(wire.of('video'))];
      expectSequence(audio);
      expectSequence(wire.of('video'));
      const audioJumps = stepsMs(audio, 48_000).filter(step => step !== 20);
      const videoJumps = stepsMs(video, 90_000).filter(step => step !== 40);
      expect(audioJumps).toHaveLength(1);
      expect(audioJumps[0]).toBeGreaterThan(700);
      expect(videoJumps).toEqual([(audioJumps[0] ?? 0) + 20]);
    });
  });

  describe('leave nothing behind:', () => {
    it('of fifty players that were opened, played, and closed while people came and went', async () => {
      await join('stays');
      for (let round = 0; round < 50; round += 1) {
        const guest = `guest-${round}`;
        const opening = open();
        await join(guest);
        await opening;
        await service.request('player.play', { ...who(), playId: 'a', clipId: line.clipId, fromMs: 0 });
        if (round % 5 === 0) await service.request('player.loop', { ...who(), clipId: nod.clipId });
        const closing = [service.request('player.close', who()), service.request('peer.leave', who(guest))];
        await Promise.all(round % 2 === 0 ? closing : closing.toReversed());
      }
      await eventually('all consumers to be closed', async () => {
        const { consumers } = await service.request('peer.sync', who('stays'));
        return consumers.length === 0;
      });
      const dump = await service.findRoom(room)?.dump();
      expect(dump?.transportIds).toHaveLength(1);
      expect(dump?.mapProducerIdConsumerIds).toEqual([]);
      expect(dump?.mapConsumerIdProducerId).toEqual([]);
      expect(dump?.mapProducerIdObserverIds).toEqual([]);
      expect(service.playoutFigures.players).toBe(0);
    });

    it('of a player that was being opened when its room was closed', async () => {
      await service.request('room.close', { room });
      for (let turns = 0; turns < 40; turns += 1) {
        room = await newRoom();
        const opening = open();
        for (let turn = 0; turn < turns; turn += 1) await nextTurn();
        const closing = service.request(turns % 2 === 0 ? 'room.close' : 'player.close', who());
        const [opened] = await Promise.allSettled([opening, closing]);
        if (opened.status === 'rejected')
          expect(['media-unavailable', 'not-found']).toContain(opened.reason.code);
        await service.request('room.close', { room });
      }
      expect(service.playoutFigures.players).toBe(0);
      const workers = await Promise.all(service.workers.map(worker => worker.dump()));
      expect(workers.flatMap(({ routerIds }) => routerIds)).toEqual([]);
    });

    it('of a player whose room is closed by a listener for its end', async () => {
      const closing = Promise.withResolvers<unknown>();
      cleanUp.defer(
        service.subscribe(event => {
          if (event.name === 'player.ended') closing.resolve(service.request('room.close', { room }));
        }),
      );
      await open();
      await play('short', nod, 1_500);
      await closing.promise;
      expect(service.playoutFigures.players).toBe(0);
      await nextTurn();
      room = await newRoom();
      await open();
      await play('next', nod);
    });

    it('of twenty players whose worker is killed', async () => {
      for (let index = 0; index < 20; index += 1) await open(`player-${index}`);
      await eventually('all to play', () => service.playoutFigures.players === 20);
      for (const { processId } of service.workers) process.kill(processId, 'SIGKILL');
      await events.waitFor('room.lost');
      expect(service.playoutFigures.players).toBe(0);
      await eventually('a worker', () => service.ready());
    });
  });

  it('survive with clips that are playing, however little memory there is', async () => {
    const config = readMediaConfig({
      ...process.env,
      SFU_PORT_MIN: '0',
      SFU_WORKERS: '1',
      SFU_CAPTURE_DIR: newCaptureFolder(),
    });
    const small = await MediaService.create(config, pino({ level: 'silent' }), { clipMemoryMaxBytes: 1 });
    try {
      const { room: place } = await small.request('room.create', { roomId: RoomId.parse('small'), epoch: 1 });
      const recruiter = { room: place, peerId: RECRUITER_PEER_ID };
      await putClip(small, place.nodeId, loop);
      await small.request('player.open', { ...recruiter, group: 'recruiter', clipId: loop.clipId });
      await putClip(small, place.nodeId, line);
      await small.request('player.play', { ...recruiter, playId: 'a', clipId: line.clipId, fromMs: 0 });
      await putClip(small, place.nodeId, nod);
      expect(small.playoutFigures.clips).toBe(3);
      await small.request('player.close', recruiter);
      await putClip(small, place.nodeId, { ...nod, clipId: line.clipId });
      await putClip(small, place.nodeId, { ...nod, clipId: 'f'.repeat(64) as typeof nod.clipId });
      expect(small.playoutFigures.clips).toBe(1);
    } finally {
      await small.close();
    }
    expect(small.playoutFigures).toMatchObject({ players: 0, clips: 0, bytes: 0 });
  });
});
