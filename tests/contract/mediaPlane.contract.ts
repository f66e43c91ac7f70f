import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PeerId, ProducerId, RoomId, TransportId } from '../../shared/ids.ts';
import type { MediaPlane, MediaResult, PeerRights } from '../../shared/media/mediaPlane.ts';
import { WIDE_CAMERA } from '../support/captureFiles.ts';
import { TestBrowser } from '../support/chromium.ts';
import { waitForSilence, waitForTone } from '../support/decodedAudio.ts';
import { waitForColour, waitForFrames, waitForWidth } from '../support/decodedVideo.ts';
import { eventually } from '../support/eventually.ts';
import { handMadeAudio, RTP_CAPABILITIES } from '../support/handMadeMedia.ts';
import { itInLongRuns } from '../support/longTests.ts';
import { MediaEvents } from '../support/mediaEvents.ts';
import { MediaParticipant } from '../support/mediaParticipant.ts';
import { ADA } from '../support/personas.ts';

export interface MediaPlaneUnderTest {
  plane: MediaPlane;
  /** SIGKILLs every mediasoup worker. */
  killWorkers(): void;
  close(): Promise<void>;
}

const TALKS: PeerRights = {
  group: 'candidate',
  sources: ['microphone', 'camera'],
  receivesFrom: ['candidate', 'interviewer'],
};
const WATCHES: PeerRights = { group: 'observer', sources: [], receivesFrom: ['candidate', 'interviewer'] };
const LAYERS = [
  { rid: 'q', scaleResolutionDownBy: 2, maxBitrate: 200_000 },
  { rid: 'f', scaleResolutionDownBy: 1, maxBitrate: 900_000 },
];

/**
 * What every media plane promises, whichever way it is reached. Media is real: browsers send it and decode it. `brief`: what takes long, and
 * is the router's alone, is tried in long runs only.
 */
