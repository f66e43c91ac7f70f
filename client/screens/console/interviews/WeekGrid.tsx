import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { formatHour, startOfDay } from '../../../texts/times.ts';

const MINUTE_MS = 60_000;
/** Height of an hour. */
const HOUR_REM = 4;
/** Shorter interviews are drawn as if they took this long, so that they can be read and pressed. */
const SHORTEST_MINUTES = 30;
/** Height of a line of text, and of the borders and space around the lines. */
const [LINE_REM, FRAME_REM] = [1, 0.5];
/** Hours that are always shown. */
const USUAL_HOURS = { from: 8, to: 18 };
/** Earlier interviews don't change where the week opens. */
const MORNING = 6;
const SLOT_MINUTES = 30;
/** Most interviews next to each other that can still be read. */
const LANES_MAX = 3;

type Timed = { interviewId: string; scheduledAt: number; plannedMinutes: number };
type Placed<T> = { interview: T; lane: number; lanes: number };

/** Returns the interviews of a day, in lanes of which none has two at the same time. */
export function lanesOf<T extends Timed>(interviews: readonly T[]): Placed<T>[] {
  const placed: Placed<T>[] = [];
  let group: Placed<T>[] = [];
  let ends: number[] = [];
  const closeGroup = () => {
    placed.push(...group.map(one => ({ ...one, lanes: ends.length })));
    group = [];
    ends = [];
  };
  for (const interview of interviews.toSorted((a, b) => a.scheduledAt - b.scheduledAt)) {
    const { scheduledAt: start } = interview;
    if (ends.every(end => end <= start)) closeGroup();
    const free = ends.findIndex(end => end <= start);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = start + shownMinutes(interview) * MINUTE_MS;
    group.push({ interview, lane, lanes: 0 });
  }
  closeGroup();
  return placed;
}

function shownMinutes({ plannedMinutes }: Timed): number {
  return Math.max(plannedMinutes, SHORTEST_MINUTES);
}

function linesIn(interview: Timed): number {
  return Math.max(1, Math.floor((heightOf(interview) - FRAME_REM) / LINE_REM));
}

function heightOf(interview: Timed): number {
  return (shownMinutes(interview) / 60) * HOUR_REM;
}

/** Returns the time on the day's clock, in minutes. */
function clockMinutes(at: number): number {
  const date = new Date(at);
  return date.getHours() * 60 + date.getMinutes();
}

/** Returns the hour that is at the top when a week opens, for starts in minutes of the day. */
export function openingHour(starts: readonly number[]): number {
  const hours = starts.map(minutes => Math.floor(minutes / 60)).filter(hour => hour >= MORNING);
  return Math.min(USUAL_HOURS.from, ...hours);
}

/** True if no day has more interviews at the same time than fit next to each other. */
export function fitsWeek(interviews: readonly Timed[]): boolean {
  const days = Map.groupBy(interviews, ({ scheduledAt }) => startOfDay(scheduledAt));
  return [...days.values()].every(ofDay => lanesOf(ofDay).every(({ lanes }) => lanes <= LANES_MAX));
}

/** Returns the half hours of a day between two hours of its clock. */
function slotsOf(day: number, from: number, to: number): number[] {
  const count = ((to - from) * 60) / SLOT_MINUTES;
  return Array.from({ length: count }, (_, index) =>
    new Date(day).setHours(from, index * SLOT_MINUTES, 0, 0),
  );
}

interface WeekGridProps<T> {
  /** Starts of the days. */
  days: readonly number[];
  now: number;
  interviews: readonly T[];
  heading: (day: number) => ReactNode;
  /** `lines`: how many lines of text there is room for. */
  entry: (interview: T, lines: number) => ReactNode;
  /** What a time without interviews has. Absent for members who can't create interviews. */
  slot?: ((at: number) => ReactNode) | undefined;
}

/** A week with a column for each day, in which interviews stand at their hours. */
export function WeekGrid<T extends Timed>({ days, now, interviews, heading, entry, slot }: WeekGridProps<T>) {
  const scroller = useRef<HTMLDivElement>(null);
  const starts = interviews.map(({ scheduledAt }) => clockMinutes(scheduledAt));
  const ends = interviews.map(one => clockMinutes(one.scheduledAt) + shownMinutes(one));
  const from = Math.min(USUAL_HOURS.from, ...starts.map(minutes => Math.floor(minutes / 60)));
  const to = Math.min(24, Math.max(USUAL_HOURS.to, ...ends.map(minutes => Math.ceil(minutes / 60))));
  const hours = Array.from({ length: to - from }, (_, index) => from + index);
  const height = `${hours.length * HOUR_REM}rem`;
  const topOf = (at: number) => `${((clockMinutes(at) - from * 60) / 60) * HOUR_REM}rem`;
  const [monday = now] = days;
  const opensAt = openingHour(starts) - from;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another week opens at its own hour
  useLayoutEffect(() => {
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    if (scroller.current) scroller.current.scrollTop = opensAt * HOUR_REM * rem;
  }, [opensAt, monday]);
  return (
    <div
      ref={scroller}
      className="flex max-h-[44.5rem] overflow-x-hidden overflow-y-auto overscroll-y-auto rounded-card border border-line bg-surface"
    >
      <div aria-hidden className="w-14 shrink-0 pt-9 text-right text-xs text-muted tabular-nums">
        {hours.map(hour => (
          <div key={hour} className="pr-2" style={{ height: `${HOUR_REM}rem` }}>
            {formatHour(new Date(monday).setHours(hour))}
          </div>
        ))}
      </div>
      <ol className="grid min-w-0 flex-1 grid-cols-7">
        {days.map(day => (
          <li key={day} className="min-w-0 border-l border-line">
            <div className="sticky top-0 z-20 flex h-9 flex-col justify-center border-b border-line bg-surface px-1">
              {heading(day)}
            </div>
            <div
              className="relative bg-[repeating-linear-gradient(to_bottom,var(--color-line)_0_1px,transparent_1px_4rem)]"
              style={{ height }}
            >
              {slot &&
                slotsOf(day, from, to)
                  .filter(at => at > now)
                  .map(at => (
                    <div
                      key={at}
                      className="absolute inset-x-0"
                      style={{ top: topOf(at), height: `${(SLOT_MINUTES / 60) * HOUR_REM}rem` }}
                    >
                      {slot(at)}
                    </div>
                  ))}
              {lanesOf(interviews.filter(({ scheduledAt }) => startOfDay(scheduledAt) === day)).map(
                ({ interview, lane, lanes }) => (
                  <div
                    key={interview.interviewId}
                    className="absolute overflow-hidden pr-0.5 pb-0.5 focus-within:z-10 hover:z-10"
                    style={{
                      top: topOf(interview.scheduledAt),
                      height: `${heightOf(interview)}rem`,
                      left: `${(lane / lanes) * 100}%`,
                      width: `${100 / lanes}%`,
                    }}
                  >
                    {entry(interview, linesIn(interview))}
                  </div>
                ),
              )}
              {day === startOfDay(now) && clockMinutes(now) >= from * 60 && clockMinutes(now) < to * 60 && (
                <div
                  aria-hidden
                  className="pointer-events-none absolute inset-x-0 border-t-2 border-danger"
                  style={{ top: topOf(now) }}
                />
              )}
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}
