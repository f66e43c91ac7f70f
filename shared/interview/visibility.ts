import { z } from 'zod';
import { codeNameOf } from '../evaluation/evaluationState.ts';
import { SeatId } from '../ids.ts';
import { staffMay } from '../permissions.ts';
import { SeatRole } from '../roles.ts';
import { isRater, scorecardsOpen, scoringClosedBySomebody } from '../rubric/opening.ts';
import { type InterviewState, Presence, type Seat, type Viewer } from './state.ts';

/**
 * Which interviews a member of staff sees, and by which name they see a candidate. Views, lists, titles and file names all decide by the
 * functions of this file.
 */

/**
 * How a member of staff takes part in an interview.
 *
 * - `seat`: they were invited;
 * - `claim`: they claimed it to rate it from the recording;
 * - `rated`: likewise, and their scorecard is locked.
 */
export const OwnPart = z.enum(['claim', 'rated', 'seat']);
export type OwnPart = z.infer<typeof OwnPart>;

type StaffViewer = Extract<Viewer, { kind: 'organizer' }>;

/** True while the person of this seat can come back with its link. Being removed or losing the link ends it. */
export function seatHolds({ presence, link }: Pick<Seat, 'presence' | 'link'>): boolean {
  return presence !== 'removed' && link?.revoked !== true;
}

function partOf({ evaluation, rubric }: InterviewState, seatId: SeatId): OwnPart {
  if (!evaluation?.claims[seatId]) return 'seat';
  return rubric?.scorecards[seatId]?.lock ? 'rated' : 'claim';
}

/** Undefined for staff who do not rate in this interview. */
function ownPartOf(state: InterviewState, email: string | undefined): OwnPart | undefined {
  if (email === undefined) return undefined;
  const parts = Object.values(state.seats)
    .filter(seat => isRater(seat) && seatHolds(seat) && seat.email?.toLowerCase() === email.toLowerCase())
    .map(({ seatId }) => partOf(state, seatId));
  return OwnPart.options.find(part => parts.includes(part));
}

/** True for staff who see only the interviews they take part in, and do not take part in this one. */
export function isOutsider(state: InterviewState, { email, role }: StaffViewer): boolean {
  if (role === undefined || staffMay('interviews.readAll', role)) return false;
  return ownPartOf(state, email) === undefined;
}

/** What decides whether staff see a candidate's name; lists have it without folding a log. */
export interface NameFacts {
  /** Whether the organization hides names in this interview at all. */
  namesHidden: boolean;
  practice: boolean;
  ended: boolean;
  scorecardsOpen: boolean;
  /** Someone closed the scoring, or the interview was canceled. */
  scoringClosed: boolean;
}

export function nameFactsOf(state: InterviewState): NameFacts {
  return {
    namesHidden: hidesNames(state),
    practice: state.practice !== undefined,
    ended: state.phase === 'ended',
    scorecardsOpen: scorecardsOpen(state),
    scoringClosed: scoringClosedBySomebody(state),
  };
}

/**
 * Whether names are hidden from those who rate this interview from its recording. Fixed when it is created; practice that was created
 * before that was fixed hides them.
 */
export function hidesNames({ evaluation, namesHidden, practice }: InterviewState): boolean {
  return evaluation?.namesHidden ?? namesHidden ?? practice !== undefined;
}

/**
 * Whether staff see a code in place of the candidate's name. Those who claimed it do until they have rated. Others do while it may still be
 * rated: from the start for practice, and from its end for an interview that staff planned and invited people to. Those who were
 * invited to be there know the candidate.
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

/** True for places that were claimed to rate from the recording, and for everyone but the candidate in practice: no one was introduced there. */
function ratesBlind({ evaluation, practice, seats }: InterviewState, seatId: SeatId): boolean {
  if (evaluation?.claims[seatId]) return true;
  return practice !== undefined && seats[seatId]?.role !== 'candidate';
}

/** A title that staff chose may contain the candidate's name; the product titles practice. */
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
  seats: readonly { seatId: SeatId; role: Seat['role']; name?: string | undefined }[];
}

/** Title and candidates of an interview in a list; codes in place of names where they are hidden. */
export function listedNames(
  { practice, seats, ...interview }: Listed,
  hidden: boolean,
): { title: string; candidateNames: string[] } {
  return {
    title: shownTitle(interview, hidden && !practice),
    candidateNames: seats
      .filter(({ role }) => role === 'candidate')
      .map(({ seatId, name = '' }) => (hidden ? codeNameOf(seatId) : name)),
  };
}

/** The name by which a viewer sees the person of a seat. */
export function nameFor(
  state: InterviewState,
  { seatId, role, displayName }: Pick<Seat, 'seatId' | 'role' | 'displayName'>,
  viewer: Viewer,
): string {
  return role === 'candidate' && namesHiddenFrom(state, viewer) ? codeNameOf(seatId) : displayName;
}

/** A seat as lists know it without folding a log. */
export const ListedSeat = z.strictObject({
  seatId: SeatId,
  role: SeatRole,
  /** Of candidates only. */
  name: z.string().optional(),
  presence: Presence,
  /** Whether the person has ever been in the room. */
  tookPart: z.boolean(),
});
export type ListedSeat = z.infer<typeof ListedSeat>;

export function listedSeatsOf({ seats }: InterviewState): ListedSeat[] {
  return Object.values(seats).map(({ seatId, role, displayName, presence, tookPart }) => ({
    seatId,
    role,
    ...(role === 'candidate' && { name: displayName }),
    presence,
    tookPart,
  }));
}

/** A seat by whose address a member of staff takes part. */
export interface StaffSeat {
  seatId: SeatId;
  role: Exclude<SeatRole, 'candidate'>;
  /** In lower case. */
  email: string;
  part: OwnPart;
}

/** Those that hold; see `seatHolds`. */
export function staffSeatsOf(state: InterviewState): StaffSeat[] {
  return Object.values(state.seats).flatMap(seat => {
    const { seatId, role, email } = seat;
    if (role === 'candidate' || email === undefined || !seatHolds(seat)) return [];
    return [{ seatId, role, email: email.toLowerCase(), part: partOf(state, seatId) }];
  });
}
