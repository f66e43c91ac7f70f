import { uuidv7 } from 'uuidv7';
import { LinkId, type SeatId } from '../../../shared/ids.ts';
import type { NewEvent } from '../../../shared/interview/events.ts';
import type { IssuedLink } from '../../../shared/protocol/http.ts';
import type { NewLink } from '../../store/interviewStore.ts';
import { hashOfToken, newLinkToken } from '../linkToken.ts';

const AFTER_THE_END_MS = 48 * 60 * 60 * 1_000;
const FROM_ISSUE_MS = 30 * 24 * 60 * 60 * 1_000;

export interface MadeLink {
  /** For the store: only the token's hash. */
  stored: NewLink;
  /** For the log. */
  event: NewEvent;
  /** For the person; the token is nowhere else. */
  issued: IssuedLink;
}

/** Makes a link for a seat. Nothing is kept until the three parts are. */
export function makeLink(
  publicUrl: string,
  seatId: SeatId,
  interview: { scheduledAt: number; plannedMinutes: number },
): MadeLink {
  const token = newLinkToken();
  const linkId = LinkId.parse(uuidv7());
  const expiresAt = linkExpiry(Date.now(), interview);
  return {
    stored: { linkId, seatId, tokenHash: hashOfToken(token), expiresAt },
    event: { kind: 'link.issued', payload: { seatId, linkId, expiresAt } },
    issued: { seatId, url: `${publicUrl}/join#${token}`, expiresAt },
  };
}

/**
 * Thirty days, so that an interview can be moved within a month without sending new links; longer only where the interview
 * itself is further away: then until two days after its planned end.
 */
export function linkExpiry(
  issuedAt: number,
  interview: { scheduledAt: number; plannedMinutes: number },
): number {
  const plannedEnd = interview.scheduledAt + interview.plannedMinutes * 60_000;
  return Math.max(issuedAt + FROM_ISSUE_MS, plannedEnd + AFTER_THE_END_MS);
}
