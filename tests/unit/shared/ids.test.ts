import { describe, expect, it } from 'vitest';
import { ClientId, PeerId, peerIdOf, SeatId, seatIdOfPeer } from '../../../shared/ids.ts';
import { newClientId, newSeatId } from '../../support/interviewLog.ts';

describe('IDs', () => {
  it('are equal in upper and lower case', () => {
    const seatId = newSeatId();
    expect(SeatId.parse(seatId.toUpperCase())).toBe(seatId);
  });

  it.each(['', 'seat-1', '../../etc/passwd', '01945b3c-7a00-7000-8000', `${newSeatId()} `, 7, null])(
    'reject %j',
    value => {
      expect(ClientId.safeParse(value).success).toBe(false);
    },
  );

  it('of a peer return the seat they contain', () => {
    const seatId = newSeatId();
    const peerId = peerIdOf(seatId, newClientId());
    expect(PeerId.safeParse(peerId).success).toBe(true);
    expect(seatIdOfPeer(peerId)).toBe(seatId);
  });

  it('of peers without a seat return none', () => {
    for (const peerId of ['recorder', 'recorder.1', '.', `x.${newSeatId()}`])
      expect(seatIdOfPeer(PeerId.parse(peerId))).toBeUndefined();
  });
});
