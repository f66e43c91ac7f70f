import { setImmediate as nextTurn } from 'node:timers/promises';
import { observer, type types } from 'mediasoup';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readMediaConfig } from '../../sfu/config.ts';
import { MediaService } from '../../sfu/MediaService.ts';
import { PeerId, RoomId, TransportId } from '../../shared/ids.ts';
import type { MediaParams, MediaResult, PeerRights } from '../../shared/media/mediaPlane.ts';
import { newCaptureFolder } from '../support/captureFolders.ts';
import { TestBrowser } from '../support/chromium.ts';
import { eventually } from '../support/eventually.ts';
import { handMadeAudio, handMadeVideo, RTP_CAPABILITIES } from '../support/handMadeMedia.ts';
import { localMedia, startLocalMediaService } from '../support/localMediaService.ts';
import { LONG_RUN } from '../support/longTests.ts';
import { MediaEvents } from '../support/mediaEvents.ts';
import { MediaParticipant } from '../support/mediaParticipant.ts';
import { ADA } from '../support/personas.ts';
import { describeMediaPlane } from './mediaPlane.contract.ts';

type PeerRef = MediaParams<'peer.leave'>;

const TALKS: PeerRights = {
  group: 'candidate',
  sources: ['microphone', 'camera'],
  receivesFrom: ['candidate'],
};

function startService(workers: number): Promise<MediaService> {
  const config = readMediaConfig({
    ...process.env,
    SFU_PORT_MIN: '0',
    SFU_WORKERS: `${workers}`,
    SFU_CAPTURE_DIR: newCaptureFolder(),
  });
  return MediaService.create(config, pino({ level: 'silent' }));
}

/** Returns all transports, producers, and consumers of the next worker, as mediasoup's Node side has them. */
function watchMediaObjects(): readonly { closed: boolean }[] {
  const opened: { closed: boolean }[] = [];
  const onTransport = (transport: types.Transport) => {
    opened.push(transport);
    transport.observer.on('newproducer', producer => opened.push(producer));
    transport.observer.on('newconsumer', consumer => opened.push(consumer));
  };
  observer.once('newworker', worker =>
    worker.observer.on('newrouter', router => router.observer.on('newtransport', onTransport)),
  );
  return opened;
}

/**
 * Makes the next worker give up an unresponsive page sooner than it is told. Returns the values it was
 * told.
 */
function shortenConsent(): number[] {
  const toldS: number[] = [];
  const onRouter = (router: types.Router) => {
    const create = router.createWebRtcTransport.bind(router);
    router.createWebRtcTransport = options => {
      toldS.push(options.iceConsentTimeout ?? Number.POSITIVE_INFINITY);
      return create({ ...options, iceConsentTimeout: 4 });
    };
  };
  observer.once('newworker', worker => worker.observer.on('newrouter', onRouter));
  return toldS;
}

describeMediaPlane('in the same process', localMedia);

