import { z } from 'zod';
import { codeNameOf } from '../evaluation/evaluationState.ts';
import { SeatId } from '../ids.ts';
import { isInScope, staffMay, teamScopeOf } from '../permissions.ts';
import { SeatRole } from '../roles.ts';
import { isRater, scorecardsOpen, scoringClosedByPerson } from '../rubric/scorecardOpening.ts';
import { type InterviewState, Presence, type Seat, type Viewer } from './state.ts';

/**
 * How a member takes part in an interview.
 *
 * - `seat`: was invited and has a seat
 * - `claim`: claimed it to rate from the recording
 * - `rated`: claimed it and locked the scorecard
 */
export const OwnPart = z.enum(['claim', 'rated', 'seat']);
export type OwnPart = z.infer<typeof OwnPart>;

export type StaffViewer = Extract<Viewer, { kind: 'organizer' }>;

/** True while the seat is not removed and its link is not revoked. */
export function seatHolds({ presence, link }: SeatAccess): boolean {
  return presence !== 'removed' && link?.revoked !== true;
}

type SeatAccess = { readonly presence: Presence; readonly link?: { readonly revoked: boolean } | undefined };

/** True for a person who was removed from an interview in the console. The room's lead leaves the link as it is. */
export function isTakenOut({ presence, link }: SeatAccess): boolean {
  return presence === 'removed' && link?.revoked === true;
}

/**
 * Returns until when the lead can open the interview with their link: 0 if they can't. Undefined if no lead is
 * needed, or none was ever chosen.
 */
export function leadUntil({ recruiter, practice, leadSeatId, seats }: InterviewState): number | undefined {
  const lead = leadSeatId && seats[leadSeatId];
  if (recruiter || practice || !lead) return undefined;
  return seatHolds(lead) ? lead.link?.expiresAt : 0;
}

/** Returns the interviewers who take part. The only people whom candidates know by name. */
export function interviewersOf({ seats }: Pick<InterviewState, 'seats'>): Seat[] {
  return Object.values(seats).filter(seat => seat.role === 'interviewer' && seatHolds(seat));
}

function partOf({ evaluation, rubric }: InterviewState, seatId: SeatId): OwnPart {
  if (!evaluation?.claims[seatId]) return 'seat';
  return rubric?.scorecards[seatId]?.lock ? 'rated' : 'claim';
}

/** Returns how a member takes part, or undefined for members who do not rate this interview. */
function ownPartOf(state: InterviewState, email: string | undefined): OwnPart | undefined {
  if (email === undefined) return undefined;
  const parts = Object.values(state.seats)
    .filter(seat => isRater(seat) && seatHolds(seat) && seat.email?.toLowerCase() === email.toLowerCase())
    .map(({ seatId }) => partOf(state, seatId));
  return OwnPart.options.find(part => parts.includes(part));
}

/** True for members who see this interview only if they take part in it, and don't take part in it. */
export function isOutsider(state: InterviewState, { email, role, teams }: StaffViewer): boolean {
  if (role === undefined) return false;
  if (staffMay('interviews.readAll', role) && isInScope(state.teamId, teamScopeOf({ role, teams })))
    return false;
  return ownPartOf(state, email) === undefined;
}

/** Facts that decide whether staff see a candidate's name. Stored, so that lists don't have to read logs. */
export interface NameFacts {
  namesHidden: boolean;
  practice: boolean;
  ended: boolean;
  scorecardsOpen: boolean;
  /** True when a person closed scoring or the interview was canceled. */
  scoringClosed: boolean;
}

export function nameFactsOf(state: InterviewState): NameFacts {
  return {
    namesHidden: hidesNames(state),
    practice: state.practice !== undefined,
    ended: state.phase === 'ended',
    scorecardsOpen: scorecardsOpen(state),
    scoringClosed: scoringClosedByPerson(state),
  };
}

/** True when evaluators see a code instead of a name. Older practice without the setting hides names. */
export function hidesNames({ evaluation, namesHidden, practice }: InterviewState): boolean {
  return evaluation?.namesHidden ?? namesHidden ?? practice !== undefined;
}

/**
 * True when a member sees a code instead of the candidate's name. Members with a claim see the code until
 * they lock. Other members see it while the interview can be rated, unless they were invited to its call.
 */
