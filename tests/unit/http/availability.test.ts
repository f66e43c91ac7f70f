import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { weekOf } from '../../../server/features/console/availability.ts';
import { UserId } from '../../../shared/ids.ts';
import type { RouteInput } from '../../../shared/protocol/http.ts';
import { startTestServer, type TestServer } from './testServer.ts';
import type { Visitor } from './visitor.ts';

/** A Wednesday at ten in Berlin. */
const AT = Date.UTC(2099, 4, 6, 8);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let server: TestServer;
let owner: Visitor;
let outsider: Visitor;

beforeAll(async () => {
  server = await startTestServer();
  owner = await server.owner();
  outsider = await server.member(owner, 'organizer', 'outsider@example.org');
  await server.member(owner, 'interviewer', 'ian@example.org');
});
afterAll(() => server.close());

const create = (scheduledAt: number, more: Partial<RouteInput<'interviews.create'>> = {}) =>
  owner.call('interviews.create', {
    ...{ title: 'Ada, first round', jobRole: 'Developer', scheduledAt, plannedMinutes: 45 },
    seats: [
      { role: 'candidate', displayName: 'Ada', email: 'ada@example.org' },
      { role: 'interviewer', displayName: 'Ian', email: 'Ian@example.org' },
    ],
    ...more,
  });
const ask = (more: Partial<RouteInput<'staff.availability'>> = {}, by = owner) =>
  by.call('staff.availability', { at: AT, minutes: 60, timeZone: 'Europe/Berlin', ...more });
const ian = async (...input: Parameters<typeof ask>) =>
  (await ask(...input)).members.find(({ email }) => email === 'ian@example.org');

describe('how busy members are', () => {
  it('is told with their interviews of the week, and what they do at the time', async () => {
    expect(await ian()).toMatchObject({ role: 'interviewer', disabled: false, interviews: 0, busy: [] });
    const { interviewId } = await create(AT + HOUR_MS / 2);
    await create(AT - 2 * DAY_MS);
    await create(AT + 7 * DAY_MS);
    const busy = [
      { from: AT + HOUR_MS / 2, to: AT + HOUR_MS / 2 + 45 * 60_000, interviewId, title: 'Ada, first round' },
    ];
    expect(await ian()).toMatchObject({ interviews: 2, openRatings: 0, busy });
    expect(await ian({ minutes: 30 })).toMatchObject({ interviews: 2, busy: [] });
    expect(await ian({ except: interviewId })).toMatchObject({ interviews: 1, busy: [] });
    await owner.call('interviews.cancel', { interviewId });
    expect(await ian()).toMatchObject({ interviews: 1, busy: [] });
  });

  it('is told without the title of an interview of another hiring team', async () => {
    const { member } = await owner.call('account.read', {});
    const members = [UserId.parse(member?.userId)];
    const { team } = await owner.call('teams.create', { name: 'Platform', members });
    const { interviewId } = await create(AT, { teamId: team.teamId });
    const times = { from: AT, to: AT + 45 * 60_000 };
    expect((await ian({}, outsider))?.busy).toEqual([times]);
    expect((await ian())?.busy).toEqual([{ ...times, interviewId, title: 'Ada, first round' }]);
    const candidate = { candidate: 'ada@example.org' };
    await server.candidates.tracker.follow(interviewId);
    expect((await ask(candidate, outsider)).candidateBusy).toEqual([times]);
    expect((await ask({ ...candidate, except: interviewId })).candidateBusy).toEqual([]);
  });

  it('is answered with times at which everyone is free, the candidate included', async () => {
    // The usual hours, in the server's zone.
    const NINE = AT + HOUR_MS;
    const free = (more: Partial<RouteInput<'scheduling.free'>> = {}) =>
      owner.call('scheduling.free', {
        ...{ emails: ['free@example.org'], plannedMinutes: 45, from: NINE, timeZone: 'Europe/Berlin' },
        ...more,
      });
    expect((await free()).times[0]).toBe(NINE);
    const { interviewId } = await create(NINE, {
      seats: [
        { role: 'candidate', displayName: 'Zoe', email: 'zoe@example.org' },
        { role: 'interviewer', displayName: 'Free', email: 'free@example.org' },
      ],
    });
    const { times } = await free();
    expect(times).toEqual([NINE + HOUR_MS, NINE + DAY_MS, NINE + 2 * DAY_MS]);
    expect((await free({ except: interviewId })).times[0]).toBe(NINE);
    await server.candidates.tracker.follow(interviewId);
    const candidate = { emails: ['another@example.org'], candidate: 'zoe@example.org' };
    expect((await free(candidate)).times[0]).toBe(NINE + HOUR_MS);
  });

  it('is not told to members who may not create interviews', async () => {
    const rater = await server.member(owner, 'evaluator', 'eve@example.org');
    const { status } = await rater.send('staff.availability', { at: AT, minutes: 60, timeZone: 'UTC' });
    expect(status).toBe(403);
  });
});

describe('the week of a time', () => {
  it('begins on Monday and has the hours that the clocks show', () => {
    const utc = (day: string) => Date.parse(`${day}Z`);
    expect(weekOf(utc('2099-05-06T08:00'), 'UTC')).toEqual({
      from: utc('2099-05-04T00:00'),
      to: utc('2099-05-11T00:00'),
    });
    // Sunday evening in Berlin, where the clocks are set forward on this day in 2026.
    expect(weekOf(utc('2026-03-29T21:59'), 'Europe/Berlin')).toEqual({
      from: utc('2026-03-22T23:00'),
      to: utc('2026-03-29T22:00'),
    });
  });
});
