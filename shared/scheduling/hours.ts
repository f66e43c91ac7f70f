import { z } from 'zod';
import { reasonMessage } from '../errorReasons.ts';
import { TimeZone } from '../interview/fields.ts';

const QUARTER = 15;
const DAY_MINUTES = 24 * 60;

/** Minutes since midnight on the clocks of a zone, in quarters of an hour. */
const ClockMinute = z.number().int().min(0).max(DAY_MINUTES).multipleOf(QUARTER);

const clock = { from: ClockMinute, until: ClockMinute.meta({ examples: [DAY_MINUTES] }) };
const startsFirst = ({ from, until }: { from: number; until: number }) => from < until;
const endsEarly = { message: reasonMessage('hours-end-early'), path: ['until'] };

/** Days count from 1, Monday, to 7, Sunday. */
export const WeekHours = z
  .strictObject({ day: z.number().int().min(1).max(7), ...clock })
  .refine(startsFirst, endsEarly);
export type WeekHours = z.infer<typeof WeekHours>;

const Day = z.iso.date(reasonMessage('date-missing'));
export const DayHours = z.strictObject({ date: Day, ...clock }).refine(startsFirst, endsEarly);
export type DayHours = z.infer<typeof DayHours>;

export const DaysOff = z.strictObject({ from: Day, until: Day }).refine(({ from, until }) => from <= until, {
  message: reasonMessage('days-end-early'),
  path: ['until'],
});
export type DaysOff = z.infer<typeof DaysOff>;

export const HOURS_LIMITS = {
  week: 28,
  dates: 60,
  bufferMinutes: 120,
  perDay: 12,
  noticeHours: 168,
  daysAhead: 60,
} as const;

const Week = z.array(WeekHours).max(HOURS_LIMITS.week);
const NoticeHours = z.number().int().min(0).max(HOURS_LIMITS.noticeHours);
const DaysAhead = z.number().int().min(1).max(HOURS_LIMITS.daysAhead);

/** When candidates may choose a time with a member. Times are on the clocks of `timeZone`. */
export const Hours = z.strictObject({
  timeZone: TimeZone,
  week: Week,
  /** Hours on single days, in addition to those of the week, and also on days off. */
  extra: z.array(DayHours).max(HOURS_LIMITS.dates),
  off: z.array(DaysOff).max(HOURS_LIMITS.dates),
  /** Free time before and after each interview. */
  bufferMinutes: z.number().int().min(0).max(HOURS_LIMITS.bufferMinutes),
  /** Maximum number of interviews a day. 0 is no limit. */
  perDay: z.number().int().min(0).max(HOURS_LIMITS.perDay),
  noticeHours: NoticeHours,
  daysAhead: DaysAhead,
});
export type Hours = z.infer<typeof Hours>;

type Span = Pick<WeekHours, 'from' | 'until'>;
const overlap = (one: Span, other: Span) => one.from < other.until && other.from < one.until;

/** A week to save. Weeks that were saved before can have hours that overlap. */
const SavedWeek = Week.superRefine((week, context) => {
  for (const [index, span] of week.entries())
    if (week.slice(0, index).some(other => other.day === span.day && overlap(other, span)))
      context.addIssue({
        code: 'custom',
        message: reasonMessage('hours-overlap'),
        path: [index, 'until'],
      });
});

export const SavedHours = Hours.extend({ week: SavedWeek });

const SHORTEST = 2 * QUARTER;
const PAUSE = 60;
const LENGTH = 120;

/** Returns hours to add to those of a day, preferably after them. Undefined if the day has no half hour left. */
export function freeSpan(spans: readonly Span[]): Span | undefined {
  if (spans.length === 0) return { from: 9 * 60, until: 17 * 60 };
  const sorted = spans.toSorted((a, b) => a.from - b.from);
  const gaps: Span[] = [];
  let end = 0;
  for (const { from, until } of [...sorted, { from: DAY_MINUTES, until: DAY_MINUTES }]) {
    if (from - end >= SHORTEST) gaps.push({ from: end, until: from });
    end = Math.max(end, until);
  }
  const gap = gaps.at(-1);
  if (!gap) return undefined;
  // Leaves a pause after the hours before, if the gap is long enough.
  const from = gap.from > 0 && gap.until - gap.from >= PAUSE + SHORTEST ? gap.from + PAUSE : gap.from;
  return { from, until: Math.min(from + LENGTH, gap.until) };
}

/** Rules of the organization. `week` is for interviews of the virtual recruiter without an interviewer. */
export const SchedulingRules = z.strictObject({
  week: Week,
  noticeHours: NoticeHours,
  daysAhead: DaysAhead,
  /** Candidates can move or cancel until this many hours before the interview. */
  changeHours: z.number().int().min(0).max(HOURS_LIMITS.noticeHours),
});
export type SchedulingRules = z.infer<typeof SchedulingRules>;

export const SavedRules = SchedulingRules.extend({ week: SavedWeek });

const everyDay = (days: readonly number[], from: number, until: number): WeekHours[] =>
  days.map(day => ({ day, from: from * 60, until: until * 60 }));

export const USUAL_RULES: SchedulingRules = {
  week: everyDay([1, 2, 3, 4, 5, 6, 7], 7, 22),
  noticeHours: 1,
  daysAhead: 30,
  changeHours: 12,
};

/** Hours of people who haven't set any. */
export function usualHours(timeZone: string): Hours {
  return {
    timeZone,
    week: everyDay([1, 2, 3, 4, 5], 9, 17),
    extra: [],
    off: [],
    bufferMinutes: 15,
    perDay: 4,
    noticeHours: 24,
    daysAhead: 30,
  };
}

/** Returns the week in which Tuesday to Friday have the hours of Monday. */
export function workDaysLikeMonday(week: readonly WeekHours[]): WeekHours[] {
  const monday = week.filter(({ day }) => day === 1);
  const workDays = [1, 2, 3, 4, 5].flatMap(day => monday.map(span => ({ ...span, day })));
  return [...workDays, ...week.filter(({ day }) => day > 5)];
}