export function hidesNameFrom(facts: NameFacts, own: OwnPart | undefined): boolean {
  if (!facts.namesHidden) return false;
  if (own === 'claim') return true;
  if (facts.practice) return !facts.scorecardsOpen;
  if (own === 'seat') return false;
  return facts.ended && !facts.scorecardsOpen && !facts.scoringClosed;
}

export function namesHiddenFrom(state: InterviewState, viewer: Viewer): boolean {
  switch (viewer.kind) {
    case 'product':
      return false;
    case 'seat':
      return hidesNames(state) && ratesBlind(state, viewer.seatId);
    case 'organizer':
      return hidesNameFrom(nameFactsOf(state), ownPartOf(state, viewer.email));
  }
}

/**
 * True when a member may know who the interview's candidate is, and so may find the interview in the
 * candidate's record. Everything that connects an interview with a person must ask this.
 */
export function showsCandidate(state: InterviewState, viewer: StaffViewer): boolean {
  return state.practice?.purpose !== 'self' && !isOutsider(state, viewer) && !namesHiddenFrom(state, viewer);
}

/** True for claimed seats and, in practice interviews, for all seats but the candidate's. */
function ratesBlind({ evaluation, practice, seats }: InterviewState, seatId: SeatId): boolean {
  if (evaluation?.claims[seatId]) return true;
  return practice !== undefined && seats[seatId]?.role !== 'candidate';
}

/** Returns the title, or the job role where names are hidden, because a title may contain the name. */
export function titleFor(state: InterviewState, viewer: Viewer): string {
  return shownTitle(state, state.practice === undefined && namesHiddenFrom(state, viewer));
}

function shownTitle({ title, jobRole }: { title: string; jobRole: string }, hidden: boolean): string {
  return hidden ? jobRole : title;
}

interface Listed {
  title: string;
  jobRole: string;
  practice: boolean;
  seats: readonly (Pick<ListedSeat, 'seatId' | 'role' | 'name'> &
    Partial<Pick<ListedSeat, 'presence' | 'tookPart'>>)[];
}

/** True for a candidate who isn't removed, or was removed after taking part. */
export function isListedCandidate({ role, presence, tookPart }: Partial<ListedSeat>): boolean {
  return role === 'candidate' && (presence !== 'removed' || tookPart === true);
}

export function listedNames(
  { practice, seats, ...interview }: Listed,
  hidden: boolean,
): { title: string; candidateNames: string[] } {
  return {
    title: shownTitle(interview, hidden && !practice),
    candidateNames: seats
      .filter(isListedCandidate)
      .map(({ seatId, name = '' }) => (hidden ? codeNameOf(seatId) : name)),
  };
}

export function nameFor(
  state: InterviewState,
  { seatId, role, displayName }: Pick<Seat, 'seatId' | 'role' | 'displayName'>,
  viewer: Viewer,
): string {
  return role === 'candidate' && namesHiddenFrom(state, viewer) ? codeNameOf(seatId) : displayName;
}

/** A seat in lists. Stored, so that lists don't have to read logs. */
export const ListedSeat = z.strictObject({
  seatId: SeatId,
  role: SeatRole,
  /** Absent for people other than candidates in summaries that older versions wrote. */
  name: z.string().optional(),
  presence: Presence,
  tookPart: z.boolean(),
});
export type ListedSeat = z.infer<typeof ListedSeat>;

export function listedSeatsOf({ seats }: InterviewState): ListedSeat[] {
  return Object.values(seats).map(({ seatId, role, displayName, presence, tookPart }) => ({
    seatId,
    role,
    name: displayName,
    presence,
    tookPart,
  }));
}

export interface StaffSeat {
  seatId: SeatId;
  role: Exclude<SeatRole, 'candidate'>;
  email: string;
  part: OwnPart;
  /** True if the seat's scorecard is locked. */
  locked: boolean;
}

/** Returns the staff seats for which `seatHolds` is true. */
export function staffSeatsOf(state: InterviewState): StaffSeat[] {
  return Object.values(state.seats).flatMap(seat => {
    const { seatId, role, email } = seat;
    if (role === 'candidate' || email === undefined || !seatHolds(seat)) return [];
    const locked = state.rubric?.scorecards[seatId]?.lock !== undefined;
    return [{ seatId, role, email: email.toLowerCase(), part: partOf(state, seatId), locked }];
  });
}
