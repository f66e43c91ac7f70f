import { expect, it } from 'vitest';
import { CALENDAR_SITES, calendarAddress } from '../../../client/core/calendarSites.ts';

const ENTRY = {
  title: 'Interview: Nurse & more',
  details: 'Your link is in our email.',
  from: Date.UTC(2026, 11, 4, 14),
  to: Date.UTC(2026, 11, 4, 14, 45),
};

it('calendars on the web get the title, the time, and nothing else about an interview', () => {
  const [google, outlook] = CALENDAR_SITES.map(site => new URL(calendarAddress(site, ENTRY)));
  expect(google?.hostname).toBe('calendar.google.com');
  expect(Object.fromEntries(google?.searchParams ?? [])).toEqual({
    action: 'TEMPLATE',
    text: ENTRY.title,
    dates: '20261204T140000Z/20261204T144500Z',
    details: ENTRY.details,
  });
  expect(outlook?.hostname).toBe('outlook.live.com');
  expect(Object.fromEntries(outlook?.searchParams ?? [])).toEqual({
    ...{ path: '/calendar/action/compose', rru: 'addevent', subject: ENTRY.title, body: ENTRY.details },
    ...{ startdt: '2026-12-04T14:00:00Z', enddt: '2026-12-04T14:45:00Z' },
  });
});
