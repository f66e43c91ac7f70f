import { AppError } from '../../../shared/errors.ts';
import type { SeatId, TeamId } from '../../../shared/ids.ts';
import type { EventPayload, NewEvent, NewSeat } from '../../../shared/interview/events.ts';
import { isNewStart, LIMITS } from '../../../shared/interview/fields.ts';
import type { StartWindow } from '../../../shared/interview/startWindow.ts';
import type { InterviewState, Seat } from '../../../shared/interview/state.ts';
import { isTakenOut, seatHolds } from '../../../shared/interview/visibility.ts';
import type { ChosenKit } from '../../../shared/kit/kit.ts';
import type { InterviewInput } from '../../../shared/protocol/http.ts';
import type { RecruiterSettings } from '../../../shared/recruiter/settings.ts';
import { isRater, scoringClosed } from '../../../shared/rubric/scorecardOpening.ts';
import type { Decision } from '../../interviews/decision.ts';
import { requireSeat } from '../../interviews/seats.ts';
import type { CreatedLink } from '../personalLinks.ts';
import {
  recruiterChange,
  refuseSecondCandidate,
  requireRunning,
  windowChange,
} from './recruiterDecisions.ts';

/** The functions in this file are pure, because a decision may be computed again on a newer state. */

export type InterviewChanges = Partial<
  Omit<InterviewInput, 'seats' | 'kitId' | 'recruiter' | 'window' | 'teamId' | 'candidateChooses'>
> & {
  teamId?: TeamId | null | undefined;
  /** What the people who are told about a new time read. */
  note?: string | undefined;
};

/** Changes to how the interview is conducted. Absent fields stay unchanged. */
export interface ConductChanges {
  kit?: ChosenKit | undefined;
  recruiter?: RecruiterSettings | 'people' | undefined;
  /** With `null`, the candidate may start at any time. */
  window?: StartWindow | null | undefined;
}

/** Changes an interview. Only its hiring team can be changed after it is over. */
export function decideChange(
  state: InterviewState,
  now: number,
  changes: InterviewChanges,
  { kit, recruiter, window }: ConductChanges = {},
): Decision<undefined> {
  const { teamId, ...conduct } = changes;
  if (teamId === undefined || [...Object.values(conduct), kit, recruiter, window].some(isGiven))
    requireRunning(state);
  const payload: EventPayload<'interview.changed'> = {};
  if (differs(teamId, state.teamId ?? null)) payload.teamId = teamId;
  if (differs(changes.title, state.title)) payload.title = changes.title;
  if (differs(changes.jobRole, state.jobRole)) payload.jobRole = changes.jobRole;
  // The time of an interview without one is only the last that can be chosen.
  const isChosen = state.scheduling?.open && changes.scheduledAt !== undefined;
  if (isMoved(changes.scheduledAt, state) && !isNewStart(changes.scheduledAt, now)) {
    const reason = 'time-passed';
    throw AppError.invalid(reason, { field: 'scheduledAt', fields: { scheduledAt: { reason } } });
  }
  if (isChosen || isMoved(changes.scheduledAt, state)) payload.scheduledAt = changes.scheduledAt;
  if (payload.scheduledAt !== undefined && changes.note) payload.note = changes.note;
  if (differs(changes.mail, state.mail)) payload.mail = changes.mail;
  if (differs(changes.plannedMinutes, state.plannedMinutes)) payload.plannedMinutes = changes.plannedMinutes;
  if (differs(changes.timeZone, state.timeZone)) payload.timeZone = changes.timeZone;
  Object.assign(payload, windowChange(state, now, { recruiter, window, scheduledAt: payload.scheduledAt }));
  const events: NewEvent[] = [];
  if (Object.keys(payload).length > 0) events.push({ kind: 'interview.changed', payload });
  if (kit) events.push(...kitChange(state, kit));
  if (recruiter !== undefined) events.push(...recruiterChange(state, recruiter, kit));
  return { events, result: undefined };
}

/** Throws `conflict` if the interview has another start time than the person saw who changes it. */
export function requireSeenTime(state: InterviewState, seenAt: number | undefined): void {
  if (seenAt !== undefined && seenAt !== state.scheduledAt)
    throw AppError.conflict('interview-moved', state.scheduledAt);
}

function kitChange(state: InterviewState, kit: ChosenKit): NewEvent[] {
  if (state.openedAt !== undefined) throw new AppError('wrong-phase', 'kit-fixed');
  const chosen = state.rubric?.chosen;
  if (chosen?.kitId === kit.kitId && chosen.version === kit.version) return [];
  return [{ kind: 'kit.chosen', payload: kit }];
}

export function decideCancel(
  state: InterviewState,
  _now?: number,
  note?: string | undefined,
): Decision<undefined> {
  if (state.phase === 'cancelled') return { events: [], result: undefined };
  requireRunning(state);
  return { events: [{ kind: 'interview.cancelled', payload: { ...(note && { note }) } }], result: undefined };
}

/** Adds a seat. An interviewer becomes the lead if no one else can open the interview. */
export function decideAddSeat(
  state: InterviewState,
  seat: NewSeat,
  link: CreatedLink,
  accommodations: NewEvent[] = [],
): Decision<undefined> {
  if (state.practice) throw AppError.invalid('practice-seats-closed');
  requireRunning(state);
  if (Object.keys(state.seats).length >= LIMITS.seats)
    throw new AppError('invalid', 'too-many-people', {
      values: { max: LIMITS.seats },
      details: { field: 'seat' },
    });
  refuseSecondCandidate(state, seat);
  const events: NewEvent[] = [{ kind: 'seat.added', payload: { seat } }];
  const lead = state.leadSeatId && state.seats[state.leadSeatId];
  if (seat.role === 'interviewer' && !(lead && seatHolds(lead)))
    events.push({ kind: 'lead.transferred', payload: { toSeatId: seat.seatId } });
  return {
    events: [...events, ...accommodations, link.event],
    result: undefined,
    newLinks: [link.stored],
  };
}

