import { uuidv7 } from 'uuidv7';
import { AppError } from '../../../shared/errors.ts';
import type { ReleaseReason } from '../../../shared/evaluation/evaluationState.ts';
import { LinkId, type SeatId, UserId } from '../../../shared/ids.ts';
import type { NewEvent } from '../../../shared/interview/events.ts';
import { LIMITS } from '../../../shared/interview/fields.ts';
import type { InterviewState, Seat } from '../../../shared/interview/state.ts';
import { seatHolds } from '../../../shared/interview/visibility.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { isRater } from '../../../shared/rubric/scorecardOpening.ts';
import type { Decision } from '../../interviews/decision.ts';
import { hashOfToken } from '../linkToken.ts';

/** Longer than any evaluation takes. The link is revoked with the claim. */
const CLAIM_LINK_LIFETIME_MS = 30 * 24 * 60 * 60 * 1_000;

export interface SeatClaim {
  member: StaffMember;
  seatId: SeatId;
  shadow: boolean;
  /** True for an invited member, who needs no claim. */
  invited: boolean;
  token: string;
}

/** Returns the seat of the member's claim, or a seat that the member was invited to. */
export function ratersSeatOf(
  { seats, evaluation }: InterviewState,
  { userId, email }: Pick<StaffMember, 'userId' | 'email'>,
): Seat | undefined {
  const claimed = Object.entries(evaluation?.claims ?? {}).find(([, claim]) => claim.userId === userId);
  if (claimed) return seats[claimed[0] as SeatId];
  return Object.values(seats).find(
    seat => isRater(seat) && seatHolds(seat) && seat.email?.toLowerCase() === email.toLowerCase(),
  );
}

/** Claims the seat, and replaces the member's link. Returns when the new link expires. */
export function decideClaim(
  state: InterviewState,
  now: number,
  { member, seatId, shadow, invited, token }: SeatClaim,
): Decision<number> {
  const seat = state.seats[seatId];
  const claim = state.evaluation?.claims[seatId];
  const events: NewEvent[] = [];
  if (!seat) {
    if (Object.keys(state.seats).length >= LIMITS.seats)
      throw new AppError('invalid', 'too-many-people', {
        values: { max: LIMITS.seats },
        details: { field: 'seat' },
      });
    const { name, email } = member;
    events.push({
      kind: 'seat.added',
      payload: { seat: { seatId, role: 'evaluator', displayName: name.slice(0, LIMITS.displayName), email } },
    });
  }
  if (state.evaluation && !invited && (!claim || claim.released || claim.shadow !== shadow))
    events.push({
      kind: 'evaluation.claimed',
      payload: { seatId, userId: UserId.parse(member.userId), shadow },
    });
  const linkId = LinkId.parse(uuidv7());
  const expiresAt = now + CLAIM_LINK_LIFETIME_MS;
  return {
    events: [...events, ...revocation(seat), { kind: 'link.issued', payload: { seatId, linkId, expiresAt } }],
    result: expiresAt,
    revokeLinksOf: [seatId],
    newLinks: [{ linkId, seatId, tokenHash: hashOfToken(token), expiresAt }],
  };
}

/** Ends a claim, unless its scorecard is locked. After locking, raters may still read the interview. */
export function decideRelease(
  state: InterviewState,
  seatId: SeatId,
  reason: ReleaseReason,
): Decision<'released' | 'locked'> {
  if (state.rubric?.scorecards[seatId]?.lock) return { events: [], result: 'locked' };
  const claim = state.evaluation?.claims[seatId];
  // Invited raters have no claim, and keep their seat.
  if (!claim || claim.released) return { events: [], result: 'released' };
  return {
    events: [
      { kind: 'evaluation.released', payload: { seatId, reason } },
      ...revocation(state.seats[seatId]),
    ],
    result: 'released',
    revokeLinksOf: [seatId],
  };
}

export function claimedSeats({ evaluation, rubric }: InterviewState): { seatId: SeatId; userId: UserId }[] {
  return Object.entries(evaluation?.claims ?? {})
    .map(([seatId, claim]) => ({ seatId: seatId as SeatId, claim }))
    .filter(({ seatId, claim }) => !claim.released && !rubric?.scorecards[seatId]?.lock)
    .map(({ seatId, claim }) => ({ seatId, userId: claim.userId }));
}

function revocation(seat: Seat | undefined): NewEvent[] {
  if (!seat?.link || seat.link.revoked) return [];
  return [{ kind: 'link.revoked', payload: { seatId: seat.seatId, linkId: seat.link.linkId } }];
}
