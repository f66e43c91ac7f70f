import { uuidv7 } from 'uuidv7';
import { AppError } from '../../../shared/errors.ts';
import { RATERS_MAX, type ReleaseReason } from '../../../shared/evaluation/evaluationState.ts';
import { type InterviewId, SeatId, UserId } from '../../../shared/ids.ts';
import type { Actor } from '../../../shared/interview/events.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import { seatHolds } from '../../../shared/interview/visibility.ts';
import type { ClosedReason, OpenedClaim } from '../../../shared/protocol/evaluationRoutes.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import {
  awaitedRaters,
  hasSomethingToRate,
  scoringClosedByPerson,
} from '../../../shared/rubric/scorecardOpening.ts';
import type { StaffInterviews } from '../../interviews/staffInterviews.ts';
import type { EvaluationClaimStore, StoredClaim } from '../../store/evaluationClaimStore.ts';
import type { EvaluationStore, StoredEvaluation } from '../../store/evaluationStore.ts';
import { newLinkToken } from '../linkToken.ts';
import { decideClaim, ratersSeatOf, type SeatClaim } from './claimDecisions.ts';
import type { EvaluationTracker } from './EvaluationTracker.ts';
import { hasAnswers, willHideNames } from './evaluationFacts.ts';

const MAX_ATTEMPTS = 5;

interface ClaimsOptions {
  tracker: EvaluationTracker;
  interviews: StaffInterviews;
  claims: EvaluationClaimStore;
  queue: Pick<EvaluationStore, 'ownPractice'>;
  isShadow: (member: StaffMember) => Promise<boolean>;
}

type Taken = { outcome: 'taken'; by: UserId[] };
export type ClaimResult = { outcome: 'claimed'; claim: OpenedClaim } | Taken;
export type AssignResult = { outcome: 'assigned'; seatId: SeatId } | Taken;

/** Lets members claim interviews. The database decides who holds a claim, the log who may write ratings. */
export class Claims {
  readonly #options: ClaimsOptions;

  constructor(options: ClaimsOptions) {
    this.#options = options;
  }