describe('the media service of one process', () => {
  let service: MediaService;
  let roomCount = 0;
  let room: MediaResult<'room.create'>['room'];

  const newRoom = async () => {
    roomCount += 1;
    return (await service.request('room.create', { roomId: RoomId.parse(`own-${roomCount}`), epoch: 1 }))
      .room;
  };
  const join = (peer: string) =>
    service.request('peer.join', {
      room,
      peerId: PeerId.parse(peer),
      rights: TALKS,
      rtpCapabilities: RTP_CAPABILITIES,
    });

  beforeAll(async () => {
    service = await startService(2);
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    room = await newRoom();
  });
  afterEach(async () => {
    for (const ref of service.roomRefs) await service.request('room.close', { room: ref });
  });

  it('tells every caller who waits for a room that a newer one replaced it', async () => {
    const { roomId } = room;
    const attempts = [6, 6, 7].map(epoch => service.request('room.create', { roomId, epoch }));
    const [first, second, newest] = await Promise.allSettled(attempts);
    for (const overtaken of [first, second])
      expect(overtaken).toMatchObject({ status: 'rejected', reason: { code: 'stale-epoch' } });
    expect(newest).toMatchObject({ status: 'fulfilled', value: { room: { epoch: 7 } } });
  });

  it('refuses a join that another one of the same peer overtakes', async () => {
    const [older, newer] = await Promise.allSettled([join('ada'), join('ada')]);
    expect([older.status, newer.status]).toEqual(['rejected', 'fulfilled']);
  });

  it('leaks nothing of fifty people who join, speak, mute, and leave', async () => {
    await join('stays');
    for (let round = 0; round < 50; round += 1) {
      const who = { room, peerId: PeerId.parse(`guest-${round}`) };
      const { send } = await join(who.peerId);
      if (!send) throw new Error('A sender has a transport to send on.');
      const common = { ...who, transportId: send.transportId, paused: false };
      const audio = { source: 'microphone', kind: 'audio', rtpParameters: handMadeAudio() } as const;
      const video = { source: 'camera', kind: 'video', rtpParameters: handMadeVideo() } as const;
      await service.request('producer.create', { ...common, ...audio });
      await service.request('producer.create', { ...common, ...video });
      await service.request('producer.setPaused', { ...who, source: 'microphone', paused: true });
      if (round % 2 === 0) await service.request('peer.leave', who);
      else await join(who.peerId); // Half of them return first, and leave below.
      await service.request('peer.leave', who);
    }
    const dump = await service.findRoom(room)?.dump();
    expect(dump?.transportIds).toHaveLength(2);
    expect(dump?.mapProducerIdConsumerIds).toEqual([]);
    expect(dump?.mapConsumerIdProducerId).toEqual([]);
    const stays = { room, peerId: PeerId.parse('stays') };
    expect(await service.request('peer.sync', stays)).toEqual({ known: true, consumers: [], producers: [] });

    for (const ref of service.roomRefs) await service.request('room.close', { room: ref });
    const workers = await Promise.all(service.workers.map(worker => worker.dump()));
    expect(workers.flatMap(({ routerIds }) => routerIds)).toEqual([]);
    expect(service.load).toBe(0);
  });

  it('leaks nothing that was being created when its people left or their room closed', async () => {
    const opened = watchMediaObjects();
    await using cleanUp = new AsyncDisposableStack();
    const crowded = cleanUp.adopt(await startService(1), another => another.close());
    const joinCrowd = (who: PeerRef) =>
      crowded.request('peer.join', { ...who, rights: TALKS, rtpCapabilities: RTP_CAPABILITIES });
    const speak = (who: PeerRef, transportId = TransportId.parse('none')) => {
      const audio = { source: 'microphone', kind: 'audio', paused: false } as const;
      const rtpParameters = handMadeAudio();
      return crowded.request('producer.create', { ...who, ...audio, transportId, rtpParameters });
    };

    // The end comes while a track and a join are pending, a little later in each round.
    for (let turns = 0; turns < 60; turns += 1) {
      const roomId = RoomId.parse('crossing');
      const { room: crossing } = await crowded.request('room.create', { roomId, epoch: turns + 1 });
      const who = (name: string): PeerRef => ({ room: crossing, peerId: PeerId.parse(name) });
      const grace = await joinCrowd(who('grace'));
      const ada = await joinCrowd(who('ada'));
      await speak(who('grace'), grace.send?.transportId);

      const underWay = [speak(who('ada'), ada.send?.transportId), joinCrowd(who('late'))];
      for (let turn = 0; turn < turns; turn += 1) await nextTurn();
      if (turns % 2 === 0)
        for (const name of ['grace', 'ada', 'late']) void crowded.request('peer.leave', who(name));
      else void crowded.request('room.close', { room: crossing });
      await Promise.allSettled(underWay);
      await crowded.request('room.close', { room: crossing });
    }
    expect(opened.length).toBeGreaterThan(60);
    expect(opened.filter(({ closed }) => !closed).map(left => left.constructor.name)).toEqual([]);
  });

  it('keeps the rooms of the other workers when one is killed, and restarts that worker', async () => {
    const other = await newRoom();
    using events = new MediaEvents(service);
    const [victim] = service.workers;
    if (!victim) throw new Error('There is no worker.');
    process.kill(victim.processId, 'SIGKILL');
    await events.waitFor('room.lost');
    await eventually('two workers', () => service.workers.length === 2);
    expect(events.of('room.lost')).toHaveLength(1);
    const lostId = events.of('room.lost')[0]?.room.roomId;
    expect([room.roomId, other.roomId]).toContain(lostId);
    expect(service.roomRefs.map(ref => ref.roomId)).toContain(
      lostId === room.roomId ? other.roomId : room.roomId,
    );
  });

  it('ends a connection test automatically after twenty seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const { probeId, nodeId } = await service.request('probe.create', { protocol: 'udp' });
      vi.advanceTimersByTime(19_000);
      await service.request('probe.produce', { nodeId, probeId, rtpParameters: handMadeAudio() });
      vi.advanceTimersByTime(1_000);
      await expect(
        service.request('probe.produce', { nodeId, probeId, rtpParameters: handMadeAudio() }),
      ).rejects.toMatchObject({ code: 'not-found' });
    } finally {
      vi.useRealTimers();
    }
  });

  it('soon reports that it no longer hears from a page that vanished', async () => {
    const toldS = LONG_RUN ? [] : shortenConsent();
    await using cleanUp = new AsyncDisposableStack();
    const plane = cleanUp.adopt(await startService(1), each => each.close());
    const browser = cleanUp.use(await TestBrowser.launch({ persona: ADA }));
    const events = cleanUp.use(new MediaEvents(plane));
    const created = await plane.request('room.create', { roomId: RoomId.parse('vanished'), epoch: 1 });
    const who = { browser, plane, room: created, name: 'ada', rights: TALKS };
    await using ada = await MediaParticipant.join(who);
    await ada.publish('microphone');
    await events.waitFor('transport.state', ({ state }) => state === 'connected');
    await ada.crash();
    await events.waitFor('transport.state', ({ state }) => state === 'lost', 15_000);
    expect(await plane.request('peer.sync', ada.who)).toMatchObject({ known: true });
    for (const seconds of toldS) expect(seconds).toBeLessThanOrEqual(10);
  });

  it.each([
    [{ SFU_LISTEN_IP: '203.0.113.9' }, /^Media cannot be received on 203\.0\.113\.9[^\n]*$/],
    [{ MEDIASOUP_WORKER_BIN: '/nowhere' }, /^The mediasoup worker does not start[^\n]*$/],
  ])('does not start with %o, and says why in one sentence', async (variables, sentence) => {
    await expect(startLocalMediaService(variables)).rejects.toThrow(sentence);
  });

  it('leaves signals to its owner, and closes twice without an error', async () => {
    const listeners = process.listenerCount('SIGTERM');
    const another = await startService(1);
    expect(process.listenerCount('SIGTERM')).toBe(listeners);
    await another.request('room.create', { roomId: RoomId.parse('last'), epoch: 1 });
    using events = new MediaEvents(another);
    await Promise.all([another.close(), another.close()]);
    await another.close();
    expect(another.ready()).toBe(false);
    expect(events.all).toEqual([]);
    const again = another.request('room.create', { roomId: RoomId.parse('late'), epoch: 1 });
    await expect(again).rejects.toMatchObject({ code: 'media-unavailable' });
  });
});
