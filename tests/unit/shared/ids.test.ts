import { describe, expect, it } from 'vitest';
import { ClientId, PeerId, peerIdOf, SeatId, seatIdOfPeer } from '../../../shared/ids.ts';
import { newClientId, newSeatId } from '../../support/interviewLog.ts';

describe('ids', () => {
  it('are the same whatever case they are written in', () => {
    const seatId = newSeatId();
    expect(SeatId.parse(seatId.toUpperCase())).toBe(seatId);
  });

  it.each(['', 'seat-1', '../../etc/passwd', '01945b3c-7a00-7000-8000', `${newSeatId()} `, 7, null])(
    'are nothing like %j',
    value => {
      expect(ClientId.safeParse(value).success).toBe(false);
    },
  );

  it('of a peer tell the seat it carries', () => {
    const seatId = newSeatId();
    const peerId = peerIdOf(seatId, newClientId());
    expect(PeerId.safeParse(peerId).success).toBe(true);
    expect(seatIdOfPeer(peerId)).toBe(seatId);
  });

  it('of peers that belong to no one have no seat', () => {
    for (const peerId of ['recorder', 'recorder.1', '.', `x.${newSeatId()}`])
      expect(seatIdOfPeer(PeerId.parse(peerId))).toBeUndefined();
  });
});
