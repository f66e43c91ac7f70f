import { AppError } from '../../shared/errors.ts';
import type { InterviewId } from '../../shared/ids.ts';
import type { Actor } from '../../shared/interview/events.ts';
import type { InterviewState } from '../../shared/interview/state.ts';
import { situationOf } from '../../shared/interview/viewOf.ts';
import { may } from '../../shared/permissions.ts';
import type { Decide, Decision } from './decision.ts';
import type { Interviews } from './interviews.ts';

/**
 * The interviews as staff reach them from the console, by whatever route: each read and each change asks the role table first whether they
 * may know of this one at all. A class of its own, so that no route can be given the interviews themselves by mistake.
 */
export class StaffInterviews {
  readonly #interviews: Pick<Interviews, 'create' | 'read' | 'execute'>;

  constructor(interviews: Pick<Interviews, 'create' | 'read' | 'execute'>) {
    this.#interviews = interviews;
  }

  create<T>(interviewId: InterviewId, actor: Actor, decision: Decision<T>): Promise<T> {
    return this.#interviews.create(interviewId, actor, decision);
  }

  /** Throws `not-found`, or `forbidden` for what a stranger practices for themselves alone. */
  async read(interviewId: InterviewId): Promise<InterviewState> {
    const state = await this.#interviews.read(interviewId);
    requireStaffMayRead(state);
    return state;
  }

  /** As `read`, and changes nothing where that throws. */
  execute<T>(interviewId: InterviewId, actor: Actor, decide: Decide<T>): Promise<T> {
    return this.#interviews.execute(interviewId, actor, (state, now) => {
      requireStaffMayRead(state);
      return decide(state, now);
    });
  }
}

export function staffMayRead(state: InterviewState): boolean {
  return may('interview.read', situationOf(state, { kind: 'organizer' }));
}

function requireStaffMayRead(state: InterviewState): void {
  if (!staffMayRead(state)) throw AppError.forbidden('This practice is open to the candidate only.');
}
