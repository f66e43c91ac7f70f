import { type InterviewId, UserId } from '../../../shared/ids.ts';
import { type NewEvent, SYSTEM } from '../../../shared/interview/events.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type { StaffMember } from '../../../shared/protocol/http.ts';
import type { Decision } from '../../interviews/decision.ts';
import type { Interviews } from '../../interviews/interviews.ts';
import type { InterviewStore } from '../../store/interviewStore.ts';
import type { JobHandler } from '../jobs/job.ts';

export const MOVE_SEATS = 'move-seats';

interface SeatMovesOptions {
  seats: Pick<InterviewStore, 'staffSeatsOf'>;
  interviews: Pick<Interviews, 'execute'>;
  accounts: { require(userId: string): Promise<StaffMember>; recheck(userId: string): Promise<void> };
}

/** Moves a member's seats in interviews to their new address. As a job, repeats failed moves. */
export class SeatMoves implements JobHandler {
  readonly kind = MOVE_SEATS;
  readonly unending = 'Some interviews of a member still have their earlier address.';
  readonly #options: SeatMovesOptions;

  constructor(options: SeatMovesOptions) {
    this.#options = options;
  }

  /** Moves the seats and ends the member's sockets, which reconnect with the new address. A job repeats failures. */
  async move(userId: string, from: string): Promise<void> {
    await this.#move(userId, from);
    await this.#options.accounts.recheck(userId);
  }

  async run(target: string): Promise<void> {
    const [userId = '', from = ''] = target.split(' ');
    const failures = await this.#move(userId, from);
    if (failures.length > 0) throw failures[0];
  }

  async #move(userId: string, from: string): Promise<unknown[]> {
    const { seats, interviews, accounts } = this.#options;
    const { email } = await accounts.require(userId);
    const ids = new Set((await seats.staffSeatsOf(from)).map(({ interviewId }): InterviewId => interviewId));
    const failures: unknown[] = [];
    for (const interviewId of ids)
      await interviews
        .execute(interviewId, SYSTEM, state => decideMove(state, from, email))
        .catch(error => failures.push(error));
    return failures;
  }
}

export function moveTarget(userId: string, from: string): string {
  return `${UserId.parse(userId)} ${from}`;
}

/** Also moves seats in interviews that are over, so that ratings stay the member's. */
function decideMove(state: InterviewState, from: string, email: string): Decision<undefined> {
  const events = Object.values(state.seats)
    .filter(seat => seat.role !== 'candidate' && seat.email?.toLowerCase() === from)
    .map(({ seatId }): NewEvent => ({ kind: 'seat.changed', payload: { seatId, email } }));
  return { events, result: undefined };
}
