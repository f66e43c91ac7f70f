import { AppError } from '../../../shared/errors.ts';
import type { ClientId } from '../../../shared/ids.ts';
import type { NewEvent } from '../../../shared/interview/events.ts';
import { LIMITS } from '../../../shared/interview/fields.ts';
import type { Seat } from '../../../shared/interview/state.ts';

/**
 * What makes room for one more page of a seat: of those that are cut off, the one that has been so for longest goes. Throws
 * `too-many-pages` where as many are connected as there may be.
 */
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