/** Changes a seat. Returns the names of the changed fields. */
export function decideChangeSeat(
  state: InterviewState,
  seatId: SeatId,
  { displayName, email }: { displayName?: string | undefined; email?: string | null | undefined },
): Decision<string[]> {
  requireRunning(state);
  const seat = requireSeat(state, seatId);
  const changed = {
    ...(displayName !== undefined && displayName !== seat.displayName && { displayName }),
    ...(email !== undefined && email !== (seat.email ?? null) && { email }),
  };
  const result = Object.keys(changed);
  if (result.length === 0) return { events: [], result };
  return { events: [{ kind: 'seat.changed', payload: { seatId, ...changed } }], result };
}

export function decideIssueLink(
  state: InterviewState,
  now: number,
  seatId: SeatId,
  link: CreatedLink,
): Decision<undefined> {
  const seat = requireSeat(state, seatId);
  // Only the evaluation queue creates links for seats that evaluators have claimed.
  if (state.evaluation?.claims[seatId]) throw AppError.forbidden('seat-of-evaluator');
  if (state.practice && seat.role === 'candidate') throw AppError.invalid('practice-link-own');
  if (!mayScore(state, seat, now)) requireRunning(state);
  return {
    events: [...revocation(seat), link.event],
    result: undefined,
    revokeLinksOf: [seatId],
    newLinks: [link.stored],
  };
}

export function decideRevokeLink(
  state: InterviewState,
  seatId: SeatId,
  { quiet, lead }: { quiet?: true | undefined; lead?: SeatId | undefined } = {},
): Decision<undefined> {
  const events = [...handover(state, seatId, lead), ...revocation(requireSeat(state, seatId), quiet)];
  return { events, result: undefined, revokeLinksOf: [seatId] };
}

/** Removes a person before the interview starts. `lead`: who leads instead. */
export function decideRemoveSeat(
  state: InterviewState,
  seatId: SeatId,
  lead?: SeatId | undefined,
): Decision<undefined> {
  requireRemovable(state, seatId);
  return {
    events: [...handover(state, seatId, lead), ...removal(state, seatId)],
    result: undefined,
    revokeLinksOf: [seatId],
  };
}

/** Removes a person before the interview starts, and adds another one who takes over their part. */
export function decideReplaceSeat(
  state: InterviewState,
  seatId: SeatId,
  seat: NewSeat,
  link: CreatedLink,
): Decision<undefined> {
  if (requireRemovable(state, seatId).role === 'candidate') throw AppError.invalid('only-candidate');
  const added = decideAddSeat(state, seat, link);
  const isKnown = added.events.some(({ kind }) => kind === 'lead.transferred');
  const leads: NewEvent = { kind: 'lead.transferred', payload: { toSeatId: seat.seatId } };
  return {
    ...added,
    events: [
      ...added.events,
      ...(state.leadSeatId === seatId && !isKnown ? [leads] : []),
      ...removal(state, seatId, seat.seatId),
    ],
    revokeLinksOf: [seatId],
  };
}

function requireRemovable(state: InterviewState, seatId: SeatId): Seat {
  const seat = requireSeat(state, seatId);
  if (state.practice) throw AppError.invalid('practice-seats-closed');
  if (state.evaluation?.claims[seatId]) throw AppError.forbidden('seat-of-evaluator');
  requireRunning(state);
  if (state.openedAt !== undefined) throw new AppError('wrong-phase', 'people-fixed');
  const others = Object.values(state.seats).filter(
    ({ role, presence }) => role === 'candidate' && presence !== 'removed',
  );
  if (others.length === 1 && others[0] === seat) throw AppError.invalid('only-candidate');
  return seat;
}

function removal(state: InterviewState, seatId: SeatId, replacedBy?: SeatId): NewEvent[] {
  const seat = requireSeat(state, seatId);
  if (isTakenOut(seat)) return [];
  const payload = { seatId, ...(replacedBy && { replacedBy }) };
  return [{ kind: 'seat.removed', payload }, ...revocation(seat)];
}

/** Returns the event with which `lead` leads instead of the seat, if the seat is the lead's. */
function handover(state: InterviewState, seatId: SeatId, lead: SeatId | undefined): NewEvent[] {
  if (lead === undefined || state.leadSeatId !== seatId) return [];
  const next = requireSeat(state, lead);
  if (next.role !== 'interviewer') throw AppError.invalid('only-interviewers-lead');
  if (lead === seatId || !seatHolds(next)) throw AppError.invalid('person-removed');
  return [{ kind: 'lead.transferred', payload: { toSeatId: lead } }];
}

function revocation(seat: Seat, quiet?: true): NewEvent[] {
  if (!seat.link || seat.link.revoked) return [];
  const { seatId, link } = seat;
  return [{ kind: 'link.revoked', payload: { seatId, linkId: link.linkId, ...(quiet && { quiet }) } }];
}

/** True if the seat is a rater's, the interview has opened, and the time for scoring has not ended. */
function mayScore(state: InterviewState, seat: Seat, now: number): boolean {
  return (
    isRater(seat) && state.rubric !== undefined && state.openedAt !== undefined && !scoringClosed(state, now)
  );
}

function isMoved(wanted: number | undefined, { scheduledAt }: InterviewState): wanted is number {
  return differs(wanted, scheduledAt);
}

function isGiven(value: unknown): boolean {
  return value !== undefined;
}

function differs<T>(wanted: T | undefined, current: T): boolean {
  return wanted !== undefined && wanted !== current;
}
