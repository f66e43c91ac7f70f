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

/** Rules of the organization. `week` is for interviews of the virtual recruiter without an interviewer. */
export const SchedulingRules = z.strictObject({
  week: Week,
  noticeHours: NoticeHours,
  daysAhead: DaysAhead,
  /** Candidates can move or cancel until this many hours before the interview. */
  changeHours: z.number().int().min(0).max(HOURS_LIMITS.noticeHours),
});
export type SchedulingRules = z.infer<typeof SchedulingRules>;

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
