import { AppError } from '../../../shared/errors.ts';
import type { InterviewId, SeatId } from '../../../shared/ids.ts';
import type { InterviewState, Seat } from '../../../shared/interview/state.ts';
import { situationOf } from '../../../shared/interview/viewOf.ts';
import { seatHolds } from '../../../shared/interview/visibility.ts';
import { may, staffMay } from '../../../shared/permissions.ts';
import type { Comparison, WaitedFor } from '../../../shared/protocol/evaluationRoutes.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import { competenciesToCompare } from '../../../shared/rubric/consensus.ts';
import { lockedScorecards, scorecardsOpen } from '../../../shared/rubric/scorecardOpening.ts';
import { type StaffInterviews, staffViewer } from '../../interviews/staffInterviews.ts';
import type { InterviewStore } from '../../store/interviewStore.ts';
import type { MailRequest } from '../mail/Mail.ts';
import { ratersSeatOf } from './claimDecisions.ts';
import { candidateNameOf, waitedFor } from './evaluationFacts.ts';

const DAY_MS = 24 * 60 * 60_000;

type Reminder = 'compare-reminder' | 'rate-reminder';

export interface ComparisonMails {
  readonly configured: boolean;
  readonly publicUrl: string;
  send(request: MailRequest<Reminder>): Promise<unknown>;
  wasWritten(onceKey: string): Promise<boolean>;
  /** Returns a personal link's address, if it can be repeated. */
  addressOf(link: NonNullable<Awaited<ReturnType<InterviewStore['findLinkById']>>>): string | undefined;
}

export interface ComparisonsOptions {
  interviews: Pick<StaffInterviews, 'readQueued' | 'executeQueued'>;
  logs: Pick<InterviewStore, 'findLinkById'>;
  listStaff: () => Promise<readonly StaffMember[]>;
  /** Absent where no email can be sent. */
  mails?: ComparisonMails | undefined;
}

/** How to reach a rater by email, or why there is no way. */
type Reach =
  | { state: 'mail'; address: string; url: string }
  | { state: Exclude<WaitedFor['reach'], 'mail' | 'reminded'> };

/** Raters whose ratings are far apart, and who have neither revised nor kept theirs yet. Also reminds raters. */
export class Comparisons {
  readonly #options: ComparisonsOptions;

  constructor(options: ComparisonsOptions) {
    this.#options = options;
  }

  /** Throws `forbidden` for members who neither rated the interview nor manage evaluations. */
  async of(interviewId: InterviewId, member: StaffMember): Promise<Comparison> {
    const state = await this.#options.interviews.readQueued(interviewId, member);
    if (!concerns(state, member)) throw AppError.forbidden();
    const staff = await this.#options.listStaff();
    const waitsFor: WaitedFor[] = [];
    for (const seat of comparing(state, Date.now())) {
      const reach = await this.#reach(state, seat, staff);
      const reminded = await this.#options.mails?.wasWritten(onceKeyOf(seat.seatId, Date.now()));
      waitsFor.push({
        seatId: seat.seatId,
        name: seat.displayName,
        reach: reach.state === 'mail' && reminded ? 'reminded' : reach.state,
        own: ratersSeatOf(state, member)?.seatId === seat.seatId,
      });
    }
    const ended = endOf(state, staff);
    return { waitsFor, mayEnd: waitsFor.length > 0 && mayEnd(state, member), ...(ended && { ended }) };
  }

  /** Emails a rater who compares, at most once a day. Throws `conflict` if nothing waits for them or no email reaches them. */
  async remind(interviewId: InterviewId, seatId: SeatId, member: StaffMember): Promise<InterviewState> {
    const state = await this.#options.interviews.readQueued(interviewId, member);
    if (!concerns(state, member)) throw AppError.forbidden();
    const seat = comparing(state, Date.now()).find(one => one.seatId === seatId);
    await this.#send('compare-reminder', state, seat, member);
    return state;
  }

  /** Emails a rater who hasn't locked. Throws `conflict` like `remind`, and if they were reminded today. */
  async remindToRate(interviewId: InterviewId, seatId: SeatId, member: StaffMember): Promise<InterviewState> {
    const { interviews, mails } = this.#options;
    const state = await interviews.readQueued(interviewId, member);
    const now = Date.now();
    const rating = scorecardsOpen(state) ? [] : waitedFor(state, now);
    const seat = rating.find(one => one.seatId === seatId);
    if (seat && (await mails?.wasWritten(onceKeyOf(seatId, now, 'rate-reminder'))))
      throw new AppError('conflict', 'reminded-today', { values: { name: seat.displayName } });
    await this.#send('rate-reminder', state, seat, member);
    return state;
  }

