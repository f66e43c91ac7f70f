import { formatUnit, HOUR_CYCLE, LANGUAGE, LOCALE } from '../../shared/intl.ts';
import { placeOf, shortZone, zoneWords } from '../../shared/time/zoneNames.ts';
import { instantAt, isTimeZone, offsetMs, ownZone, wallTimeAt } from '../../shared/time/zones.ts';

const DAY_MS = 86_400_000;

const TIME = { hour: 'numeric', minute: '2-digit', hourCycle: HOUR_CYCLE } as const;
const hourFormat = new Intl.DateTimeFormat(LOCALE, { hour: 'numeric', hourCycle: HOUR_CYCLE });
const timeFormat = new Intl.DateTimeFormat(LOCALE, TIME);
const zonedTimeFormat = new Intl.DateTimeFormat(LOCALE, { ...TIME, timeZoneName: 'short' });
const DAY = { weekday: 'short', day: 'numeric', month: 'short' } as const;
const dayFormat = new Intl.DateTimeFormat(LOCALE, DAY);
const DAY_YEAR = { day: 'numeric', month: 'short', year: 'numeric' } as const;
const dayYearFormat = new Intl.DateTimeFormat(LOCALE, DAY_YEAR);
const LONG_DAY = { weekday: 'long', day: 'numeric', month: 'long' } as const;
const LONG = { ...LONG_DAY, year: 'numeric', ...TIME, timeZoneName: 'short' } as const;
const longFormat = new Intl.DateTimeFormat(LOCALE, LONG);
const relativeFormat = new Intl.RelativeTimeFormat(LANGUAGE, { numeric: 'auto' });
const unitList = new Intl.ListFormat(LANGUAGE, { type: 'unit', style: 'narrow' });

/** Returns the name of a day, such as "Saturday". */
export function formatWeekday(at: number, zone: string | undefined): string {
  const timeZone = zone && isTimeZone(zone) ? zone : ownZone();
  return new Intl.DateTimeFormat(LOCALE, { weekday: 'long', timeZone }).format(at);
}

/** Names of yesterday, today, and tomorrow, capitalized for the start of a line or a cell. */
const NEAR_DAYS = new Map([
  [-1, 'Yesterday'],
  [0, 'Today'],
  [1, 'Tomorrow'],
]);

/** Keeps a time, its half of the day, and its zone on one line. */
function unbroken(text: string): string {
  return text.replace(/:\d\d.*/, time => time.replace(/\s/g, '\u00a0'));
}

/** Returns "2:30 PM". All functions in this file take times in epoch milliseconds. */
export function formatTime(at: number, zone?: string): string {
  return unbroken(zone === undefined ? timeFormat.format(at) : inZone(at, zone, TIME));
}

/** Returns the time where there is little room. `clockOnly`: without AM and PM, next to a scale of hours. */
export function formatShortTime(at: number, clockOnly: boolean): string {
  const time = formatTime(at);
  return clockOnly ? time.replace(/\s.*/, '') : time.replace(/:00(?=\s)/, '');
}

/** Returns "2 PM", for the scale of a calendar. */
export function formatHour(at: number): string {
  return hourFormat.format(at);
}

/** Returns "2:30 PM CET", for readers who may be in another time zone than the organizer. */
export function formatZonedTime(at: number, zone?: string): string {
  if (zone === undefined) return unbroken(zonedTimeFormat.format(at));
  return unbroken(inZone(at, zone, { ...TIME, timeZoneName: 'short' }));
}

/** True for yesterday, today, and tomorrow. */
export function isNearDay(at: number, now: number): boolean {
  return NEAR_DAYS.has(daysBetween(now, at));
}

/** Returns "Today", "Tomorrow", "Yesterday", or "Tue, Nov 24", with the year unless it is this year. */
export function formatDay(at: number, now: number, zone?: string): string {
  return NEAR_DAYS.get(daysBetween(now, at, zone)) ?? formatDate(at, now, zone);
}

/** Returns "today" or "Tue, Nov 24", for use after a preposition such as "by" or "until". */
export function formatDayAlone(at: number, now: number, zone?: string): string {
  const days = daysBetween(now, at, zone);
  return Math.abs(days) <= 1 ? relativeFormat.format(days, 'day') : formatDate(at, now, zone);
}

/** Returns "today" or "on Tue, Nov 24", for use within a sentence. */
export function formatDayWithin(at: number, now: number, zone?: string): string {
  const day = formatDayAlone(at, now, zone);
  return Math.abs(daysBetween(now, at, zone)) <= 1 ? day : `on ${day}`;
}

/** Returns "today at 12:41 PM" or "on Tue, Nov 24 at 12:41 PM", for use within a sentence. */
export function formatMoment(at: number, now: number): string {
  return `${formatDayWithin(at, now)} at ${formatTime(at)}`;
}

/** Returns "today at 12:41 PM" or "Tue, Nov 24 at 12:41 PM", for use after a preposition. */
export function formatMomentAlone(at: number, now: number, zone?: string): string {
  return `${formatDayAlone(at, now, zone)} at ${formatTime(at, zone)}`;
}

/** Returns "Today, 12:41 PM" or "Tue, Nov 24, 12:41 PM", for use outside a sentence. */
export function formatDayTime(at: number, now: number, zone?: string): string {
  return `${formatDay(at, now, zone)}, ${formatTime(at, zone)}`;
}

