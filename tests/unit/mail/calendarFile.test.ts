import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { calendarFile } from '../../../server/features/mail/calendarFile.ts';
import type { CalendarEntry } from '../../../server/texts/letterParts.ts';

const START = Date.UTC(2027, 2, 26, 9);
const ENTRY: CalendarEntry = {
  ...{ method: 'REQUEST', uid: 'a@example.com', sequence: 3, start: START, minutes: 45 },
  ...{ zone: 'Europe/Berlin', summary: 'Interview; first, "round"\nBcc: eve@example.org' },
};
const PEOPLE = { from: { name: 'Ampère, "A" & Söhne', address: 'jobs@example.com' }, to: 'ada@example.org' };

function read(change: Partial<CalendarEntry> = {}) {
  const { content } = calendarFile({ ...ENTRY, ...change }, PEOPLE);
  const calendar = new ICAL.Component(ICAL.parse(content));
  const [zone] = calendar.getAllSubcomponents('vtimezone');
  const component = calendar.getFirstSubcomponent('vevent');
  if (!component) throw new Error('There is no entry.');
  const start = component.getFirstProperty('dtstart');
  const time = component.getFirstPropertyValue('dtstart') as ICAL.Time;
  const rules = zone && new ICAL.Timezone(zone);
  if (rules) time.zone = rules;
  return {
    ...{ calendar, component },
    wall: time.toString(),
    at: time.toUnixTime() * 1_000,
    tzid: start?.getParameter('tzid'),
    listed: rules?.tzid,
  };
}

describe('a calendar file', () => {
  it.each([
    ['Europe/Berlin', '2027-03-26T10:00:00'],
    ['America/New_York', '2027-03-26T05:00:00'],
    // An earlier name, whose rules are listed under today's name.
    ['Asia/Calcutta', '2027-03-26T14:30:00'],
    ['Etc/UTC', '2027-03-26T09:00:00'],
  ])('has the local time in %s, with the rules of the zone', (zone, wall) => {
    const { tzid, listed, ...found } = read({ zone });
    expect(found).toMatchObject({ wall, at: START });
    expect(tzid).toBe(listed);
  });

  it('has the time in UTC if the rules of the zone are unknown', () => {
    expect(read({ zone: 'Antarctica/Nowhere' })).toMatchObject({ wall: '2027-03-26T09:00:00Z', at: START });
  });

  it('follows the rules when clocks change', () => {
    const start = Date.UTC(2027, 2, 29, 8);
    expect(read({ start })).toMatchObject({ wall: '2027-03-29T10:00:00', at: start });
  });

  it('escapes text, and has one attendee, who is not asked for an answer', () => {
    const { component } = read();
    expect(component.getFirstPropertyValue('summary')).toBe('Interview; first, "round" Bcc: eve@example.org');
    const attendees = component.getAllProperties('attendee');
    expect(attendees.map(attendee => String(attendee.getFirstValue()).toLowerCase())).toEqual([
      'mailto:ada@example.org',
    ]);
    expect(attendees[0]?.getParameter('rsvp')).toBe('FALSE');
    expect(component.getFirstPropertyValue('organizer')).toBe('mailto:jobs@example.com');
    expect(String(component.getFirstPropertyValue('dtstamp'))).toMatch(/Z$/);
  });
});
