import { type InterviewId, UserId } from '../../../shared/ids.ts';
import type { Actor, NewEvent } from '../../../shared/interview/events.ts';
import type { InterviewState, Seat } from '../../../shared/interview/state.ts';
import { seatHolds } from '../../../shared/interview/visibility.ts';
import type { MemberAccess as AccessCounts, StaffMember } from '../../../shared/protocol/http.ts';
import type { Decision } from '../../interviews/decision.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import type { AuditLog } from '../../store/auditLog.ts';
import type { InterviewStore } from '../../store/interviewStore.ts';
import type { JobHandler } from '../jobs/job.ts';
import { leadHandover } from '../session/leadHandover.ts';

/** The kind of the job, whose target is the member. */
export const END_ACCESS = 'end-access';

interface MemberAccessOptions {
  seats: Pick<InterviewStore, 'staffSeatsOf'>;
  interviews: Pick<Interviews, 'execute'>;
  accounts: { require(userId: string): Promise<StaffMember> };
  audit: AuditLog;
}

/**
 * What a member of staff reaches besides the console: evaluations they claimed, and personal links under their address. All of it ends with their
 * account, and nothing of it comes back when the account is enabled again. The job makes complete what was cut off.
 */
export class MemberAccess implements JobHandler {
  readonly kind = END_ACCESS;
  readonly unending = 'Some links of a disabled account still work.';
  readonly #options: MemberAccessOptions;

  constructor(options: MemberAccessOptions) {
    this.#options = options;
  }

  async of({ email }: Pick<StaffMember, 'email'>): Promise<AccessCounts> {
    const seats = await this.#options.seats.staffSeatsOf(email);
    const links = (role: Seat['role']) =>
      seats.filter(seat => seat.part === 'seat' && seat.role === role).length;
    return {
      claims: seats.filter(({ part }) => part !== 'seat').length,
      interviewer: links('interviewer'),
      evaluator: links('evaluator'),
      observer: links('observer'),
    };
  }

  /**
   * `had`: what ends, for the audit log. Sockets of these seats close with the change of their interview's log. What cannot be ended now is
   * left to the job.
   */
  async end({ email, userId }: StaffMember, actor: StaffMember, had: AccessCounts): Promise<void> {
    await this.#end(email, UserId.parse(actor.userId));
    const entry = { actor: actor.userId, action: 'staff.accessEnded', target: userId, details: { ...had } };
    await this.#options.audit.add(entry);
  }

  /** `target` is the member. Does nothing for an account that was enabled again. */
  async run(target: string): Promise<void> {
    const member = await this.#options.accounts.require(target);
    const failures = member.disabled ? await this.#end(member.email, undefined) : [];
    if (failures.length > 0) throw failures[0];
  }

  /** Returns why some interviews could not be changed. They do not keep the others from it. */
  async #end(email: string, userId: UserId | undefined): Promise<unknown[]> {
    const { seats, interviews } = this.#options;
    const actor: Actor = userId ? { type: 'staff', userId } : { type: 'system' };
    const ids = new Set((await seats.staffSeatsOf(email)).map(({ interviewId }): InterviewId => interviewId));
    const failures: unknown[] = [];
    for (const interviewId of ids)
      await interviews
        .execute(interviewId, actor, state => decideEndAccess(state, email))
        .catch(error => failures.push(error));
    return failures;
  }
}

/** A scorecard that is locked stays and counts; its rater can no longer revise it. */
function decideEndAccess(state: InterviewState, email: string): Decision<undefined> {
  const own = Object.values(state.seats).filter(
    seat => seat.role !== 'candidate' && seatHolds(seat) && seat.email?.toLowerCase() === email.toLowerCase(),
  );
  return {
    events: own.flatMap(seat => endOf(state, seat)),
    result: undefined,
    revokeLinksOf: own.map(({ seatId }) => seatId),
  };
}

function endOf(state: InterviewState, { seatId, link }: Seat): NewEvent[] {
  const claim = state.evaluation?.claims[seatId];
  const events: NewEvent[] = [];
  if (claim && !claim.released)
    events.push({ kind: 'evaluation.released', payload: { seatId, reason: 'disabled' } });
  if (link) events.push({ kind: 'link.revoked', payload: { seatId, linkId: link.linkId } });
  return [...events, ...leadHandover(state, seatId)];
}
