/** The person's own kind of English where there is one, so that words and dates agree. */
const LOCALE = navigator.languages.find(language => language.startsWith('en')) ?? 'en-GB';
const DAY_MS = 86_400_000;

const timeFormat = new Intl.DateTimeFormat(LOCALE, { hour: 'numeric', minute: '2-digit' });
const zonedTimeFormat = new Intl.DateTimeFormat(LOCALE, {
  hour: 'numeric',
  minute: '2-digit',
  timeZoneName: 'short',
});
const dayFormat = new Intl.DateTimeFormat(LOCALE, { weekday: 'short', day: 'numeric', month: 'short' });
const dayYearFormat = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short', year: 'numeric' });
const longFormat = new Intl.DateTimeFormat(LOCALE, {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZoneName: 'short',
});

/** All times are epoch milliseconds. */
export function formatTime(at: number): string {
  return timeFormat.format(at);
}

/** "14:30 CET": for readers who may be in another time zone than the organizer. */
export function formatZonedTime(at: number): string {
  return zonedTimeFormat.format(at);
}

/** "Today", "Tomorrow", "Yesterday", else "Tue, 24 Nov", with the year when it is another one. */
export function formatDay(at: number, now: number): string {
  const distance = Math.round((startOfDay(at) - startOfDay(now)) / DAY_MS);
  if (distance === 0) return 'Today';
  if (distance === 1) return 'Tomorrow';
  if (distance === -1) return 'Yesterday';
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return (sameYear ? dayFormat : dayYearFormat).format(at);
}

/** "today at 12:41", "on Tue, 24 Nov at 12:41": for the middle of a sentence. */
export function formatMoment(at: number, now: number): string {
  return `${formatDayWithin(at, now)} at ${formatTime(at)}`;
}

/** "today at 12:41", "Tue, 24 Nov at 12:41": after a preposition of its own. */
export function formatMomentAlone(at: number, now: number): string {
  return formatMoment(at, now).replace(/^on /, '');
}

/** "today", "on Tue, 24 Nov": the day alone. */
export function formatDayWithin(at: number, now: number): string {
  const distance = Math.round((startOfDay(at) - startOfDay(now)) / DAY_MS);
  const day = formatDay(at, now);
  return Math.abs(distance) <= 1 ? day.toLowerCase() : `on ${day}`;
}

/** For texts that leave the app: day, time and time zone in full. */
export function formatLong(at: number): string {
  return longFormat.format(at);
}

/** "now", "in 12 min", "3 h ago". */
export function formatDistance(at: number, now: number): string {
  const minutes = Math.round((at - now) / 60_000);
  if (minutes === 0) return 'now';
  const words = formatDuration(Math.abs(at - now));
  return minutes > 0 ? `in ${words}` : `${words} ago`;
}

/** "under a minute", "12 min", "3 h", "4 days". */
export function formatDuration(durationMs: number): string {
  const minutes = Math.round(durationMs / 60_000);
  if (minutes < 1) return 'under a minute';
  if (minutes < 60) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1_440)} days`;
}

/** How long a person was there, for people who read it later: "Less than a minute", "1 minute", "75 minutes". */
export function formatStay(durationMs: number): string {
  const minutes = Math.round(durationMs / 60_000);
  if (minutes < 1) return 'Less than a minute';
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}

/** A stretch of speech or silence: "45 s", "2 min", "2 min 30 s". */
export function formatSeconds(seconds: number): string {
  const whole = Math.round(seconds);
  const [minutes, rest] = [Math.floor(whole / 60), whole % 60];
  if (minutes === 0) return `${rest} s`;
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
}

/** The device's zone at that moment, such as "Europe/Berlin, GMT+1". */
export function zoneName(at: number): string {
  const format = new Intl.DateTimeFormat(LOCALE, { timeZoneName: 'short' });
  const short = format.formatToParts(at).find(part => part.type === 'timeZoneName')?.value ?? '';
  const { timeZone } = format.resolvedOptions();
  return short && short !== timeZone ? `${timeZone}, ${short}` : timeZone;
}

export function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