  /** Claims an interview. Throws `forbidden` if the member may not, `conflict` if nothing is left to rate. */
  async claim(interviewId: InterviewId, member: StaffMember): Promise<ClaimResult> {
    const { row, state } = await this.#claimable(interviewId, member);
    const invited = await this.#invitedSeat(state, member);
    if (invited) return { outcome: 'claimed', claim: await this.#write(interviewId, invited, undefined) };
    return this.#take(row, state, member, false);
  }

  /** Claims an interview for another member. Throws like `claim`, and `conflict` if they already rate it. */
  async assign(interviewId: InterviewId, evaluator: StaffMember): Promise<AssignResult> {
    const { row, state } = await this.#claimable(interviewId, evaluator);
    const { name } = evaluator;
    const seat = ratersSeatOf(state, evaluator);
    if (seat && state.rubric?.scorecards[seat.seatId]?.lock) throw hasRated(name);
    if (await this.#invitedSeat(state, evaluator)) throw isRating(name);
    const result = await this.#take(row, state, evaluator, true);
    return result.outcome === 'taken' ? result : { outcome: 'assigned', seatId: result.claim.seatId };
  }

  async #claimable(interviewId: InterviewId, member: StaffMember) {
    const { tracker, interviews } = this.#options;
    const row = await tracker.follow(interviewId);
    const state = await interviews.readQueued(interviewId, member);
    if (!row) throw AppError.notFound('evaluation', interviewId);
    await this.#refuseOwn(state, member);
    // Raters who were in the interview may have something to rate even if no question was opened.
    const mayInvitedRate = row.closedBecause === 'nothing-asked' && !row.asked;
    if ((row.stage === 'closed' && !mayInvitedRate) || !row.ratable) throw closed(row.closedBecause);
    return { row, state };
  }

  /** Stores a claim. If `assigned` is true, a member who already holds a claim keeps it unchanged. */
  async #take(
    row: StoredEvaluation,
    state: InterviewState,
    member: StaffMember,
    assigned: boolean,
  ): Promise<ClaimResult> {
    const { claims, isShadow } = this.#options;
    const { interviewId } = state;
    if (!state.evaluation) throw AppError.forbidden('evaluation-invited-only');
    const shadow = await isShadow(member);
    const held = await claims.of([interviewId]);
    if (row.stage !== 'rate' && !(shadow && row.agreedRatings)) return taken(held, member);
    const seatId = ratersSeatOf(state, member)?.seatId ?? SeatId.parse(uuidv7());
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const claimed = await claims.claim({
        interviewId,
        userId: UserId.parse(member.userId),
        seatId,
        shadow,
        invited: countInvited(state, held),
        assigned,
      });
      switch (claimed.outcome) {
        case 'claimed': {
          const seat = { ...claimed, member, invited: false };
          const claim = await this.#begin(interviewId, seat, claimed.expiresInMs);
          return { outcome: 'claimed', claim };
        }
        case 'taken':
          return claimed;
        case 'ending':
          for (const claim of claimed.claims) await this.#endExpired(claim);
          continue;
        case 'held':
          throw isRating(member.name);
        case 'locked':
          throw assigned ? hasRated(member.name) : hasRated();
        case 'gone':
          throw AppError.notFound('evaluation', interviewId);
      }
    }
    throw AppError.unavailable('evaluation-busy');
  }

  /** Opens an interview that the member has claimed. Throws `conflict` when the claim has ended. */
  async open(interviewId: InterviewId, member: StaffMember): Promise<OpenedClaim> {
    const { interviews, claims } = this.#options;
    const state = await interviews.readQueued(interviewId, member);
    const invited = await this.#invitedSeat(state, member);
    if (invited) return this.#write(interviewId, invited, undefined);
    const claim = await claims.find(interviewId, UserId.parse(member.userId));
    const seat = claim && { member, seatId: claim.seatId, shadow: claim.shadow, invited: false };
    if (seat && state.evaluation?.claims[seat.seatId]?.released) throw claimIsOver();
    if (seat && claim.lockedAt !== undefined) return this.#write(interviewId, seat, undefined);
    const expiresInMs = seat && (await this.#renewed(interviewId, member));
    if (!seat || expiresInMs === undefined) throw claimIsOver();
    return this.#write(interviewId, seat, expiresInMs);
  }

  /** Extends the lease and returns when it expires. Throws `conflict` when the claim has ended. */
  async renew(interviewId: InterviewId, member: StaffMember): Promise<number> {
    const state = await this.#options.interviews.readQueued(interviewId, member);
    const invited = await this.#invitedSeat(state, member);
    if (invited) {
      await this.#options.claims.touch(interviewId, invited.seatId);
      return state.seats[invited.seatId]?.link?.expiresAt ?? Date.now();
    }
    const expiresInMs = await this.#renewed(interviewId, member);
    if (expiresInMs === undefined) throw claimIsOver();
    return Date.now() + expiresInMs;
  }

  /** Ends the member's own claim and returns its seat. Throws `conflict` without a claim. */
  async release(interviewId: InterviewId, member: StaffMember): Promise<SeatId> {
    const seatId = await this.#end(interviewId, UserId.parse(member.userId), 'handed-back', member);
    if (!seatId) throw claimIsOver();
    return seatId;
  }

  /** Ends another member's claim and returns its seat. Throws `conflict` if they have none. */
  async takeBack(
    interviewId: InterviewId,
    { userId, name }: { userId: UserId; name: string },
    actor: StaffMember,
  ): Promise<SeatId> {
    const seatId = await this.#end(interviewId, userId, 'taken-back', actor);
    if (!seatId)
      throw new AppError('conflict', 'not-claimed-by', {
        values: { name },
        details: { current: { state: 'over' } },
      });
    return seatId;
  }

  async #end(
    interviewId: InterviewId,
    userId: UserId,
    reason: ReleaseReason,
    actor: StaffMember,
  ): Promise<SeatId | undefined> {
    const { tracker, interviews, claims } = this.#options;
    await interviews.readQueued(interviewId, actor);
    const claim = await claims.find(interviewId, userId);
    return claim && (await tracker.end(interviewId, userId, reason, staff(actor))) ? claim.seatId : undefined;
  }

  /** Asks for one more rater. Throws `conflict` when no one else can rate the interview. */
  async addRater(interviewId: InterviewId, member: StaffMember): Promise<StoredEvaluation> {
    const { tracker, interviews } = this.#options;
    await interviews.read(interviewId, member);
    const row = await tracker.follow(interviewId);
    if (!row) throw AppError.notFound('evaluation', interviewId);
    if ((row.stage === 'done' || row.stage === 'republish') && row.asked)
      throw AppError.conflict('retract-first', { stage: row.stage });
    const settings = await tracker.settings();
    await interviews.execute(interviewId, member, state => {
      if (scoringClosedByPerson(state)) throw closed('scoring-closed');
      if (!hasSomethingToRate(state)) throw closed();
      if (!hasAnswers(state)) throw closed('nothing-asked');
      const before = state.evaluation?.raters ?? Math.max(1, awaitedRaters(state).length);
      if (before >= RATERS_MAX)
        throw new AppError('conflict', 'too-many-raters', {
          values: { max: RATERS_MAX },
          details: { current: { raters: before } },
        });
      const payload = {
        raters: before + 1,
        namesHidden: state.evaluation?.namesHidden ?? willHideNames(state, settings),
      };
      return { events: [{ kind: 'evaluation.asked', payload }], result: undefined };
    });
    const after = await tracker.follow(interviewId);
    if (!after) throw AppError.notFound('evaluation', interviewId);
    return after;
  }

  async #invitedSeat(
    state: InterviewState,
    member: StaffMember,
  ): Promise<Omit<SeatClaim, 'token'> | undefined> {
    const { interviewId, evaluation } = state;
    const { claims } = this.#options;
    const userId = UserId.parse(member.userId);
    const known = await claims.find(interviewId, userId);
    const place = known?.state === 'seated' ? state.seats[known.seatId] : undefined;
    if (place && seatHolds(place)) return { member, seatId: place.seatId, shadow: false, invited: true };
    if (evaluation) return undefined;
    const seat = ratersSeatOf(state, member);
    if (!seat) return undefined;
    await claims.addInvited(interviewId, userId, seat.seatId);
    return { member, seatId: seat.seatId, shadow: false, invited: true };
  }

  async #refuseOwn({ interviewId, seats, practice }: InterviewState, { email }: StaffMember): Promise<void> {
    const isOwn = practice
      ? (await this.#options.queue.ownPractice([interviewId], email)).has(interviewId)
      : Object.values(seats).some(
          seat => seat.role === 'candidate' && seat.email?.toLowerCase() === email.toLowerCase(),
        );
    if (isOwn) throw AppError.forbidden('own-interview');
  }

  /** Writes a new claim into the log. Ends the claim when that fails. */
  async #begin(
    interviewId: InterviewId,
    seat: Omit<SeatClaim, 'token'>,
    expiresInMs: number,
  ): Promise<OpenedClaim> {
    try {
      return await this.#write(interviewId, seat, expiresInMs);
    } catch (error) {
      await this.#options.tracker.end(interviewId, UserId.parse(seat.member.userId), 'handed-back');
      throw error;
    }
  }

  async #write(
    interviewId: InterviewId,
    seat: Omit<SeatClaim, 'token'>,
    expiresInMs: number | undefined,
  ): Promise<OpenedClaim> {
    const token = newLinkToken();
    const linkExpiresAt = await this.#options.interviews.executeQueued(
      interviewId,
      seat.member,
      (state, now) => {
        const isNew = state.rubric?.scorecards[seat.seatId]?.lock === undefined;
        if (expiresInMs !== undefined && isNew && !hasSomethingToRate(state)) throw closed();
        return decideClaim(state, now, { ...seat, token });
      },
    );
    return {
      seatId: seat.seatId,
      link: token,
      expiresAt: expiresInMs === undefined ? linkExpiresAt : Date.now() + expiresInMs,
      shadow: seat.shadow,
    };
  }

  async #renewed(interviewId: InterviewId, { userId }: StaffMember): Promise<number | undefined> {
    const expiresInMs = await this.#options.claims.renew(interviewId, UserId.parse(userId));
    if (expiresInMs === undefined) await this.#options.tracker.endClaims();
    return expiresInMs;
  }

  async #endExpired(claim: StoredClaim): Promise<void> {
    const { tracker } = this.#options;
    if (claim.state === 'ending') await tracker.finish(claim);
    else await tracker.endClaims();
  }
}

