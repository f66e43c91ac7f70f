import { readFileSync } from 'node:fs';
import type { types } from 'mediasoup';
import type { MediaService } from '../../../sfu/MediaService.ts';
import { PeerId, RECRUITER_PEER_ID, RoomId } from '../../../shared/ids.ts';
import { startLocalMediaService } from '../../support/localMediaService.ts';
import { type PlayableClip, putClip } from '../../support/playableClip.ts';
import type { RemoteTransport } from '../rtc/rtcEndpoint.ts';
import { receiverCapabilities } from '../sfuThroughput/roomPlan.ts';
import { remoteOf } from '../sfuThroughput/side.ts';
import { type PlayingSide, threadSeconds } from './playingSide.ts';

export interface OurRecruiters extends PlayingSide {
  readonly service: MediaService;
}

/** Recruiters of our sfu, created through the media plane as the server does. */
export async function createOurRecruiters(
  count: number,
  clip: PlayableClip,
  dtlsParameters: types.DtlsParameters,
): Promise<OurRecruiters> {
  const service = await startLocalMediaService();
  // The server subscribes to all rooms, so this includes the cost of its events.
  service.subscribe(() => {});
  await putClip(service, service.nodeId, clip);
  const receivers: RemoteTransport[] = [];
  for (let index = 0; index < count; index += 1) {
    const roomId = RoomId.parse(`room-${index}`);
    const { room, rtpCapabilities } = await service.request('room.create', { roomId, epoch: 1 });
    const recruiter = { room, peerId: RECRUITER_PEER_ID };
    await service.request('player.open', { ...recruiter, group: 'recruiter', clipId: clip.clipId });
    const receiver = { room, peerId: PeerId.parse('candidate') };
    const { receive, consumers } = await service.request('peer.join', {
      ...receiver,
      rights: { group: 'candidate', sources: [], receivesFrom: ['recruiter'] },
      rtpCapabilities: { ...receiverCapabilities(rtpCapabilities as types.RtpCapabilities) },
    });
    const { transportId } = receive;
    await service.request('transport.connect', {
      ...receiver,
      transportId,
      dtlsParameters: { ...dtlsParameters },
    });
    for (const { consumerId } of consumers)
      await service.request('consumer.update', { ...receiver, consumerId, paused: false });
    receivers.push(remoteOf(receive));
  }
  return {
    service,
    receivers,
    read: async () => ({
      nodeS: threadSeconds(),
      workerS: service.workers.reduce((sum, { processId }) => sum + processSeconds(processId), 0),
      packets: service.playoutFigures.packets,
    }),
    close: () => service.close(),
  };
}

const TICKS_PER_SECOND = 100;

/** User and system time of a process. The process name before these fields is in parentheses and may contain anything. */
export function processSeconds(processId: number): number {
  const fields = readFileSync(`/proc/${processId}/stat`, 'latin1').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