  async #send(
    kind: Reminder,
    state: InterviewState,
    seat: Seat | undefined,
    member: StaffMember,
  ): Promise<void> {
    const { listStaff, mails } = this.#options;
    const reach = seat && (await this.#reach(state, seat, await listStaff()));
    if (!mails || !seat || reach?.state !== 'mail') throw new AppError('conflict', 'not-remindable');
    const { interviewId, jobRole, practice } = state;
    await mails.send({
      onceKey: onceKeyOf(seat.seatId, Date.now(), kind),
      kind,
      address: reach.address,
      content: {
        ...{ url: reach.url, by: member.name, role: jobRole },
        // Nothing of a deleted practice interview may remain.
        ...(!practice && { candidate: candidateNameOf(state) }),
      },
      ...(!practice && { interviewId }),
    });
  }

  /** Closes the rating, so that nothing is left to compare. Does nothing if it is closed already. */
  end(interviewId: InterviewId, reason: string | undefined, member: StaffMember): Promise<InterviewState> {
    return this.#options.interviews.executeQueued(interviewId, member, state => {
      if (!mayEnd(state, member)) throw AppError.forbidden();
      const closed = state.rubric?.scoringClosedAt !== undefined;
      return {
        events: closed ? [] : [{ kind: 'scoring.closed', payload: reason === undefined ? {} : { reason } }],
        result: state,
      };
    });
  }

  async #reach(state: InterviewState, seat: Seat, staff: readonly StaffMember[]): Promise<Reach> {
    const { mails, logs } = this.#options;
    const claim = state.evaluation?.claims[seat.seatId];
    const account = staff.find(({ userId, email }) =>
      claim ? userId === claim.userId : email.toLowerCase() === seat.email?.toLowerCase(),
    );
    const compares = account && !account.disabled;
    if (claim && !compares) return { state: 'no-account' };
    // Members need no link, because they compare in the console.
    if (compares && seatHolds(seat)) {
      if (!mails?.configured) return { state: 'no-mail' };
      const queue = state.practice ? '/console/evaluations' : `/console/evaluations/${state.interviewId}`;
      const page = staffMay('evaluations.read', account.role) ? queue : '/console';
      return { state: 'mail', address: account.email, url: `${mails.publicUrl}${page}` };
    }
    const stored = seat.link && (await logs.findLinkById(seat.link.linkId));
    const works = stored?.revokedAt === null && stored.expiresAt > Date.now();
    if (!seatHolds(seat) || !works) return { state: 'no-link' };
    if (seat.email === undefined) return { state: 'no-address' };
    if (!mails?.configured) return { state: 'no-mail' };
    const url = mails.addressOf(stored);
    return url ? { state: 'mail', address: seat.email, url } : { state: 'no-address' };
  }
}

function concerns(state: InterviewState, member: StaffMember): boolean {
  return staffMay('evaluations.manage', member.role) || ratersSeatOf(state, member) !== undefined;
}

function mayEnd(state: InterviewState, member: StaffMember): boolean {
  return (
    staffMay('evaluations.manage', member.role) &&
    may('scoring.close', situationOf(state, staffViewer(member)))
  );
}

/** Returns who closed the rating, and when, if that ended a comparison. */
function endOf(state: InterviewState, staff: readonly StaffMember[]): Comparison['ended'] {
  const { rubric, seats } = state;
  if (rubric?.scoringClosedAt === undefined || !scorecardsOpen(state)) return undefined;
  if (competenciesToCompare(rubric.chosen.kit, lockedScorecards(state)).length === 0) return undefined;
  const { userId, seatId } = rubric.scoringClosedBy ?? {};
  const by = userId
    ? staff.find(member => member.userId === userId)?.name
    : seatId && seats[seatId]?.displayName;
  const reason = rubric.scoringClosedReason;
  return { at: rubric.scoringClosedAt, ...(by && { by }), ...(reason !== undefined && { reason }) };
}

function comparing(state: InterviewState, now: number): Seat[] {
  return scorecardsOpen(state) ? waitedFor(state, now) : [];
}

function onceKeyOf(seatId: SeatId, now: number, kind: Reminder = 'compare-reminder'): string {
  return `${kind} ${seatId} ${Math.floor(now / DAY_MS)}`;
}
