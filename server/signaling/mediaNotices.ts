import {
  type ClientId,
  type InterviewId,
  type PeerId,
  RECRUITER_PEER_ID,
  seatIdOfPeer,
} from '../../shared/ids.ts';
import type { AnyMediaEvent, RoomRef } from '../../shared/media/mediaPlane.ts';
import type { NoticePayload } from '../../shared/protocol/notices.ts';
import type { Connection } from './connection.ts';
import type { Connections } from './connections.ts';

/** Notifies pages on this server about a media event. Every server gets every event. */
export function forwardMediaEvent(event: AnyMediaEvent, connections: Connections): void {
  switch (event.name) {
    case 'consumer.created': {
      const { room, peerId, consumer } = event.payload;
      pageOf(connections, room, peerId)?.notify('media.consumerAdded', { epoch: room.epoch, consumer });
      return;
    }
    case 'consumer.closed': {
      const { room, peerId, consumerId } = event.payload;
      pageOf(connections, room, peerId)?.notify('media.consumerClosed', { epoch: room.epoch, consumerId });
      return;
    }
    case 'consumer.paused': {
      const { room, peerId, consumerId, paused } = event.payload;
      const { epoch } = room;
      pageOf(connections, room, peerId)?.notify('media.consumerPaused', { epoch, consumerId, paused });
      return;
    }
    case 'transport.state': {
      const { room, peerId, direction, state } = event.payload;
      if (state === 'lost') pageOf(connections, room, peerId)?.notify('media.transportLost', { direction });
      return;
    }
    case 'room.activeSpeaker': {
      const { room, peerId } = event.payload;
      const speaker = speakerOf(peerId);
      for (const connection of insiders(connections, room)) {
        connection.notifyVolatile('media.activeSpeaker', speaker);
      }
      return;
    }
    case 'peer.quality': {
      const { room, peerId, uplink, downlink } = event.payload;
      const seatId = seatIdOfPeer(peerId);
      if (!seatId) return;
      for (const connection of insiders(connections, room)) {
        if (connection.knows(seatId))
          connection.notifyVolatile('media.quality', { seatId, uplink, downlink });
      }
      return;
    }
  }
}

function speakerOf(peerId: PeerId | undefined): NoticePayload<'media.activeSpeaker'> {
  if (peerId === RECRUITER_PEER_ID) return { recruiter: true };
  const seatId = peerId && seatIdOfPeer(peerId);
  return seatId ? { seatId } : {};
}

function interviewIdOf(room: RoomRef): InterviewId {
  return room.roomId as string as InterviewId;
}

function pageOf(connections: Connections, room: RoomRef, peerId: PeerId): Connection | undefined {
  const seatId = seatIdOfPeer(peerId);
  const clientId = peerId.split('.')[1] as ClientId | undefined;
  return seatId && clientId && connections.findPage({ interviewId: interviewIdOf(room), seatId, clientId });
}

function insiders(connections: Connections, room: RoomRef): Connection[] {
  return connections.of(interviewIdOf(room)).filter(connection => connection.inside);
}
