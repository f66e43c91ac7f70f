import { type PeerId, peerIdOf, RECRUITER_PEER_ID } from '../../../../shared/ids.ts';
import type { InterviewEvent } from '../../../../shared/interview/events.ts';
import type { CapturedPerson } from '../../../../shared/recording/finished.ts';
import { personOfPeer } from '../../../../shared/recording/person.ts';

/** Whose media is whose: every page that was ever connected, and the virtual recruiter. */
export function capturedPeople(events: readonly InterviewEvent[]): CapturedPerson[] {
  const peers = new Set<PeerId>([RECRUITER_PEER_ID]);
  for (const event of events)
    if (event.kind === 'seat.connected') peers.add(peerIdOf(event.payload.seatId, event.payload.clientId));
  return [...peers].map(peerId => ({ peerId, person: personOfPeer(peerId) }));
}
