import { observer, type types } from 'mediasoup';
import type { MediaService } from '../../../sfu/MediaService.ts';
import { PeerId, RoomId, type TransportId } from '../../../shared/ids.ts';
import type { MediaParams, MediaPlane, PeerRights } from '../../../shared/media/mediaPlane.ts';
import type { OpaqueMedia } from '../../../shared/media/peerMedia.ts';
import { startLocalMediaService } from '../../support/localMediaService.ts';
import {
  audioParameters,
  RECEIVERS_PER_ROOM,
  receiverCapabilities,
  type SenderSsrcs,
  ssrcsOf,
  videoParameters,
} from './roomPlan.ts';
import { emptyPlan, remoteOf, type Side } from './side.ts';

const CANDIDATE: PeerRights = {
  group: 'candidate',
  sources: ['microphone', 'camera'],
  receivesFrom: ['interviewer'],
};
const RECEIVER: PeerRights = { group: 'observer', sources: [], receivesFrom: ['candidate'] };

export type PeerRef = Pick<MediaParams<'peer.sync'>, 'room' | 'peerId'>;

/** Rooms of our sfu, created through the media plane as the server does. */
export async function createOurRooms(roomCount: number, dtlsParameters: types.DtlsParameters): Promise<Side> {
  const { service, worker } = await startService();
  // The server subscribes to all rooms, so this includes the cost of its events.
  service.subscribe(() => {});
  const plan = emptyPlan();
  const resumptions: MediaParams<'consumer.update'>[] = [];

  for (let index = 0; index < roomCount; index += 1) {
    const roomId = RoomId.parse(`room-${index}`);
    const { room, rtpCapabilities } = await service.request('room.create', { roomId, epoch: 1 });
    const candidate = { room, peerId: PeerId.parse('candidate') };
    const { send } = await addSender({
      plane: service,
      peer: candidate,
      rights: CANDIDATE,
      ssrcs: ssrcsOf(index),
      rtpCapabilities,
      dtlsParameters,
    });
    plan.senders.push(remoteOf(send));
    const receiverRtp = { ...receiverCapabilities(rtpCapabilities as types.RtpCapabilities) };
    for (let receiver = 0; receiver < RECEIVERS_PER_ROOM; receiver += 1) {
      const peer: PeerRef = { room, peerId: PeerId.parse(`receiver-${receiver}`) };
      const joined = await service.request('peer.join', {
        ...peer,
        rights: RECEIVER,
        rtpCapabilities: receiverRtp,
      });
      await connect(service, peer, joined.receive.transportId, dtlsParameters);
      plan.receivers.push(remoteOf(joined.receive));
      for (const { consumerId } of joined.consumers) resumptions.push({ ...peer, consumerId, paused: false });
    }
  }

  return {
    plan,
    worker,
    resume: async () => {
      await Promise.all(resumptions.map(params => service.request('consumer.update', params)));
    },
    close: () => service.close(),
  };
}

/** mediasoup reports every worker it starts, so the service doesn't need to expose its own. */
async function startService(): Promise<{ service: MediaService; worker: types.Worker }> {
  const started: types.Worker[] = [];
  const onWorker = (worker: types.Worker) => started.push(worker);
  observer.on('newworker', onWorker);
  const service = await startLocalMediaService();
  observer.off('newworker', onWorker);
  const [worker] = started;
  if (!worker) throw new Error('The media service has started no worker.');
  return { service, worker };
}

/** Joins and sends a microphone and a camera. Returns the result of the join. */
export async function addSender(options: {
  plane: MediaPlane;
  peer: PeerRef;
  rights: PeerRights;
  ssrcs: SenderSsrcs;
  rtpCapabilities: OpaqueMedia;
  dtlsParameters: types.DtlsParameters;
}) {
  const { plane, peer, rights, ssrcs, rtpCapabilities, dtlsParameters } = options;
  const { send, receive } = await plane.request('peer.join', { ...peer, rights, rtpCapabilities });
  if (!send) throw new Error('A person who is to send got no transport for it.');
  await connect(plane, peer, send.transportId, dtlsParameters);
  const tracks = [
    { source: 'microphone', kind: 'audio', rtpParameters: { ...audioParameters(ssrcs) } },
    { source: 'camera', kind: 'video', rtpParameters: { ...videoParameters(ssrcs) } },
  ] as const;
  for (const track of tracks)
    await plane.request('producer.create', {
      ...peer,
      transportId: send.transportId,
      ...track,
      paused: false,
    });
  return { send, receive };
}

export async function connect(
  plane: MediaPlane,
  peer: PeerRef,
  transportId: TransportId,
  dtlsParameters: types.DtlsParameters,
): Promise<void> {
  await plane.request('transport.connect', { ...peer, transportId, dtlsParameters: { ...dtlsParameters } });
}
