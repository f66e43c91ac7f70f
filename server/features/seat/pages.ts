import { AppError } from '../../../shared/errors.ts';
import type { ClientId, LinkId } from '../../../shared/ids.ts';
import type { Actor, NewEvent } from '../../../shared/interview/events.ts';
import { LIMITS } from '../../../shared/interview/fields.ts';
import type { Seat } from '../../../shared/interview/state.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import { linkHolds, requireSeat } from '../../interviews/seats.ts';
import type { PageRef } from '../query.ts';

/** Logs that a seat's page connected. Throws `link-invalid` if the link was revoked, or `too-many-pages`. */
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

/** Logs that a page disconnected, unless it has left or has connected to another server. */
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

/** Makes room for one more page by expiring the longest-disconnected pages. Throws `too-many-pages`. */
export function roomForPage({ seatId, pages }: Seat, clientId: ClientId): NewEvent[] {
  const others = (Object.keys(pages) as ClientId[]).filter(other => other !== clientId);
  const cutOff = others
    .filter(other => pages[other]?.connected === false)
    .sort((a, b) => (pages[a]?.disconnectedAt ?? 0) - (pages[b]?.disconnectedAt ?? 0));
  if (others.length - cutOff.length >= LIMITS.pagesPerSeat) throw AppError.tooManyPages();
  return cutOff
    .slice(0, Math.max(0, others.length - LIMITS.pagesPerSeat + 1))
    .map(other => ({ kind: 'page.expired', payload: { seatId, clientId: other } }));
}
