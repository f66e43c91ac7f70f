import { type PeerId, RECRUITER_PEER_ID, SeatId, seatIdOfPeer } from '../ids.ts';

/** Whose media a peer's is, as `CapturedPerson.person` names them: a seat, from all of its pages, or the virtual recruiter. */
export function personOfPeer(peerId: PeerId): string {
  return seatIdOfPeer(peerId) ?? peerId;
}

export type NamedPerson = { kind: 'recruiter' } | { kind: 'seat'; seatId: SeatId } | { kind: 'unknown' };

/** What `personOfPeer` has made, read back. */
export function readPerson(person: string): NamedPerson {
  if (person === RECRUITER_PEER_ID) return { kind: 'recruiter' };
  const seatId = SeatId.safeParse(person);
  return seatId.success ? { kind: 'seat', seatId: seatId.data } : { kind: 'unknown' };
}
