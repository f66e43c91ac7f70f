import { TZDate } from '@date-fns/tz';
import ical, {
  ICalAlarmType,
  ICalAttendeeStatus,
  type ICalCalendar,
  ICalCalendarMethod,
  type ICalEvent,
  ICalEventStatus,
} from 'ical-generator';
import { tzlib_get_ical_block as rulesOf } from 'timezones-ical-library';
import type { CalendarEntry } from '../../texts/letterParts.ts';
import { oneLine } from './letter.ts';

/** How often calendars should read a feed again. */
const FEED_TTL_SECONDS = 60 * 60;
/** How long before the start calendars remind. */
const ALARM_SECONDS = 15 * 60;

/** Returns a calendar file with one entry and one attendee, for the same recipient as its email. */
export function calendarFile(
  { method, file = 'interview', ...entry }: CalendarEntry,
  { from, to }: { from: { name: string; address: string }; to: string },
): { method: string; filename: string; content: string } {
  const calendar = newCalendar();
  calendar.method(ICalCalendarMethod[method]);
  const event = addEntry(calendar, entry);
  event.status(method === 'CANCEL' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED);
  event.organizer({ name: oneLine(from.name), email: from.address });
  // The sender's address takes no replies, so the calendar asks for none.
  event.createAttendee({
    ...(entry.attendee && { name: oneLine(entry.attendee) }),
    ...{ email: to, rsvp: false, status: ICalAttendeeStatus.NEEDSACTION },
  });
  if (method !== 'CANCEL') addAlarm(event);
  return {
    method,
    filename: method === 'CANCEL' ? 'canceled.ics' : `${file}.ics`,
    content: calendar.toString(),
  };
}

/** Returns a calendar file that a person adds to their calendar, where messages with the same entry change it. */
export function calendarDownload({ method: _method, ...entry }: CalendarEntry): string {
  const calendar = newCalendar();
  calendar.method(ICalCalendarMethod.PUBLISH);
  const event = addEntry(calendar, entry);
  event.status(ICalEventStatus.CONFIRMED);
  addAlarm(event);
  return calendar.toString();
}

function addAlarm(event: ICalEvent): void {
  event.createAlarm({
    type: ICalAlarmType.display,
    triggerBefore: ALARM_SECONDS,
    description: event.summary(),
  });
}

/** Returns a calendar file for a calendar that reads it again and again. */
export function calendarFeedFile(name: string, entries: readonly Omit<CalendarEntry, 'method'>[]): string {
  const calendar = newCalendar();
  calendar.name(oneLine(name)).ttl(FEED_TTL_SECONDS);
  for (const entry of entries) addEntry(calendar, entry);
  return calendar.toString();
}

function newCalendar(): ICalCalendar {
  return ical({
    prodId: { company: 'Vivavoce', product: 'Interviews' },
    // Not the calendar's zone, in which the library would also write DTSTAMP, which has to be in UTC.
    timezone: { name: null, generator: zone => rulesOf(zone)[0] ?? null },
  });
}

function addEntry(
  calendar: ICalCalendar,
  { uid, sequence, start, minutes, zone, summary, description, location }: Omit<CalendarEntry, 'method'>,
): ICalEvent {
  // Today's name of the zone, under which the rules are listed.
  const timezone = /^TZID:(\S+)/m.exec(rulesOf(zone)[0] ?? '')?.[1] ?? null;
  return calendar.createEvent({
    id: uid,
    sequence,
    timezone,
    start: new TZDate(start, timezone ?? 'UTC'),
    end: new TZDate(start + minutes * 60_000, timezone ?? 'UTC'),
    summary: oneLine(summary),
    ...(description && { description }),
    ...(location && { location }),
  });
}
