import { AppError } from '../../shared/errors.ts';
import { type InterviewId, UserId } from '../../shared/ids.ts';
import type { Actor } from '../../shared/interview/events.ts';
import type { ListedSeat } from '../../shared/interview/listedSeats.ts';
import type { InterviewState, Viewer } from '../../shared/interview/state.ts';
import { situationOf } from '../../shared/interview/viewOf.ts';
import {
  hidesNameFrom,
  listedNames,
  type NameFacts,
  type OwnPart,
} from '../../shared/interview/visibility.ts';
import { may, staffMay } from '../../shared/permissions.ts';
import type { StaffMember } from '../../shared/protocol/http.ts';
import type { ListReader } from '../store/interviewStore.ts';
import type { Decide, Decision } from './decision.ts';
import type { Interviews } from './interviews.ts';

/**
 * The interviews as staff reach them from the console, by whatever route: each read and each change asks the role table first whether this
 * member may know of the interview at all. A class of its own, so that no route can be given the interviews themselves by mistake.
 */
export class StaffInterviews {
  readonly #interviews: Pick<Interviews, 'create' | 'read' | 'execute'>;

  constructor(interviews: Pick<Interviews, 'create' | 'read' | 'execute'>) {
    this.#interviews = interviews;
  }

  create<T>(interviewId: InterviewId, member: StaffMember, decision: Decision<T>): Promise<T> {
    return this.#interviews.create(interviewId, actorOf(member), decision);
  }

  /**
   * Throws `not-found`, and `forbidden` for what a stranger practices for themselves alone and for interviews that this member takes no part
   * in, unless their role sees all.
   */
  async read(interviewId: InterviewId, member: StaffMember): Promise<InterviewState> {
    const state = await this.#interviews.read(interviewId);
    requireStaffMayRead(state, member);
    return state;
  }

  /** As `read`, and changes nothing where that throws. */
  execute<T>(interviewId: InterviewId, member: StaffMember, decide: Decide<T>): Promise<T> {
    return this.#interviews.execute(interviewId, actorOf(member), (state, now) => {
      requireStaffMayRead(state, member);
      return decide(state, now);
    });
  }

  /** As `read`, and also lets in any evaluator of practice, and of an interview that people were asked to rate from its recording. */
  async readQueued(interviewId: InterviewId, member: StaffMember): Promise<InterviewState> {
    const state = await this.#interviews.read(interviewId);
    requireMayRate(state, member);
    return state;
  }

  /** As `readQueued`, and changes nothing where that throws. */
  executeQueued<T>(interviewId: InterviewId, member: StaffMember, decide: Decide<T>): Promise<T> {
    return this.#interviews.execute(interviewId, actorOf(member), (state, now) => {
      requireMayRate(state, member);
      return decide(state, now);
    });
  }
}

export function staffViewer({
  email,
  role,
}: Pick<StaffMember, 'email' | 'role'>): Extract<Viewer, { kind: 'organizer' }> {
  return { kind: 'organizer', email, role };
}

function staffMayRead(state: InterviewState, member: Pick<StaffMember, 'email' | 'role'>): boolean {
  return may('interview.read', situationOf(state, staffViewer(member)));
}

function requireStaffMayRead(state: InterviewState, member: StaffMember): void {
  if (staffMayRead(state, member)) return;
  throw AppError.forbidden(
    state.practice?.purpose === 'self'
      ? 'This practice is open to the candidate only.'
      : 'You can see the interviews you take part in. You don’t take part in this one.',
  );
}

function requireMayRate(state: InterviewState, member: StaffMember): void {
  const isQueued = state.practice ? state.practice.purpose !== 'self' : state.evaluation !== undefined;
  if (!isQueued) requireStaffMayRead(state, member);
}

function actorOf({ userId }: StaffMember): Actor {
  return { type: 'staff', userId: UserId.parse(userId) };
}

export function listReader({ email, role }: Pick<StaffMember, 'email' | 'role'>): ListReader {
  return { email, all: staffMay('interviews.readAll', role) };
}

/** What lists have of an interview to name it by. */
export interface NamedInterview extends NameFacts {
  title: string;
  jobRole: string;
  seats: readonly ListedSeat[];
  /** How the member of staff who looks takes part; absent where they do not. */
  own?: OwnPart;
}

/** The title and the candidates of an interview in a list, as a member of staff sees them. */
export function shownNames(interview: NamedInterview): { title: string; candidateNames: string[] } {
  return listedNames(interview, hidesNameFrom(interview, interview.own));
}
