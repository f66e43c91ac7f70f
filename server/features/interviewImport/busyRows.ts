import type { BusyInterviewer } from '../../../shared/protocol/importRoutes.ts';
import type { PlannedSeat } from '../../store/workloadStore.ts';
import type { CheckedRow } from './checkRows.ts';

const MINUTE_MS = 60_000;
const BUSY_SHOWN = 50;

interface Usual {
  minutes: number;
  interviewers: readonly { displayName: string; email?: string | undefined }[];
}

interface Busy {
  from: number;
  to: number;
}

interface RowSeat extends Busy {
  row: CheckedRow;
  name: string;
  email: string;
}

/** Returns the seats of interviewers at rows that have a time, by time. */
export function seatsOfRows(rows: readonly CheckedRow[], usual: Usual): RowSeat[] {
  const seats = rows.flatMap(row => {
    const { scheduledAt: from, minutes = usual.minutes } = row;
    if (from === undefined) return [];
    const names = new Map(
      [...row.interviewers, ...usual.interviewers].flatMap(({ email, displayName }) =>
        email === undefined ? [] : [[email.toLowerCase(), displayName] as const],
      ),
    );
    return [...names].map(([email, name]) => ({ row, email, name, from, to: from + minutes * MINUTE_MS }));
  });
  return seats.toSorted((a, b) => a.from - b.from || a.row.row - b.row.row);
}

/**
 * Returns the first interviewers who have something else at the time of a row: an earlier row, or one of the
 * interviews in `planned`. `shows` says whether the title of an interview is shown.
 */
export function busyInterviewers(
  seats: readonly RowSeat[],
  planned: readonly PlannedSeat[],
  shows: (seat: PlannedSeat) => boolean,
): BusyInterviewer[] {
  const plannedOf = Map.groupBy(planned, ({ email }) => email);
  /** The seat of each interviewer that ends last so far. */
  const before = new Map<string, RowSeat>();
  const found: BusyInterviewer[] = [];
  for (const seat of seats) {
    const { email, name, row } = seat;
    const other = before.get(email);
    const facts = { row: row.row, name, timeZone: row.timeZone };
    const seatThen = plannedOf
      .get(email)
      ?.find(({ scheduledAt, plannedMinutes }) =>
        overlaps(seat, { from: scheduledAt, to: scheduledAt + plannedMinutes * MINUTE_MS }),
      );
    if (other && overlaps(seat, other))
      found.push({ ...facts, from: other.from, to: other.to, otherRow: other.row.row });
    else if (seatThen) {
      const { scheduledAt: from, plannedMinutes, title } = seatThen;
      const to = from + plannedMinutes * MINUTE_MS;
      found.push({ ...facts, from, to, ...(shows(seatThen) && { title }) });
    }
    if (!other || other.to < seat.to) before.set(email, seat);
    if (found.length === BUSY_SHOWN) break;
  }
  return found;
}

function overlaps(a: Busy, b: Busy): boolean {
  return a.from < b.to && b.from < a.to;
}
