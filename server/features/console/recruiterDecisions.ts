import { isDeepStrictEqual } from 'node:util';
import type { PlainReason } from '../../../shared/errorReasons.ts';
import { AppError } from '../../../shared/errors.ts';
import type { SeatId } from '../../../shared/ids.ts';
import type { EventPayload, NewEvent, NewSeat } from '../../../shared/interview/events.ts';
import { isFinal } from '../../../shared/interview/phases.ts';
import { movedWindow, type StartWindow, usualWindow } from '../../../shared/interview/startWindow.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type { ChosenKit } from '../../../shared/kit/kit.ts';
import type { InterviewInput } from '../../../shared/protocol/http.ts';
import {
  type Accommodations,
  NO_ACCOMMODATIONS,
  type RecruiterSettings,
} from '../../../shared/recruiter/settings.ts';
import type { Decision } from '../../interviews/decision.ts';
import { requireSeat } from '../../interviews/seats.ts';

/** The functions in this file are pure, because a decision may be computed again on a newer state. */

export function requireRunning(state: InterviewState): void {
  if (isFinal(state.phase)) throw new AppError('wrong-phase', 'interview-over');
}

/** Assigns the recruiter to a new interview. Throws `invalid` without a kit, or with several candidates. */
export function recruiterFromStart(
  settings: RecruiterSettings | undefined,
  kit: ChosenKit | undefined,
  seats: readonly Pick<NewSeat, 'role'>[],
): NewEvent[] {
  if (!settings) return [];
  requireKit(kit);
  requireOneCandidate(seats);
  return [assigned(settings)];
}

/** Returns the events that change who interviews. `kit` is set when the same change also chooses a kit. */
export function recruiterChange(
  state: InterviewState,
  recruiter: RecruiterSettings | 'people',
  kit: ChosenKit | undefined,
): NewEvent[] {
  if (state.openedAt !== undefined) throw new AppError('wrong-phase', 'recruiter-fixed');
  const settings = recruiter === 'people' ? undefined : recruiter;
  if (settings) {
    requireKit(kit ?? state.rubric?.chosen);
    requireOneCandidate(Object.values(state.seats).filter(({ presence }) => presence !== 'removed'));
  }
  return sameFields(settings, state.recruiter?.settings) ? [] : [assigned(settings)];
}

/**
 * Returns when the candidate can start, or undefined if at any time. Throws `invalid` for a window that is
 * over or doesn't include `scheduledAt`, and for any window without a recruiter.
 */
export function windowFromStart(
  { recruiter, scheduledAt, window }: Pick<InterviewInput, 'recruiter' | 'scheduledAt' | 'window'>,
  now: number,
): StartWindow | undefined {
  if (window) requireFitting(window, { scheduledAt, hasRecruiter: recruiter !== undefined });
  if (window) requireAhead(window, now);
  if (!recruiter || window === null) return undefined;
  return window ?? usualWindow(scheduledAt, now);
}

interface WindowChanges {
  recruiter: RecruiterSettings | 'people' | undefined;
  /** If absent, the window moves with the start. A newly assigned recruiter gets the usual window. */
  window: StartWindow | null | undefined;
  scheduledAt: number | undefined;
}

/** Returns the changed window, if any. Throws `invalid`, or `wrong-phase` once the interview has opened. */
export function windowChange(
  state: InterviewState,
  now: number,
  { recruiter, window, scheduledAt = state.scheduledAt }: WindowChanges,
): Pick<EventPayload<'interview.changed'>, 'window'> {
  const hasRecruiter = recruiter ? recruiter !== 'people' : state.recruiter !== undefined;
  if (window === undefined) {
    if (state.openedAt !== undefined) return {};
    if (!state.window)
      return hasRecruiter && !state.recruiter ? { window: usualWindow(scheduledAt, now) } : {};
    const movedBy = scheduledAt - state.scheduledAt;
    return movedBy === 0 ? {} : { window: movedWindow(state.window, movedBy) };
  }
  if (window) requireFitting(window, { scheduledAt, hasRecruiter });
  if (isDeepStrictEqual(window ?? undefined, state.window)) return {};
  if (state.openedAt !== undefined) throw new AppError('wrong-phase', 'window-fixed');
  if (window) requireAhead(window, now);
  return { window };
}

/** Returns the event to log, if any. Throws `invalid` for `field` unless the seat is a candidate's. */
export function accommodationsFromStart(
  { seatId, role }: NewSeat,
  accommodations: Accommodations | undefined,
  field: string,
): NewEvent[] {
  if (!accommodations) return [];
  if (role !== 'candidate') throw onlyForCandidates(field);
  return [{ kind: 'accommodations.set', payload: { seatId, accommodations } }];
}

export function decideAccommodations(
  state: InterviewState,
  seatId: SeatId,
  accommodations: Accommodations,
): Decision<string[]> {
  requireRunning(state);
  const seat = requireSeat(state, seatId);
  if (seat.role !== 'candidate') throw onlyForCandidates('seatId');
  const changed = changedFields(seat.accommodations ?? NO_ACCOMMODATIONS, accommodations);
  if (changed.length === 0) return { events: [], result: changed };
  return { events: [{ kind: 'accommodations.set', payload: { seatId, accommodations } }], result: changed };
}

function assigned(settings: RecruiterSettings | undefined): NewEvent {
  return { kind: 'recruiter.assigned', payload: settings ? { settings } : {} };
}

export function refuseSecondCandidate(state: InterviewState, { role }: Pick<NewSeat, 'role'>): void {
  if (!state.recruiter || role !== 'candidate') return;
  const seats = Object.values(state.seats).filter(({ presence }) => presence !== 'removed');
  requireOneCandidate([...seats, { role }]);
}

function requireOneCandidate(seats: readonly Pick<NewSeat, 'role'>[]): void {
  if (seats.filter(({ role }) => role === 'candidate').length > 1)
    throw refused('seats', 'one-candidate-only');
}

function requireKit(kit: ChosenKit | undefined): void {
  if (!kit) throw refused('recruiter', 'recruiter-needs-kit');
}

function requireFitting(
  { opensAt, closesAt }: StartWindow,
  { scheduledAt, hasRecruiter }: { scheduledAt: number; hasRecruiter: boolean },
): void {
  if (!hasRecruiter) throw refused('window.opensAt', 'window-without-recruiter');
  if (opensAt > scheduledAt) throw refused('window.opensAt', 'window-opens-late');
  if (closesAt <= scheduledAt) throw refused('window.closesAt', 'window-closes-early');
}

function requireAhead({ closesAt }: StartWindow, now: number): void {
  if (closesAt <= now) throw refused('window.closesAt', 'window-passed');
}

function onlyForCandidates(field: string): AppError {
  return refused(field, 'accommodations-candidates-only');
}

function refused(field: string, reason: PlainReason): AppError {
  return AppError.invalid(reason, { field, fields: { [field]: { reason } } });
}

function sameFields<T extends object>(a: T | undefined, b: T | undefined): boolean {
  if (!a || !b) return a === b;
  return changedFields(a, b).length === 0;
}

/** Returns the fields that differ. An absent field differs from any value. */
function changedFields<T extends object>(before: T, after: T): (keyof T & string)[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof T & string>;
  return [...names].filter(name => before[name] !== after[name]);
}
