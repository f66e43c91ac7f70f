import { type ClientId, type PeerId, peerIdOf } from '../../../shared/ids.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import { situationOf } from '../../../shared/interview/viewOf.ts';
import { may, mediaGroupOf } from '../../../shared/permissions.ts';

/** The peers that may be in the media room as the log stands, and their groups: entered pages of seats that the role table lets receive. */
export function mediaPeers(state: InterviewState): Map<PeerId, string> {
  const peers = new Map<PeerId, string>();
  for (const seat of Object.values(state.seats)) {
    if (!may('media.receive', situationOf(state, { kind: 'seat', seatId: seat.seatId }))) continue;
    for (const [clientId, page] of Object.entries(seat.pages)) {
      if (page.entered) peers.set(peerIdOf(seat.seatId, clientId as ClientId), mediaGroupOf(seat));
    }
  }
  return peers;
}
