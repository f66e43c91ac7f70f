import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { classNames } from '../../../components/ui/classNames.ts';
import { formatHour, formatTime, startOfDay } from '../../../texts/times.ts';
import { useDragMove } from './useDragMove.ts';
import {
  type Crowd,
  clockMinutes,
  lanesOf,
  openingHour,
  shownMinutes,
  type Timed,
  USUAL_HOURS,
} from './weekTimes.ts';

/** Height of an hour. */
const HOUR_REM = 3;
/** Height of a line of text, and of the space around the lines. */
const [LINE_REM, FRAME_REM] = [0.875, 0.375];
const SLOT_MINUTES = 30;
/** Width that is left for the number of interviews without a lane. */
const CROWD_REM = 1.75;

function linesIn(interview: Timed): number {
  return Math.max(1, Math.floor((heightOf(interview) - FRAME_REM) / LINE_REM));
}

function heightOf(interview: Timed): number {
  return (shownMinutes(interview) / 60) * HOUR_REM;
}

function remPx(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
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
  /** Most interviews next to each other that can be read. */
  lanes: number;
  /** Stands for interviews at the same time that there is no room for. */
  crowd: (crowd: Crowd, day: number) => ReactNode;
  mayMove: (interview: T) => boolean;
  onMove: (interviewId: string, at: number) => void;
}

/** A week with a column for each day, in which interviews stand at their hours. */
export function WeekGrid<T extends Timed>(props: WeekGridProps<T>) {
  const { days, now, interviews, heading, slot, onMove } = props;
  const columns = useRef<HTMLOListElement>(null);
  const drag = useDragMove({
    days,
    hourPx: () => HOUR_REM * remPx(),
    columns: () => columns.current,
    onDrop: onMove,
  });
  const moved = drag.target && interviews.find(({ interviewId }) => interviewId === drag.target?.id);
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
    if (scroller.current) scroller.current.scrollTop = opensAt * HOUR_REM * remPx();
  }, [opensAt, monday]);
  return (
    <div
      ref={scroller}
      className="flex max-h-[35rem] overflow-x-hidden overflow-y-auto overscroll-y-auto rounded-card border border-line bg-surface"
    >
      <div aria-hidden className="w-14 shrink-0 pt-9 text-right text-xs text-muted tabular-nums">
        {hours.map(hour => (
          <div key={hour} className="pr-2" style={{ height: `${HOUR_REM}rem` }}>
            {formatHour(new Date(monday).setHours(hour))}
          </div>
        ))}
      </div>
      <ol ref={columns} className="grid min-w-0 flex-1 grid-cols-7">
        {days.map(day => (
          <li key={day} className="min-w-0 border-l border-line">
            <div className="sticky top-0 z-20 flex h-9 flex-col justify-center border-b border-line bg-surface px-1">
              {heading(day)}
            </div>
            <div
              className="relative bg-[repeating-linear-gradient(to_bottom,var(--color-line)_0_1px,transparent_1px_3rem)]"
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
              {day === startOfDay(now) && clockMinutes(now) >= from * 60 && clockMinutes(now) < to * 60 && (
                <div
                  aria-hidden
                  className="pointer-events-none absolute inset-x-0 border-t-2 border-danger"
                  style={{ top: topOf(now) }}
                />
              )}
              <DayLanes {...props} day={day} topOf={topOf} drag={drag} />
              {drag.target && moved && startOfDay(drag.target.at) === day && (
                <div
                  aria-hidden
                  className="pointer-events-none absolute inset-x-0.5 z-20 rounded-control border-2 border-accent bg-surface/90 px-1.5 text-xs font-semibold text-accent-ink tabular-nums shadow-float"
                  style={{ top: topOf(drag.target.at), height: `${heightOf(moved)}rem` }}
                >
                  {formatTime(drag.target.at)}
                </div>
              )}
            </div>
          </li>
        ))}
      </ol>
    </div>
  );
}

interface DayLanesProps<T>
  extends Pick<WeekGridProps<T>, 'interviews' | 'lanes' | 'entry' | 'crowd' | 'mayMove'> {
  day: number;
  topOf: (at: number) => string;
  drag: ReturnType<typeof useDragMove>;
}

function DayLanes<T extends Timed>(props: DayLanesProps<T>) {
  const { interviews, lanes: most, entry, crowd, mayMove, day, topOf, drag } = props;
  const ofDay = interviews.filter(({ scheduledAt }) => startOfDay(scheduledAt) === day);
  const { placed, crowds } = lanesOf(ofDay, most);
  return (
    <>
      {placed.map(({ interview, lane, lanes, crowded }) => {
        const room = crowded ? `(100% - ${CROWD_REM}rem)` : '100%';
        const { interviewId, scheduledAt } = interview;
        return (
          <div
            key={interviewId}
            {...(mayMove(interview) && drag.handlersOf(interviewId, scheduledAt))}
            className={classNames(
              'absolute pr-0.5 pb-0.5 focus-within:z-10 hover:z-10',
              drag.target?.id === interviewId && 'opacity-50',
            )}
            style={{
              top: topOf(scheduledAt),
              height: `${heightOf(interview)}rem`,
              left: `calc(${room} * ${lane / lanes})`,
              width: `calc(${room} / ${lanes})`,
            }}
          >
            {entry(interview, linesIn(interview))}
          </div>
        );
      })}
      {crowds.map(one => (
        <div
          key={one.at}
          className="absolute right-0 z-10 h-6 pr-0.5"
          style={{ top: topOf(one.at), width: `${CROWD_REM}rem` }}
        >
          {crowd(one, day)}
        </div>
      ))}
    </>
  );
}
