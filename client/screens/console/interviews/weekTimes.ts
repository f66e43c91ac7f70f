const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
/** Shorter interviews are drawn as if they took this long, so that they can be read and pressed. */
const SHORTEST_MINUTES = 30;
/** Hours that are always shown. */
export const USUAL_HOURS = { from: 8, to: 18 };
/** Earlier interviews don't change where the week opens. */
const MORNING = 6;
/** Starts to which an interview can be dragged. */
const SNAP_MINUTES = 15;

export type Timed = { interviewId: string; scheduledAt: number; plannedMinutes: number };
type Placed<T> = { interview: T; lane: number; lanes: number; crowded: boolean };
/** Interviews that have no lane, because there are too many at this time. */
export type Crowd = { at: number; count: number };

/** Returns the interviews of a day, in at most `most` lanes of which none has two at the same time. */
export function lanesOf<T extends Timed>(
  interviews: readonly T[],
  most: number,
): { placed: Placed<T>[]; crowds: Crowd[] } {
  const placed: Placed<T>[] = [];
  const crowds: Crowd[] = [];
  let group: Placed<T>[] = [];
  let ends: number[] = [];
  const closeGroup = () => {
    const lanes = Math.min(most, ends.length);
    placed.push(
      ...group.filter(({ lane }) => lane < most).map(one => ({ ...one, lanes, crowded: ends.length > most })),
    );
    const [first, ...others] = group.filter(({ lane }) => lane >= most);
    if (first) crowds.push({ at: first.interview.scheduledAt, count: 1 + others.length });
    group = [];
    ends = [];
  };
  for (const interview of interviews.toSorted((a, b) => a.scheduledAt - b.scheduledAt)) {
    const { scheduledAt: start } = interview;
    if (ends.every(end => end <= start)) closeGroup();
    const free = ends.findIndex(end => end <= start);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = start + shownMinutes(interview) * MINUTE_MS;
    group.push({ interview, lane, lanes: 0, crowded: false });
  }
  closeGroup();
  return { placed, crowds };
}

export function shownMinutes({ plannedMinutes }: Timed): number {
  return Math.max(plannedMinutes, SHORTEST_MINUTES);
}

/** Returns the time on the day's clock, in minutes. */
export function clockMinutes(at: number): number {
  const date = new Date(at);
  return date.getHours() * 60 + date.getMinutes();
}

/** Returns the hour that is at the top when a week opens, for starts in minutes of the day. */
export function openingHour(starts: readonly number[]): number {
  const hours = starts.map(minutes => Math.floor(minutes / 60)).filter(hour => hour >= MORNING);
  return Math.min(USUAL_HOURS.from, ...hours);
}

/** Returns the start of an interview that is dragged to a day, and by a number of minutes. */
export function movedStart(at: number, day: number, byMinutes: number): number {
  const minutes = Math.round((clockMinutes(at) + byMinutes) / SNAP_MINUTES) * SNAP_MINUTES;
  const within = Math.min(DAY_MINUTES - SNAP_MINUTES, Math.max(0, minutes));
  return new Date(day).setHours(0, within, 0, 0);
}