function countInvited(state: InterviewState, claims: readonly StoredClaim[]): number {
  const invited = new Set(claims.flatMap(claim => (claim.state === 'seated' ? [claim.seatId] : [])));
  return awaitedRaters(state).filter(({ seatId }) => invited.has(seatId) || !state.evaluation?.claims[seatId])
    .length;
}

function taken(claims: readonly StoredClaim[], { userId }: StaffMember): ClaimResult {
  const own = claims.find(claim => claim.userId === userId);
  if (own?.lockedAt !== undefined) throw hasRated();
  const counted = claims.filter(({ shadow, state }) => !shadow && state !== 'released');
  return { outcome: 'taken', by: counted.map(claim => claim.userId) };
}

function staff({ userId }: StaffMember): Actor {
  return { type: 'staff', userId: UserId.parse(userId) };
}

function hasRated(name?: string): AppError {
  const details = { current: { state: 'locked' } };
  return name === undefined
    ? new AppError('conflict', 'already-rated', { details })
    : new AppError('conflict', 'already-rated-by', { values: { name }, details });
}

function isRating(name: string): AppError {
  return new AppError('conflict', 'claimed-by', {
    values: { name },
    details: { current: { state: 'held' } },
  });
}

function claimIsOver(): AppError {
  return AppError.conflict('claim-ended', { state: 'over' });
}

function closed(reason: ClosedReason = 'nothing-to-rate'): AppError {
  return AppError.conflict(reason, { stage: 'closed' });
}