const exactFormat = new Intl.DateTimeFormat(LOCALE, {
  dateStyle: 'medium',
  timeStyle: 'long',
  hourCycle: HOUR_CYCLE,
});

/** Returns the day, and the time with seconds and zone. */
export function formatExact(at: number): string {
  return exactFormat.format(at);
}

/** Returns the full day, time, and time zone, for texts that people read outside the app. */
export function formatLong(at: number, zone?: string): string {
  const isKnown = zone !== undefined && isTimeZone(zone);
  return unbroken(isKnown ? inZone(at, zone, LONG) : longFormat.format(at));
}

/** Returns "Tuesday, December 15", for a last day within a few weeks. */
export function formatLongDay(at: number, zone?: string): string {
  return inZone(at, zone !== undefined && isTimeZone(zone) ? zone : ownZone(), LONG_DAY);
}

/**
 * Returns "9:00 AM in New York (EST)", or with the day where it differs from the reader's. Undefined if the
 * zone's clocks show the same as the reader's.
 */
export function formatElsewhere(
  at: number,
  zone: string | undefined,
  readersZone = ownZone(),
): string | undefined {
  if (zone === undefined || !isTimeZone(zone) || offsetMs(zone, at) === offsetMs(readersZone, at))
    return undefined;
  const day = inZone(at, zone, DAY);
  const time = `${formatTime(at, zone)} in ${placeOf(zone)} (${shortZone(zone, at)})`;
  return day === inZone(at, readersZone, DAY) ? time : `${day}, ${time}`;
}

function inZone(at: number, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(LOCALE, { ...options, timeZone }).format(at);
}

/** Returns "now", "in 12 minutes", "3 hours ago", or "in 2 days", for all times of that day. */
export function formatDistance(at: number, now: number): string {
  const minutes = Math.round((at - now) / 60_000);
  if (minutes === 0) return relativeFormat.format(0, 'second');
  if (Math.abs(minutes) < 60) return relativeFormat.format(minutes, 'minute');
  return Math.abs(minutes) < 48 * 60
    ? relativeFormat.format(Math.round(minutes / 60), 'hour')
    : relativeFormat.format(daysBetween(now, at), 'day');
}

/** Returns "under a minute", "12 min", "3 hr", or "4 days". */
export function formatDuration(durationMs: number): string {
  const minutes = Math.round(durationMs / 60_000);
  if (minutes < 1) return 'under a minute';
  if (minutes < 60) return formatUnit(minutes, 'minute');
  return minutes < 48 * 60
    ? formatUnit(Math.round(minutes / 60), 'hour')
    : formatUnit(Math.round(minutes / 1_440), 'day');
}

/** Returns "under a minute", "9 min", or "1 hr 58 min". Rounds down, so that at least this time is left. */
export function formatTimeLeft(durationMs: number): string {
  const minutes = Math.floor(durationMs / 60_000);
  return minutes < 1 ? 'under a minute' : hoursAndMinutes(minutes, 'short');
}

/** Returns "1 minute" or "1 hour 34 minutes". Rounds to whole minutes, with a minimum of one. */
export function formatTimeSpent(durationMs: number): string {
  return hoursAndMinutes(Math.max(1, Math.round(durationMs / 60_000)), 'long');
}

/** Says how long a person was present: "Less than a minute", "1 minute", or "75 minutes". */
export function formatStay(durationMs: number): string {
  const minutes = Math.round(durationMs / 60_000);
  return minutes < 1 ? 'Less than a minute' : formatUnit(minutes, 'minute', 'long');
}

/** Returns "45 sec", "2 min", or "2 min 30 sec". */
export function formatSeconds(seconds: number): string {
  const whole = Math.round(seconds);
  const [minutes, rest] = [Math.floor(whole / 60), whole % 60];
  if (minutes === 0) return formatUnit(rest, 'second');
  const parts = [formatUnit(minutes, 'minute'), ...(rest > 0 ? [formatUnit(rest, 'second')] : [])];
  return unitList.format(parts);
}

/** Returns a zone at a moment, such as "Berlin time (GMT+1)". Defaults to the device's zone. */
export function zoneName(at: number, timeZone = ownZone()): string {
  return zoneWords(timeZone, at);
}

export function startOfDay(at: number, zone?: string): number {
  if (zone === undefined) return new Date(at).setHours(0, 0, 0, 0);
  return instantAt(zone, `${wallTimeAt(zone, at).slice(0, 10)}T00:00`) ?? at;
}

function daysBetween(from: number, to: number, zone?: string): number {
  return Math.round((startOfDay(to, zone) - startOfDay(from, zone)) / DAY_MS);
}

function formatDate(at: number, now: number, zone?: string): string {
  if (zone !== undefined) {
    const isSameYear = wallTimeAt(zone, at).slice(0, 4) === wallTimeAt(zone, now).slice(0, 4);
    return inZone(at, zone, isSameYear ? DAY : DAY_YEAR);
  }
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? dayFormat : dayYearFormat).format(at);
}

function hoursAndMinutes(minutes: number, unitDisplay: 'short' | 'long'): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return unitList.format([
    ...(hours > 0 ? [formatUnit(hours, 'hour', unitDisplay)] : []),
    ...(rest > 0 || hours === 0 ? [formatUnit(rest, 'minute', unitDisplay)] : []),
  ]);
}
