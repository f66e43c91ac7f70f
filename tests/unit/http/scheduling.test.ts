import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserId } from '../../../shared/ids.ts';
import { USUAL_RULES, usualHours } from '../../../shared/scheduling/hours.ts';
import { eventually } from '../../support/eventually.ts';
import { Mailbox, type ReceivedMail } from '../../support/mailbox.ts';
import { OWNER, startTestServer, type TestServer } from './testServer.ts';
import type { Visitor } from './visitor.ts';

const DAY = 24 * 60 * 60_000;
const GRACE = 'grace@example.org';
const HOURS = {
  ...usualHours('Europe/Berlin'),
  week: [1, 2, 3, 4, 5, 6, 7].map(day => ({ day, from: 9 * 60, until: 17 * 60 })),
};

let box: Mailbox;
let server: TestServer;
let owner: Visitor;
let organizer: Visitor;
let grace: Visitor;

beforeAll(async () => {
  box = await Mailbox.start();
  server = await startTestServer({ env: { SMTP_URL: box.url } });
  owner = await server.owner();
  organizer = await server.member(owner, 'organizer', 'organizer@example.org');
  grace = await server.member(owner, 'interviewer', GRACE);
});
afterAll(async () => {
  await server.close();
  await box.close();
});

const input = () => ({
  ...{ title: 'First round', jobRole: 'Backend developer', plannedMinutes: 45 },
  ...{ scheduledAt: Date.now() + 14 * DAY, candidateChooses: true as const, mail: true as const },
  seats: [
    { role: 'candidate' as const, displayName: 'Ada', email: 'ada@example.org' },
    { role: 'interviewer' as const, displayName: 'Grace', email: GRACE },
  ],
});
const mailsTo = (address: string) => box.received.filter(({ to }) => to.includes(address));
const mailTo = (address: string, subject: string): Promise<ReceivedMail> =>
  eventually(`the message “${subject}” to ${address}`, () =>
    mailsTo(address).find(mail => mail.parts.get('text/html')?.includes(subject)),
  );
const textOf = (mail: ReceivedMail) => mail.parts.get('text/plain') ?? '';

describe('the list of candidates', () => {
  it('has no time of an interview for which the candidate hasn’t chosen one', async () => {
    const { interviewId } = await owner.call('interviews.create', {
      ...input(),
      seats: [
        { role: 'candidate', displayName: 'Rosa', email: 'rosa@example.org' },
        { role: 'interviewer', displayName: 'Grace', email: GRACE },
      ],
    });
    await server.candidates.tracker.follow(interviewId);
    const { candidates } = await owner.call('candidates.list', { filter: { search: 'rosa' } });
    expect(candidates).toMatchObject([{ name: 'Rosa', rounds: 1 }]);
    expect(candidates[0]).not.toHaveProperty('latestAt');
    const { upcoming, unscheduled } = await organizer.call('home.read', {});
    expect(upcoming.rows.map(row => row.interviewId)).not.toContain(interviewId);
    expect(unscheduled.rows).toMatchObject([{ interviewId, status: 'unscheduled' }]);
    await owner.call('interviews.cancel', { interviewId });
  });
});

