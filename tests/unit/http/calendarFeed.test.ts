import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InterviewId } from '../../../shared/ids.ts';
import type { SeatRole } from '../../../shared/roles.ts';
import { startTestServer, type TestServer } from './testServer.ts';
import type { Visitor } from './visitor.ts';

const DAY = 24 * 60 * 60_000;
const AT = Math.floor(Date.now() / DAY) * DAY + 7 * DAY + 9 * 60 * 60_000;
const GRACE = 'grace@example.org';

let server: TestServer;
let owner: Visitor;
let grace: Visitor;

beforeAll(async () => {
  server = await startTestServer();
  owner = await server.owner();
  grace = await server.member(owner, 'interviewer', GRACE);
});
afterAll(() => server.close());

const create = async (
  title: string,
  role: SeatRole,
  { email = GRACE, timeZone = 'America/New_York' } = {},
) => {
  const seats = [
    { role: 'candidate' as const, displayName: 'Ada Lovelace', email: 'ada@example.org' },
    { role, displayName: 'Someone', email },
  ];
  const plan = { title, jobRole: 'Developer', scheduledAt: AT, plannedMinutes: 45, timeZone, seats };
  const { interviewId } = await owner.call('interviews.create', plan);
  return interviewId;
};

const pathOf = (url: string | undefined) => new URL(url ?? '').pathname;
const fileAt = (url: string | undefined) => server.visitor().fetch(pathOf(url));

/** Reads the calendar with another library than the one that wrote it. */
async function read(url: string | undefined) {
  const { status, headers, body } = await fileAt(url);
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  expect(headers.get('cache-control')).toContain('no-store');
  const calendar = new ICAL.Component(ICAL.parse(String(body.text)));
  for (const zone of calendar.getAllSubcomponents('vtimezone'))
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  return calendar.getAllSubcomponents('vevent').map(component => {
    const event = new ICAL.Event(component);
    return {
      ...{ uid: event.uid, summary: event.summary, location: event.location },
      start: event.startDate.toJSDate().getTime(),
      minutes: event.duration.toSeconds() / 60,
      zone: component.getFirstProperty('dtstart')?.getParameter('tzid'),
      attendees: event.attendees.length,
    };
  });
}

describe('a member’s calendar', () => {
  let url: string | undefined;
  let moved: InterviewId;

  it('has the interviews that the member takes part in, and no others', async () => {
    expect(await grace.call('calendarFeed.read', {})).toEqual({});
    ({ url } = await grace.call('calendarFeed.renew', {}));
    expect(await read(url)).toEqual([]);
    moved = await create('First round', 'interviewer');
    await create('Watched', 'observer', { timeZone: 'Europe/Berlin' });
    await create('Someone else’s', 'interviewer', { email: 'edsger@example.org' });
    const entries = await read(url);
    expect(entries.map(({ summary }) => summary).sort()).toEqual([
      'Interview: Ada Lovelace, First round',
      'Interview: Ada Lovelace, Watched',
    ]);
    const [first, watched] = ['First round', 'Watched'].map(title =>
      entries.find(({ summary }) => summary.endsWith(title)),
    );
    expect(first).toMatchObject({
      ...{ start: AT, minutes: 45, zone: 'America/New_York', attendees: 0 },
      location: `${server.config.publicUrl}/console/interviews/${moved}`,
    });
    expect(first?.uid).toMatch(/^[\da-f-]{36}@/);
    // Observers have only their personal link, which a calendar must not have.
    expect(watched).toMatchObject({ start: AT, zone: 'Europe/Berlin', location: null });
  });

  it('follows when an interview is moved, canceled, or no longer the member’s', async () => {
    await owner.call('interviews.change', { interviewId: moved, scheduledAt: AT + DAY });
    const [, last] = (await read(url)).toSorted((a, b) => a.start - b.start);
    expect(last).toMatchObject({ start: AT + DAY, zone: 'America/New_York' });
    await owner.call('interviews.cancel', { interviewId: moved });
    expect(await read(url)).toHaveLength(1);
  });

  it('has another address after a renewal, and none after it is revoked', async () => {
    expect(await grace.call('calendarFeed.read', {})).toEqual({ url });
    const renewed = await grace.call('calendarFeed.renew', {});
    expect(renewed.url).not.toBe(url);
    expect((await fileAt(url)).status).toBe(404);
    expect((await fileAt(renewed.url)).status).toBe(200);
    await grace.call('calendarFeed.revoke', {});
    expect((await fileAt(renewed.url)).status).toBe(404);
    expect(await grace.call('calendarFeed.read', {})).toEqual({});
    ({ url } = await grace.call('calendarFeed.renew', {}));
    expect((await server.visitor().fetch('/calendar/AAAAAAAAAAAAAAAAAAAAAA.ics')).status).toBe(404);
  });

  it('ends while the member’s account is disabled', async () => {
    const { members } = await owner.call('staff.list', {});
    const userId = members.find(({ email }) => email === GRACE)?.userId ?? '';
    await owner.call('staff.change', { userId, disabled: true });
    expect((await fileAt(url)).status).toBe(404);
    await owner.call('staff.change', { userId, disabled: false });
    expect((await fileAt(url)).status).toBe(200);
  });
});
