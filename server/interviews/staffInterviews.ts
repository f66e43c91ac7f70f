import { AppError } from '../../shared/errors.ts';
import { type InterviewId, UserId } from '../../shared/ids.ts';
import type { Actor } from '../../shared/interview/events.ts';
import type { InterviewPhase } from '../../shared/interview/phases.ts';
import type { InterviewState, Viewer } from '../../shared/interview/state.ts';
import { situationOf } from '../../shared/interview/viewOf.ts';
import {
  hidesNameFrom,
  type ListedSeat,
  listedNames,
  type NameFacts,
  type OwnPart,
} from '../../shared/interview/visibility.ts';
import { isInScope, may, staffMay, teamScopeOf } from '../../shared/permissions.ts';
import type { StaffMember } from '../../shared/protocol/http.ts';
import type { ListReader } from '../store/interviewSearch.ts';
import type { AlsoWrites } from '../store/interviewStore.ts';
import type { Decide, Decision } from './decision.ts';
import type { CommandStamp, Interviews } from './interviews.ts';

/** Interviews for the console. Checks on each read and change whether the member may see the interview. */
export class StaffInterviews {
  readonly #interviews: Pick<Interviews, 'createAll' | 'read' | 'execute'>;

  constructor(interviews: Pick<Interviews, 'createAll' | 'read' | 'execute'>) {
    this.#interviews = interviews;
  }

  /** Creates interviews in one transaction with what `also` writes: all of it, or nothing. */
  createAll(
    interviews: readonly { interviewId: InterviewId; decision: Decision<unknown> }[],
    member: StaffMember,
    also?: AlsoWrites,
  ): Promise<void> {
    return this.#interviews.createAll(interviews, actorOf(member), also);
  }

  /** Returns an interview. Throws `not-found`, or `forbidden` when the member may not see it. */
  async read(interviewId: InterviewId, member: StaffMember): Promise<InterviewState> {
    const state = await this.#interviews.read(interviewId);
    requireStaffMayRead(state, member);
    return state;
  }

  /** Executes a command after the same check as `read`. */
  execute<T>(
    interviewId: InterviewId,
    member: StaffMember,
    decide: Decide<T>,
    stamp?: CommandStamp,
  ): Promise<T> {
    const checked: Decide<T> = (state, now) => {
      requireStaffMayRead(state, member);
      return decide(state, now);
    };
    return this.#interviews.execute(interviewId, actorOf(member), checked, stamp);
  }

  /** Returns an interview like `read`. Evaluators may also read interviews of their teams, and without a team, that are rated from a recording. */
  async readQueued(interviewId: InterviewId, member: StaffMember): Promise<InterviewState> {
    const state = await this.#interviews.read(interviewId);
    requireMayRate(state, member);
    return state;
  }

  executeQueued<T>(interviewId: InterviewId, member: StaffMember, decide: Decide<T>): Promise<T> {
    return this.#interviews.execute(interviewId, actorOf(member), (state, now) => {
      requireMayRate(state, member);
      return decide(state, now);
    });
  }
}

type ListedMember = Pick<StaffMember, 'email' | 'role' | 'teams'>;

export function staffViewer({ email, role, teams }: ListedMember): Extract<Viewer, { kind: 'organizer' }> {
  return { kind: 'organizer', email, role, teams };
}

function staffMayRead(state: InterviewState, member: ListedMember): boolean {
  return may('interview.read', situationOf(state, staffViewer(member)));
}

function requireStaffMayRead(state: InterviewState, member: StaffMember): void {
  if (staffMayRead(state, member)) return;
  const isPrivate = state.practice?.purpose === 'self';
  // For the other roles, being in the hiring team doesn't help.
  const refusal = staffMay('interviews.readAll', member.role) ? 'not-in-interview' : 'not-taking-part';
  throw AppError.forbidden(isPrivate ? 'practice-private' : refusal);
}

function requireMayRate(state: InterviewState, member: StaffMember): void {
  const isQueued = state.practice ? state.practice.purpose !== 'self' : state.evaluation !== undefined;
  if (!isQueued || !isInScope(state.teamId, teamScopeOf(member))) requireStaffMayRead(state, member);
}

function actorOf({ userId }: StaffMember): Actor {
  return { type: 'staff', userId: UserId.parse(userId) };
}

export function listReader({ email, role, teams }: ListedMember): ListReader {
  return { email, all: staffMay('interviews.readAll', role), teams: teamScopeOf({ role, teams }) };
}

export interface NamedInterview extends NameFacts {
  title: string;
  jobRole: string;
  seats: readonly ListedSeat[];
  own?: OwnPart;
}

/** Returns title and candidates as the member may see them. */
export function shownNames(interview: NamedInterview): { title: string; candidateNames: string[] } {
  return listedNames(interview, hidesNameFrom(interview, interview.own));
}

/** Like `shownNames`, for an interview as lists have it, which is never practice. */
export function namesInList(
  interview: Omit<NamedInterview, 'practice' | 'ended'> & { phase: InterviewPhase },
): ReturnType<typeof shownNames> {
  return shownNames({ ...interview, practice: false, ended: interview.phase === 'ended' });
}