describe('hours for interviews', () => {
  it('are the usual ones until a member sets them, and organizers see them', async () => {
    expect(await grace.call('hours.read', {})).toMatchObject({ usual: true });
    await grace.call('hours.change', { hours: HOURS });
    expect(await grace.call('hours.read', {})).toEqual({ hours: HOURS, usual: false });
    const [member] = (await organizer.call('staff.list', {})).members.filter(({ email }) => email === GRACE);
    const userId = UserId.parse(member?.userId);
    expect(await organizer.call('hours.of', { userId })).toEqual({ hours: HOURS, usual: false });
    await expect(grace.call('hours.of', { userId })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(organizer.call('hours.of', { userId: 'unknown' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('are changed by organizers, too, for example when someone is ill', async () => {
    const [member] = (await organizer.call('staff.list', {})).members.filter(({ email }) => email === GRACE);
    const userId = UserId.parse(member?.userId);
    const hours = { ...HOURS, off: [{ from: '2030-03-04', until: '2030-03-08' }] };
    await organizer.call('hours.changeOf', { userId, hours });
    expect(await grace.call('hours.read', {})).toEqual({ hours, usual: false });
    await expect(grace.call('hours.changeOf', { userId, hours: HOURS })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(organizer.call('hours.changeOf', { userId: 'unknown', hours })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('follow rules that only owners change', async () => {
    expect(await organizer.call('scheduling.read', {})).toEqual(USUAL_RULES);
    const rules = { ...USUAL_RULES, changeHours: 6 };
    await expect(organizer.call('scheduling.change', { rules })).rejects.toMatchObject({ code: 'forbidden' });
    await owner.call('scheduling.change', { rules });
    expect(await organizer.call('scheduling.read', {})).toEqual(rules);
    const save = (part: object) => owner.call('scheduling.change', { rules: part, seen: USUAL_RULES });
    await save({ ...USUAL_RULES, noticeHours: 2 });
    expect(await organizer.call('scheduling.read', {})).toEqual({ ...rules, noticeHours: 2 });
    const [entry] = (await server.store.audit.list(20)).filter(
      ({ action }) => action === 'scheduling.changed',
    );
    expect(entry?.details).toMatchObject({
      changed: ['noticeHours'],
      before: { noticeHours: 1, changeHours: 6 },
      after: { noticeHours: 2 },
    });
    await expect(save({ changeHours: 48 })).rejects.toMatchObject({
      reason: 'setting-changed',
      details: { theirs: { changeHours: 6 } },
    });
  });

  it('tell the organizer how many times a candidate could choose, and with whom there are none', async () => {
    const query = { recruiter: false, plannedMinutes: 45, timeZone: 'UTC', until: Date.now() + 14 * DAY };
    const preview = await organizer.call('scheduling.preview', {
      ...query,
      emails: [GRACE, 'x@example.org'],
    });
    expect(preview.count).toBeGreaterThan(20);
    expect(preview.days.reduce((sum, day) => sum + day.count, 0)).toBe(preview.count);
    expect(preview.days.every(({ first, last }) => first <= last && last - first < DAY)).toBe(true);
    expect(preview.people).toEqual([
      { email: GRACE, source: 'set' },
      { email: 'x@example.org', source: 'no-account' },
    ]);
    expect(await organizer.call('scheduling.preview', { ...query, emails: [] })).toMatchObject({ count: 0 });
  });
});

describe('an interview whose candidate chooses the time', () => {
  it('is refused where no one could choose, or where no one’s hours count', async () => {
    const [ada, host] = input().seats;
    if (!ada || !host) throw new Error('The interview has no people.');
    const refusals = [
      [{ seats: [host] }, 'scheduling-without-candidate'],
      [{ seats: [ada] }, 'scheduling-without-interviewer'],
      [
        { seats: [ada, { role: 'interviewer' as const, displayName: 'Grace' }] },
        'scheduling-without-address',
      ],
      [{ scheduledAt: Date.now() - 1 }, 'scheduling-passed'],
    ] as const;
    for (const [change, reason] of refusals)
      await expect(
        organizer.call('interviews.create', {
          ...input(),
          ...change,
          seats: [...(('seats' in change && change.seats) || input().seats)],
        }),
      ).rejects.toMatchObject({ code: 'invalid', reason });
  });

  it('asks the candidate by email, then invites, moves, and cancels for everyone with calendar entries', async () => {
    const { interviewId, links } = await organizer.call('interviews.create', input());
    const asked = await mailTo('ada@example.org', 'Choose a time');
    const address = links[0]?.url.replace('/join#', '/schedule#') ?? '';
    // Moving it with others would choose a time.
    const { interviews } = await organizer.call('bulk.preview', {
      action: { kind: 'move', move: { days: 1, minutes: 0 } },
      selection: { interviewIds: [interviewId] },
    });
    expect(interviews).toMatchObject([{ refusal: { reason: 'no-time-yet' } }]);
    expect(textOf(asked)).toContain(address);
    expect(asked.parts.get('text/calendar')).toBeUndefined();
    const link = address.split('#')[1] ?? '';
    expect(await server.visitor().call('join.exchange', { link })).toMatchObject({ choosesTime: true });

    const candidate = server.visitor();
    const { state, times, emailed, interviewers } = await candidate.call('schedule.read', { link });
    expect({ state, emailed, interviewers }).toEqual({
      state: 'open',
      emailed: true,
      interviewers: ['Grace'],
    });
    await expect(candidate.call('schedule.calendar', { link })).rejects.toMatchObject({
      code: 'wrong-phase',
    });
    const [first = 0, second = 0] = times.filter(at => at > Date.now() + 3 * DAY);
    await candidate.call('schedule.choose', { link, at: first, timeZone: 'America/New_York' });
    expect(await candidate.call('schedule.read', { link })).toMatchObject({ ownZone: 'America/New_York' });
    const invited = await mailTo('ada@example.org', 'Your interview for');
    expect(textOf(invited)).toMatch(/ New York time \(E[SD]T\)/);
    const { file } = await candidate.call('schedule.calendar', { link });
    expect(file).toContain('METHOD:PUBLISH');
    const uid = /UID:\S+/.exec(file)?.[0] ?? 'none';
    expect(invited.parts.get('text/calendar')).toContain(uid);
    expect(textOf(invited)).toContain('You can move or cancel the interview until');
    expect(textOf(invited)).toContain(address);
    expect(invited.parts.get('text/calendar')).toContain('METHOD:REQUEST');
    const forGrace = await mailTo(GRACE, 'Interview with Ada');
    expect(textOf(forGrace)).not.toContain('/schedule#');
    expect(textOf(forGrace)).toContain('Ada chose a time for the interview for');
    expect(textOf(forGrace)).toContain(`/console/interviews/${interviewId}`);
    await mailTo('organizer@example.org', 'Ada chose a time');
    expect(mailsTo(GRACE)).toHaveLength(1);
    const { view } = await organizer.call('interviews.read', { interviewId });
    expect(view).toMatchObject({ scheduledAt: first, scheduling: { open: false, changeHours: 6 } });
    expect(await candidate.call('join.exchange', { link })).not.toHaveProperty('choosesTime');

    await candidate.call('schedule.choose', { link, at: second });
    const chosen = await organizer.call('interviews.read', { interviewId });
    const rosa = Object.values(chosen.view.seats).find(({ role }) => role === 'candidate');
    expect(rosa).toMatchObject({ presence: 'invited', choseAt: expect.any(Number) });
    expect(textOf(await mailTo(GRACE, 'Moved'))).toContain('Ada, the candidate, moved the interview');
    await candidate.call('schedule.cancel', { link, note: 'I’m ill.' });
    const canceled = await mailTo(GRACE, 'Canceled');
    expect(canceled.parts.get('text/calendar')).toContain('METHOD:CANCEL');
    expect(textOf(canceled)).toMatch(/Ada wrote:\r?\n> I’m ill\./);
    await mailTo('ada@example.org', 'Canceled');
    const toCreator = await mailTo('organizer@example.org', 'Ada canceled');
    expect(textOf(toCreator)).toContain('I’m ill.');
    expect(await candidate.call('schedule.read', { link })).toMatchObject({ state: 'canceled', times: [] });
    expect(await candidate.call('join.exchange', { link })).toMatchObject({ canceledByYou: true });
  });

  it('is not in anyone’s calendar until there is a time, which an organizer can also set', async () => {
    const { interviewId, links } = await organizer.call('interviews.create', input());
    const listed = async (statuses: ('unscheduled' | 'scheduled')[]) =>
      (await organizer.call('interviews.list', { filter: { statuses } })).interviews.map(
        row => row.interviewId,
      );
    const days = [Date.now(), Date.now() + 15 * DAY];
    const inCalendar = async () =>
      (await organizer.call('interviews.calendar', { days })).interviews?.map(row => row.interviewId);
    const atHome = async () =>
      (await grace.call('home.read', {})).interviews.rows.map(row => row.interviewId);
    const link = links[0]?.url.split('#')[1] ?? '';
    const ada = async () =>
      Object.values((await organizer.call('interviews.read', { interviewId })).view.seats).find(
        ({ role }) => role === 'candidate',
      );
    expect((await ada())?.link).not.toHaveProperty('openedAt');
    const { times } = await server.visitor().call('schedule.read', { link });
    const { openedAt } = (await ada())?.link ?? {};
    expect(openedAt).toBeGreaterThan(0);
    await server.visitor().call('schedule.read', { link });
    expect(await ada()).toMatchObject({ presence: 'invited', link: { openedAt } });
    expect(await listed(['unscheduled'])).toContain(interviewId);
    expect(await inCalendar()).not.toContain(interviewId);
    expect(await atHome()).not.toContain(interviewId);
    await organizer.call('interviews.change', { interviewId, scheduledAt: Date.now() + 2 * DAY });
    expect(await listed(['scheduled'])).toContain(interviewId);
    expect(await inCalendar()).toContain(interviewId);
    expect(await atHome()).toContain(interviewId);
    expect(await server.visitor().call('schedule.read', { link })).toMatchObject({ state: 'chosen' });
    // The candidate chooses, and a member moves the interview after that.
    await server.visitor().call('schedule.choose', { link, at: times[0] ?? 0 });
    expect(await ada()).toHaveProperty('choseAt');
    await organizer.call('interviews.change', { interviewId, scheduledAt: Date.now() + 3 * DAY });
    expect(await ada()).not.toHaveProperty('choseAt');
  });

  it('has nothing for links of other people', async () => {
    const { links } = await organizer.call('interviews.create', input());
    const link = links[1]?.url.split('#')[1] ?? '';
    const stranger = server.visitor();
    await expect(stranger.call('schedule.read', { link })).rejects.toMatchObject({ code: 'link-invalid' });
    await expect(stranger.call('schedule.cancel', { link: 'A'.repeat(22) })).rejects.toMatchObject({
      code: 'link-invalid',
    });
  });

  it('has no times when the interviewer’s account is disabled', async () => {
    const other = await server.member(owner, 'interviewer', 'gone@example.org');
    const { userId } = (await other.call('account.read', {})).member ?? {};
    const people = [
      input().seats[0],
      { role: 'interviewer' as const, displayName: 'G', email: 'gone@example.org' },
    ];
    const seats = people.flatMap(seat => seat ?? []);
    const { links } = await organizer.call('interviews.create', { ...input(), seats });
    const link = links[0]?.url.split('#')[1] ?? '';
    expect((await server.visitor().call('schedule.read', { link })).times.length).toBeGreaterThan(0);
    await owner.call('staff.change', { userId: UserId.parse(userId), disabled: true });
    expect(await server.visitor().call('schedule.read', { link })).toMatchObject({
      state: 'open',
      times: [],
    });
    expect(OWNER.email).toBeTruthy();
  });
});
