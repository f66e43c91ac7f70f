import { TZDate } from '@date-fns/tz';
import ical, { ICalAttendeeStatus, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { tzlib_get_ical_block as rulesOf } from 'timezones-ical-library';
import type { CalendarEntry } from '../../texts/letterParts.ts';
import { oneLine } from './letter.ts';

/** Returns a calendar file with one entry and one attendee, for the same recipient as its email. */
export function calendarFile(
  { method, uid, sequence, start, minutes, zone, summary, description, location }: CalendarEntry,
  { from, to }: { from: { name: string; address: string }; to: string },
): { method: string; filename: string; content: string } {
  const rules = rulesOf(zone)[0];
  // Today's name of the zone, under which the rules are listed.
  const timezone = /^TZID:(\S+)/m.exec(rules ?? '')?.[1] ?? null;
  const calendar = ical({
    prodId: { company: 'Vivavoce', product: 'Interviews' },
    method: ICalCalendarMethod[method],
    // Not the calendar's zone, in which the library would also write DTSTAMP, which has to be in UTC.
    timezone: { name: null, generator: () => rules ?? null },
  });
  const event = calendar.createEvent({
    id: uid,
    sequence,
    timezone,
    start: new TZDate(start, timezone ?? 'UTC'),
    end: new TZDate(start + minutes * 60_000, timezone ?? 'UTC'),
    summary: oneLine(summary),
    status: method === 'CANCEL' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    organizer: { name: oneLine(from.name), email: from.address },
    ...(description && { description }),
    ...(location && { location }),
  });
  // The sender's address takes no replies, so the calendar asks for none.
  event.createAttendee({ email: to, rsvp: false, status: ICalAttendeeStatus.NEEDSACTION });
  return {
    method,
    filename: method === 'CANCEL' ? 'canceled.ics' : 'interview.ics',
    content: calendar.toString(),
  };
}