export function describeMediaPlane(
  name: string,
  start: () => Promise<MediaPlaneUnderTest>,
  { brief = false } = {},
): void {
  const itUnlessBrief = brief ? itInLongRuns : it;

  describe(`a media plane ${name}`, () => {
    let underTest: MediaPlaneUnderTest;
    let plane: MediaPlane;
    let senders: TestBrowser;
    let watchers: TestBrowser;
    let events: MediaEvents;
    let room: MediaResult<'room.create'>;
    let cleanUp: AsyncDisposableStack;
    let roomCount = 0;

    beforeAll(async () => {
      [underTest, senders, watchers] = await Promise.all([
        start(),
        TestBrowser.launch({ persona: ADA, camera: WIDE_CAMERA }),
        TestBrowser.launch(),
      ]);
      plane = underTest.plane;
    });

    afterAll(async () => {
      await Promise.all([senders?.close(), watchers?.close(), underTest?.close()]);
    });

    beforeEach(async () => {
      cleanUp = new AsyncDisposableStack();
      events = cleanUp.use(new MediaEvents(plane));
      roomCount += 1;
      room = await plane.request('room.create', { roomId: RoomId.parse(`room-${roomCount}`), epoch: 5 });
    });

    afterEach(async () => {
      await plane.request('room.close', { room: room.room }).catch(() => {}); // Some tests replace it.
      await cleanUp.disposeAsync();
    });

    const sender = async (peer = 'ada') =>
      cleanUp.use(await MediaParticipant.join({ browser: senders, plane, room, name: peer, rights: TALKS }));
    const watcher = async (peer = 'alan', rights = WATCHES) =>
      cleanUp.use(await MediaParticipant.join({ browser: watchers, plane, room, name: peer, rights }));
    /** A peer without a browser, for what needs no media. */
    const joinByHand = (peer: string, rights: PeerRights) =>
      plane.request('peer.join', {
        room: room.room,
        peerId: PeerId.parse(peer),
        rights,
        rtpCapabilities: RTP_CAPABILITIES,
      });
    const produceByHand = (peer: string, transportId: TransportId, rtpParameters = handMadeAudio()) =>
      plane.request('producer.create', {
        room: room.room,
        peerId: PeerId.parse(peer),
        transportId,
        source: 'microphone',
        kind: 'audio',
        rtpParameters,
        paused: false,
      });

    describe('rooms', () => {
      it('finds a room that is there already, also for two callers at the same moment', async () => {
        const { roomId, epoch } = room.room;
        const again = await Promise.all([
          plane.request('room.create', { roomId, epoch }),
          plane.request('room.create', { roomId, epoch }),
        ]);
        expect(again.map(found => found.room)).toEqual([room.room, room.room]);
        expect(plane.ready()).toBe(true);
      });

      it('refuses an older epoch and lets a newer one replace the room', async () => {
        const { roomId } = room.room;
        await joinByHand('ada', TALKS);
        await expect(plane.request('room.create', { roomId, epoch: 4 })).rejects.toMatchObject({
          code: 'stale-epoch',
        });
        const newer = await plane.request('room.create', { roomId, epoch: 6 });
        expect(newer.room.epoch).toBe(6);
        await expect(joinByHand('ada', TALKS)).rejects.toMatchObject({ code: 'stale-epoch' });
        await expect(plane.request('room.close', { room: room.room })).rejects.toMatchObject({
          code: 'stale-epoch',
        });
        const peer = { room: newer.room, peerId: PeerId.parse('ada') };
        expect(await plane.request('peer.sync', peer)).toMatchObject({ known: false });
        await plane.request('room.close', { room: newer.room });
      });

      it('leaves only the newest of rooms that are asked for at the same moment', async () => {
        const { roomId } = room.room;
        const attempts = [6, 6, 7].map(epoch => plane.request('room.create', { roomId, epoch }));
        const [first, second, newest] = await Promise.allSettled(attempts);
        // Over a network the newest may be asked for when the others are there already, and then takes their place.
        const ready = { status: 'fulfilled', value: { room: { roomId, epoch: 6 } } };
        const refused = { status: 'rejected', reason: { code: 'stale-epoch' } };
        for (const overtaken of [first, second])
          expect(overtaken).toMatchObject(overtaken?.status === 'fulfilled' ? ready : refused);
        await expect(plane.request('room.create', { roomId, epoch: 6 })).rejects.toMatchObject(
          refused.reason,
        );
        expect(newest).toMatchObject({ status: 'fulfilled', value: { room: { epoch: 7 } } });
        await plane.request('room.close', { room: { ...room.room, epoch: 7 } });
      });

      it('closes a room twice without complaint, and it is gone then', async () => {
        await joinByHand('ada', TALKS);
        await plane.request('room.close', { room: room.room });
        await plane.request('room.close', { room: room.room });
        await expect(joinByHand('ada', TALKS)).rejects.toMatchObject({ code: 'not-found' });
        expect(events.of('room.lost')).toEqual([]);
      });
    });

    describe('media', () => {
      it('carries a picture and a voice, to those inside and to those who come later', async () => {
        const early = await watcher('early');
        const ada = await sender();
        await ada.publish('camera', LAYERS);
        await ada.publish('microphone');
        const late = await watcher('late');
        for (const receiver of [early, late]) {
          await waitForColour(receiver.playerOf(ada, 'camera'), ADA.colour);
          await waitForTone(receiver.page, ADA.toneHz);
        }
        await events.waitFor('transport.state', ({ peerId, direction, state }) => {
          return peerId === ada.peerId && direction === 'send' && state === 'connected';
        });
        await events.waitFor('room.activeSpeaker', ({ peerId }) => peerId === ada.peerId);
        await events.waitFor('peer.quality', ({ peerId, uplink }) => peerId === ada.peerId && uplink >= 8);
        await events.waitFor(
          'peer.quality',
          ({ peerId, downlink }) => peerId === late.peerId && downlink >= 8,
        );
      });

      it('lets nothing through while a source is muted', async () => {
        const ada = await sender();
        await ada.publish('microphone');
        const alan = await watcher();
        await waitForTone(alan.page, ADA.toneHz);
        // A voice is heard before it has been measured; a mute in between takes the floor from nobody.
        await events.waitFor('room.activeSpeaker', ({ peerId }) => peerId === ada.peerId);

        await plane.request('producer.setPaused', { ...ada.who, source: 'microphone', paused: true });
        await events.waitFor('consumer.paused', ({ peerId, paused }) => peerId === alan.peerId && paused);
        await waitForSilence(alan.page, ADA.toneHz);
        await events.waitFor('room.activeSpeaker', ({ peerId }) => peerId === undefined);
        expect(await alan.consumers()).toMatchObject([{ source: 'microphone', producerPaused: true }]);

        await plane.request('producer.setPaused', { ...ada.who, source: 'microphone', paused: false });
        await waitForTone(alan.page, ADA.toneHz);
      });

      itUnlessBrief('sends the layer that a receiver asks for', async () => {
        const ada = await sender();
        // A busy machine must not keep it from finding out that its network carries both.
        await ada.publish('camera', LAYERS, 1_200);
        const alan = await watcher();
        const player = alan.playerOf(ada, 'camera');
        await waitForWidth(player, WIDE_CAMERA.width);
        const [consumer] = await alan.consumers();
        if (!consumer) throw new Error('The watcher has no consumer.');

        const { consumerId } = consumer;
        await plane.request('consumer.update', { ...alan.who, consumerId, spatialLayer: 0 });
        await waitForWidth(player, WIDE_CAMERA.width / 2);
        await plane.request('consumer.update', { ...alan.who, consumerId, spatialLayer: 1 });
        await waitForWidth(player, WIDE_CAMERA.width);

        await plane.request('consumer.update', { ...alan.who, consumerId, paused: true });
        await plane.request('consumer.update', { ...alan.who, consumerId, paused: false });
        await waitForFrames(player, 5);
      });

      itUnlessBrief('comes back after an ICE restart', async () => {
        const ada = await sender();
        await ada.publish('camera', LAYERS);
        const alan = await watcher();
        await waitForFrames(alan.playerOf(ada, 'camera'), 3);
        const before = await ada.restartIce();
        const after = await ada.restartIce();
        expect(after).not.toEqual(before);
        await waitForFrames(alan.playerOf(ada, 'camera'), 15);
      });

      it('ends a peer whose client hangs up, and tells the others', async () => {
        const ada = await sender();
        await ada.publish('camera');
        const alan = await watcher();
        await waitForFrames(alan.playerOf(ada, 'camera'), 3);
        await ada.hangUp();
        await events.waitFor(
          'transport.state',
          ({ peerId, state }) => peerId === ada.peerId && state === 'closed',
        );
        await events.waitFor('consumer.closed', ({ peerId }) => peerId === alan.peerId);
        expect(await plane.request('peer.sync', ada.who)).toMatchObject({ known: false });
      });
    });

    describe('rights', () => {
      it('lets a peer that only receives send nothing, whatever its client tries', async () => {
        const joined = await joinByHand('alan', WATCHES);
        expect(joined.send).toBeUndefined();
        await expect(produceByHand('alan', joined.receive.transportId)).rejects.toMatchObject({
          code: 'forbidden',
        });
      });

      it('lets a sender send only its own sources, and only on its sending transport', async () => {
        const rights: PeerRights = { ...TALKS, sources: ['camera'] };
        const { send, receive } = await joinByHand('ada', rights);
        if (!send) throw new Error('A sender has a transport to send on.');
        await expect(produceByHand('ada', send.transportId)).rejects.toMatchObject({ code: 'forbidden' });
        const talker = await joinByHand('grace', TALKS);
        await expect(produceByHand('grace', talker.receive.transportId)).rejects.toMatchObject({
          code: 'forbidden',
        });
        await expect(produceByHand('grace', receive.transportId)).rejects.toMatchObject({
          code: 'not-found',
        });
        await expect(produceByHand('grace', send.transportId)).rejects.toMatchObject({ code: 'not-found' });
      });

      it('gives nobody a track of a group that they do not receive', async () => {
        const backstage: PeerRights = {
          group: 'backstage',
          sources: ['microphone'],
          receivesFrom: ['backstage'],
        };
        const { send } = await joinByHand('stage-manager', backstage);
        if (!send) throw new Error('A sender has a transport to send on.');
        await joinByHand('inside', { ...WATCHES, receivesFrom: ['backstage'] });
        await joinByHand('outside', WATCHES);
        await produceByHand('stage-manager', send.transportId);
        await events.waitFor('consumer.created', ({ peerId }) => peerId === 'inside');
        const late = await joinByHand('late', WATCHES);
        expect(late.consumers).toEqual([]);
        expect(events.of('consumer.created').map(({ peerId }) => peerId)).toEqual(['inside']);
        const outside = { room: room.room, peerId: PeerId.parse('outside') };
        expect(await plane.request('peer.sync', outside)).toEqual({
          known: true,
          consumers: [],
          producers: [],
        });
      });
    });

    describe('producers', () => {
      it('keeps one a source: a repeat changes nothing, another one replaces it', async () => {
        const { send } = await joinByHand('ada', TALKS);
        if (!send) throw new Error('A sender has a transport to send on.');
        await joinByHand('alan', WATCHES);
        const parameters = handMadeAudio();
        const [first, repeat] = await Promise.all([
          produceByHand('ada', send.transportId, parameters),
          produceByHand('ada', send.transportId, parameters),
        ]);
        expect(repeat).toEqual(first);
        const { consumer } = await events.waitFor('consumer.created');

        const second = await produceByHand('ada', send.transportId);
        await events.waitFor('consumer.closed', ({ consumerId }) => consumerId === consumer.consumerId);
        await events.waitFor(
          'consumer.created',
          created => created.consumer.producerId === second.producerId,
        );
        const ada = { room: room.room, peerId: PeerId.parse('ada') };
        const { producers } = await plane.request('peer.sync', ada);
        expect(producers).toEqual([{ producerId: second.producerId, source: 'microphone', paused: false }]);

        await plane.request('producer.close', { ...ada, source: 'microphone' });
        await plane.request('producer.close', { ...ada, source: 'microphone' });
        await events.waitFor('consumer.closed', ({ consumerId }) => consumerId !== consumer.consumerId);
      });

      it('refuses parameters that make no sense and lives on', async () => {
        const { send } = await joinByHand('ada', TALKS);
        if (!send) throw new Error('A sender has a transport to send on.');
        const nonsense = [
          {},
          { codecs: 'opus' },
          { ...handMadeAudio(), encodings: [{ ssrc: -1 }] },
          { ...handMadeAudio(), encodings: [] },
          { ...handMadeAudio(), codecs: [{ mimeType: 'video/H264', payloadType: 96, clockRate: 90_000 }] },
          { ...handMadeAudio(), headerExtensions: [{ uri: 'urn:nothing', id: 1 }] },
        ];
        for (const parameters of nonsense)
          await expect(produceByHand('ada', send.transportId, parameters)).rejects.toMatchObject({
            code: 'invalid',
          });
        const ada = { room: room.room, peerId: PeerId.parse('ada') };
        const dtlsParameters = { fingerprints: [{ algorithm: 'md5', value: 'x' }] };
        await expect(
          plane.request('transport.connect', { ...ada, transportId: send.transportId, dtlsParameters }),
        ).rejects.toMatchObject({ code: 'invalid' });
        await expect(produceByHand('ada', send.transportId)).resolves.toMatchObject({
          producerId: expect.any(String),
        });
      });

      it('says what is not there', async () => {
        const nobody = { room: room.room, peerId: PeerId.parse('nobody') };
        expect(await plane.request('peer.sync', nobody)).toEqual({
          known: false,
          consumers: [],
          producers: [],
        });
        await plane.request('peer.leave', nobody);
        await expect(produceByHand('nobody', TransportId.parse('x'))).rejects.toMatchObject({
          code: 'not-found',
        });
        await joinByHand('ada', TALKS);
        await expect(produceByHand('ada', TransportId.parse('x'))).rejects.toMatchObject({
          code: 'not-found',
        });
        const elsewhere = { ...room.room, roomId: RoomId.parse('elsewhere') };
        await expect(
          plane.request('peer.join', {
            ...nobody,
            room: elsewhere,
            rights: WATCHES,
            rtpCapabilities: RTP_CAPABILITIES,
          }),
        ).rejects.toMatchObject({ code: 'not-found' });
      });
    });

    describe('joining again', () => {
      it('closes what the peer had before, also when two joins cross', async () => {
        const first = await joinByHand('ada', TALKS);
        if (!first.send) throw new Error('A sender has a transport to send on.');
        const { producerId } = await produceByHand('ada', first.send.transportId);
        const alan = await joinByHand('alan', WATCHES);
        expect(alan.consumers.map(consumer => consumer.producerId)).toEqual([producerId]);

        const [older, newer] = await Promise.allSettled([joinByHand('ada', TALKS), joinByHand('ada', TALKS)]);
        expect(older.status).toBe('rejected');
        if (newer.status === 'rejected') throw newer.reason;
        await events.waitFor('consumer.closed', ({ peerId }) => peerId === 'alan');
        await expect(produceByHand('ada', first.send.transportId)).rejects.toMatchObject({
          code: 'not-found',
        });
        const sendId = newer.value.send?.transportId ?? TransportId.parse('none');
        const again = await produceByHand('ada', sendId);
        expect(ProducerId.parse(again.producerId)).not.toBe(producerId);
      });

      it('says of every consumer which join it is for', async () => {
        const { send } = await joinByHand('ada', TALKS);
        if (!send) throw new Error('A sender has a transport to send on.');
        await produceByHand('ada', send.transportId);
        const first = await joinByHand('alan', WATCHES);
        const second = await joinByHand('alan', WATCHES);
        for (const { receive, consumers } of [first, second])
          expect(consumers.map(consumer => consumer.transportId)).toEqual([receive.transportId]);
        events.forget();
        await produceByHand('ada', send.transportId);
        const { consumer } = await events.waitFor('consumer.created', ({ peerId }) => peerId === 'alan');
        expect(consumer.transportId).toBe(second.receive.transportId);
        expect(second.receive.transportId).not.toBe(first.receive.transportId);
      });
    });

    describe('the connection test', () => {
      it.each(['udp', 'tcp'] as const)('gets through over %s and uses nothing else', async protocol => {
        const alan = await watcher();
        const probe = await alan.probe(protocol);
        expect(probe.protocol).toBe(protocol);
        const nodeId = room.room.nodeId;
        await plane.request('probe.close', { nodeId, probeId: probe.probeId });
        await plane.request('probe.close', { nodeId, probeId: probe.probeId });
        await expect(
          plane.request('probe.produce', { nodeId, probeId: probe.probeId, rtpParameters: handMadeAudio() }),
        ).rejects.toMatchObject({ code: 'not-found' });
      });
    });

    describe('a worker that is killed', () => {
      const createAgain = (roomId: RoomId, epoch: number) =>
        eventually('a worker that takes the room', () =>
          plane.request('room.create', { roomId, epoch }).catch(error => {
            if (error.code !== 'media-unavailable') throw error;
            return undefined;
          }),
        );

      /**
       * The median of five kills: on a busy machine a single one measures how long the test waited for the processor. Each kill
       * must still be reported, once, with its reason.
       */
      it('is reported within 100 ms, every time that it happens', async () => {
        const delaysMs: number[] = [];
        for (let epoch = 6; epoch < 11; epoch += 1) {
          room = await createAgain(room.room.roomId, epoch);
          events.forget();
          const killedAt = performance.now();
          underTest.killWorkers();
          await events.waitFor('room.lost');
          delaysMs.push(performance.now() - killedAt);
          expect(events.of('room.lost')).toEqual([{ room: room.room, reason: 'worker-died' }]);
        }
        // The next test finds a worker that runs.
        room = await createAgain(room.room.roomId, 11);
        const median = delaysMs.toSorted((a, b) => a - b)[2];
        expect(median, `all: ${delaysMs.map(Math.round)} ms`).toBeLessThan(100);
      });

      itUnlessBrief('is replaced, and the room lives again under a new epoch', async () => {
        const ada = await sender();
        await ada.publish('camera', LAYERS);
        underTest.killWorkers();
        expect(await events.waitFor('room.lost')).toEqual({ room: room.room, reason: 'worker-died' });

        room = await createAgain(room.room.roomId, 6);
        const returned = await sender('ada-again');
        await returned.publish('camera', LAYERS);
        const alan = await watcher();
        await waitForColour(alan.playerOf(returned, 'camera'), ADA.colour);
      });
    });
  });
}
