import { AppError } from '../../../shared/errors.ts';
import type { LinkId } from '../../../shared/ids.ts';
import type { Actor } from '../../../shared/interview/events.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import { linkHolds, requireSeat } from '../../interviews/seats.ts';
import type { PageRef } from '../query.ts';
import { roomForPage } from './pageRoom.ts';

/**
 * Writes that a page of a seat connected. Throws `link-invalid` where the link was taken back meanwhile, and `too-many-pages`.
 */
export async function connectPage(
  interviews: Interviews,
  page: PageRef & { linkId: LinkId },
  serverId: string,
): Promise<void> {
  const { interviewId, seatId, clientId } = page;
  await interviews.execute(interviewId, actorOf(page), state => {
    if (!linkHolds(state, page)) throw AppError.linkInvalid();
    const room = roomForPage(requireSeat(state, seatId), clientId);
    return {
      events: [...room, { kind: 'seat.connected', payload: { seatId, clientId, serverId } }],
      result: {},
    };
  });
}

/**
 * Writes that a page's connection ended, unless the page is known to be connected to another server by now, or has no
 * place any more (it left, was removed or replaced).
 */
export async function disconnectPage(interviews: Interviews, page: PageRef, serverId: string): Promise<void> {
  const { interviewId, seatId, clientId } = page;
  await interviews.execute(interviewId, actorOf(page), state => {
    const known = state.seats[seatId]?.pages[clientId];
    if (!known?.connected || known.serverId !== serverId) return { events: [], result: {} };
    return { events: [{ kind: 'seat.disconnected', payload: { seatId, clientId } }], result: {} };
  });
}

function actorOf(page: PageRef): Actor {
  return { type: 'seat', seatId: page.seatId };
}
