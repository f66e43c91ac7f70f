import { uuidv7 } from 'uuidv7';
import { LinkId } from '../../../shared/ids.ts';
import type { NewEvent, NewSeat } from '../../../shared/interview/events.ts';
import type { StartWindow } from '../../../shared/interview/startWindow.ts';
import type { IssuedLink } from '../../../shared/protocol/http.ts';
import type { SeatRole } from '../../../shared/roles.ts';
import { isRater, SCORING_WINDOW_MS } from '../../../shared/rubric/scorecardOpening.ts';
import type { NewLink } from '../../store/interviewAppend.ts';
import { hashOfToken, newLinkToken } from '../linkToken.ts';

const AFTER_THE_END_MS = 48 * 60 * 60 * 1_000;
const FROM_ISSUE_MS = 30 * 24 * 60 * 60 * 1_000;

type Plan = { scheduledAt: number; plannedMinutes: number; window?: StartWindow | null | undefined };

export interface CreatedLink {
  stored: NewLink;
  event: NewEvent;
  /** Contains the token, unlike the other fields. */
  issued: IssuedLink;
}

/** Creates a link for a seat, without storing it. */
export function createLink(
  publicUrl: string,
  { seatId, role }: Pick<NewSeat, 'seatId' | 'role'>,
  interview: Plan,
): CreatedLink {
  const token = newLinkToken();
  const linkId = LinkId.parse(uuidv7());
  const expiresAt = linkExpiry(Date.now(), role, interview);
  return {
    stored: { linkId, seatId, tokenHash: hashOfToken(token), expiresAt },
    event: { kind: 'link.issued', payload: { seatId, linkId, expiresAt } },
    issued: { seatId, url: `${publicUrl}/join#${token}`, expiresAt },
  };
}

/** Returns the later of 30 days from now and two days after the planned end (raters: plus scoring time). */
function linkExpiry(issuedAt: number, role: SeatRole, { scheduledAt, plannedMinutes, window }: Plan): number {
  const plannedEnd = Math.max(scheduledAt, window?.closesAt ?? 0) + plannedMinutes * 60_000;
  const scoringMs = isRater({ role }) ? SCORING_WINDOW_MS : 0;
  return Math.max(issuedAt + FROM_ISSUE_MS, plannedEnd + scoringMs + AFTER_THE_END_MS);
}
