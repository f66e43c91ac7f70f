import type { InterviewId } from '../../../shared/ids.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type { BulkBusy } from '../../../shared/protocol/bulkRoutes.ts';
import type { PlannedSeat, Span } from '../../store/workloadStore.ts';

const MINUTE_MS = 60_000;

/** A seat at its new time. */
export interface MovedSeat extends PlannedSeat {
  name: string;
  part: Part;
}

type Part = 'staff' | 'candidate';

/** Returns the seats of people who have to be there at the new time. With the virtual recruiter, no one has to. */
export function movedSeats(
  { interviewId, title, teamId, plannedMinutes, recruiter, seats }: InterviewState,
  to: number,
): MovedSeat[] {
  if (recruiter) return [];
  const interview = { interviewId, title, scheduledAt: to, plannedMinutes, ...(teamId && { teamId }) };
  return Object.values(seats).flatMap(({ role, presence, email, displayName }) =>
    presence === 'removed' || email === undefined
      ? []
      : [
          {
            ...interview,
            ...{ email: email.toLowerCase(), name: displayName },
            part: role === 'candidate' ? 'candidate' : 'staff',
          },
        ],
  );
}

/** Returns the time that the moved seats take up. Undefined without one. */
export function spanOf(moved: readonly MovedSeat[]): Span | undefined {
  if (moved.length === 0) return undefined;
  return {
    from: Math.min(...moved.map(({ scheduledAt }) => scheduledAt)),
    to: Math.max(...moved.map(seat => endOf(seat))),
  };
}

/**
 * Returns who has something else at the new time of their interview: another interview that moves, or one of
 * those in `planned` that stay. `shows` says whether a title is shown.
 */
export function busyAfterMove(
  moved: readonly MovedSeat[],
  planned: Readonly<Record<Part, readonly PlannedSeat[]>>,
  shows: (seat: PlannedSeat) => boolean,
): Map<InterviewId, BulkBusy[]> {
  const moving = new Set(moved.map(({ interviewId }) => interviewId));
  const seatsOf = (part: Part) => {
    const staying = planned[part].filter(({ interviewId }) => !moving.has(interviewId));
    const moves = moved.filter(seat => seat.part === part);
    return Map.groupBy<string, PlannedSeat>([...staying, ...moves], ({ email }) => email);
  };
  const byEmail = { staff: seatsOf('staff'), candidate: seatsOf('candidate') };
  const busy = moved.flatMap(seat => {
    const other = byEmail[seat.part]
      .get(seat.email)
      ?.find(one => one.interviewId !== seat.interviewId && overlaps(one, seat));
    if (!other) return [];
    const shown = shows(other) && { title: other.title };
    return [
      [seat.interviewId, { name: seat.name, from: other.scheduledAt, to: endOf(other), ...shown }] as const,
    ];
  });
  return new Map(
    [...Map.groupBy(busy, ([id]) => id)].map(([id, found]) => [id, found.map(([, one]) => one)] as const),
  );
}

function endOf({ scheduledAt, plannedMinutes }: PlannedSeat): number {
  return scheduledAt + plannedMinutes * MINUTE_MS;
}

function overlaps(a: PlannedSeat, b: PlannedSeat): boolean {
  return a.scheduledAt < endOf(b) && b.scheduledAt < endOf(a);
}
