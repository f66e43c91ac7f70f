import { type InterviewId, UserId } from '../../../shared/ids.ts';
import { type Actor, type NewEvent, SYSTEM } from '../../../shared/interview/events.ts';
import type { InterviewState, Seat } from '../../../shared/interview/state.ts';
import { seatHolds } from '../../../shared/interview/visibility.ts';
import type { MemberAccess, StaffMember } from '../../../shared/protocol/http.ts';
import type { Decision } from '../../interviews/decision.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import type { AuditLog } from '../../store/auditLog.ts';
import type { InterviewStore } from '../../store/interviewStore.ts';
import type { JobHandler } from '../jobs/job.ts';
import { leadHandover } from '../session/commands.ts';

export const END_ACCESS = 'end-access';

interface AccessRevocationOptions {
  seats: Pick<InterviewStore, 'staffSeatsOf'>;
  interviews: Pick<Interviews, 'execute'>;
  accounts: { require(userId: string): Promise<StaffMember> };
  audit: AuditLog;
}

/** Permanently revokes a disabled member's claims and links. As a job, repeats failed revocations. */
export class AccessRevocation implements JobHandler {
  readonly kind = END_ACCESS;
  readonly unending = 'Some links of a disabled account still work.';
  readonly #options: AccessRevocationOptions;

  constructor(options: AccessRevocationOptions) {
    this.#options = options;
  }

  async of({ email }: Pick<StaffMember, 'email'>): Promise<MemberAccess> {
    const seats = await this.#options.seats.staffSeatsOf(email);
    const links = (role: Seat['role']) =>
      seats.filter(seat => seat.part === 'seat' && seat.role === role).length;
    return {
      claims: seats.filter(({ part }) => part !== 'seat').length,
      interviewer: links('interviewer'),
      evaluator: links('evaluator'),
      observer: links('observer'),
      captioner: links('captioner'),
    };
  }

  /** Ends the member's access. Records `had`, the former access, in the audit log. A job repeats failures. */
  async end({ email, userId }: StaffMember, actor: StaffMember, had: MemberAccess): Promise<void> {
    await this.#end(email, UserId.parse(actor.userId));
    const entry = { actor: actor.userId, action: 'staff.accessEnded', target: userId, details: { ...had } };
    await this.#options.audit.add(entry);
  }

  /** Repeats the revocation. Does nothing when the account was enabled in the meantime. */
  async run(target: string): Promise<void> {
    const member = await this.#options.accounts.require(target);
    const failures = member.disabled ? await this.#end(member.email, undefined) : [];
    if (failures.length > 0) throw failures[0];
  }

  /** Revokes the access in each interview. Continues after failures and returns their errors. */
  async #end(email: string, userId: UserId | undefined): Promise<unknown[]> {
    const { seats, interviews } = this.#options;
    const actor: Actor = userId ? { type: 'staff', userId } : SYSTEM;
    const ids = new Set((await seats.staffSeatsOf(email)).map(({ interviewId }): InterviewId => interviewId));
    const failures: unknown[] = [];
    for (const interviewId of ids)
      await interviews
        .execute(interviewId, actor, state => decideEndAccess(state, email))
        .catch(error => failures.push(error));
    return failures;
  }
}

/** Revokes the member's seats. Locked scorecards stay valid, but can no longer be revised. */
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
