import { uuidv7 } from 'uuidv7';
import { LinkId } from '../../../shared/ids.ts';
import type { NewEvent, NewSeat } from '../../../shared/interview/events.ts';
import type { StartWindow } from '../../../shared/interview/startWindow.ts';
import type { IssuedLink } from '../../../shared/protocol/http.ts';
import type { SeatRole } from '../../../shared/roles.ts';
import { isRater, SCORING_WINDOW_MS } from '../../../shared/rubric/opening.ts';
import type { NewLink } from '../../store/interviewAppend.ts';
import { hashOfToken, newLinkToken } from '../linkToken.ts';

const AFTER_THE_END_MS = 48 * 60 * 60 * 1_000;
const FROM_ISSUE_MS = 30 * 24 * 60 * 60 * 1_000;

/** When the interview is to be. */
interface Plan {
  scheduledAt: number;
  plannedMinutes: number;
  window?: StartWindow | null | undefined;
}

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
  { seatId, role }: Pick<NewSeat, 'seatId' | 'role'>,
  interview: Plan,
): MadeLink {
  const token = newLinkToken();
  const linkId = LinkId.parse(uuidv7());
  const expiresAt = linkExpiry(Date.now(), role, interview);
  return {
    stored: { linkId, seatId, tokenHash: hashOfToken(token), expiresAt },
    event: { kind: 'link.issued', payload: { seatId, linkId, expiresAt } },
    issued: { seatId, url: `${publicUrl}/join#${token}`, expiresAt },
  };
}

/**
 * Thirty days, so that an interview can be moved within a month without sending new links; longer only where the interview
 * itself is further away: then until two days after its planned end, or the end of one that starts at the deadline. Raters come back to their scorecards, so theirs lasts for
 * as long as these can be written.
 */
function linkExpiry(issuedAt: number, role: SeatRole, { scheduledAt, plannedMinutes, window }: Plan): number {
  const plannedEnd = Math.max(scheduledAt, window?.closesAt ?? 0) + plannedMinutes * 60_000;
  const scoringMs = isRater({ role }) ? SCORING_WINDOW_MS : 0;
  return Math.max(issuedAt + FROM_ISSUE_MS, plannedEnd + scoringMs + AFTER_THE_END_MS);
}
