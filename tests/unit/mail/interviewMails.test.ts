import ICAL from 'ical.js';
import { pino } from 'pino';
import { uuidv7 } from 'uuidv7';
import { beforeEach, describe, expect, it } from 'vitest';
import { InterviewMails } from '../../../server/features/interviewMails/InterviewMails.ts';
import type { Mail } from '../../../server/features/mail/Mail.ts';
import { PersonalLinks } from '../../../server/features/personalLinks.ts';
import { Interviews } from '../../../server/interviews/interviews.ts';
import { type InterviewId, LoopId, type SeatId } from '../../../shared/ids.ts';
import { type NewEvent, type NewSeat, SYSTEM } from '../../../shared/interview/events.ts';
import type { LoopRound } from '../../../shared/interview/fields.ts';
import { NO_ORGANIZATION } from '../../../shared/organization.ts';
import { eventually } from '../../support/eventually.ts';
import { chosenKit } from '../../support/exampleKit.ts';
import { newClientId, newInterviewId, newSeat } from '../../support/interviewLog.ts';
import type { Mailbox, ReceivedMail } from '../../support/mailbox.ts';
import { ENV, MailStage, PAUSES_MS } from './mailStage.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const stage = MailStage.ofEach();
const LINKS = new PersonalLinks({ publicUrl: ENV.PUBLIC_URL, secret: 'a secret for the tests alone' });
const ORGANIZATION = { ...NO_ORGANIZATION, name: 'Lindqvist Logistics', email: 'jobs@example.org' };

let clock: number;
let at: number;
let box: Mailbox;

beforeEach(async () => {
  clock = Date.UTC(2030, 0, 15, 9);
  at = clock + 72 * HOUR;
  box = await stage.mailbox();
});

/** A server that follows interviews. `follows: false` writes only when it polls. */
function server({ hasMail = true, follows = true, pausesMs = PAUSES_MS } = {}) {
  const mail: Mail = stage.open(hasMail ? box.url : undefined, { organization: ORGANIZATION, pausesMs });
  const interviews = new Interviews({ store: stage.store.interviews });
  const mails = new InterviewMails({
    publicUrl: ENV.PUBLIC_URL,
    interviews: follows ? interviews : { read: id => interviews.read(id), subscribe: () => () => {} },
    logs: stage.store.interviews,
    told: stage.store.toldSeats,
    mail,
    links: LINKS,
    organization: async () => ORGANIZATION,
    messages: { wordsFor: async () => undefined },
    logger: pino({ level: 'silent' }),
    pollEveryMs: HOUR,
    now: () => clock,
  });
  stage.closeLater(() => mails.close());
  return { interviews, mails };
}
type Server = ReturnType<typeof server>;

const change = ({ interviews }: Server, interviewId: InterviewId, ...events: NewEvent[]) =>
  interviews.execute(interviewId, SYSTEM, () => ({ events, result: undefined }));

const PEOPLE = [
  newSeat('candidate', 'Ada Lovelace'),
  newSeat('interviewer', 'Grace Hopper'),
  newSeat('evaluator', 'Barbara Liskov'),
  newSeat('observer', 'Alan Turing'),
];

/** Creates interviews with a candidate each, together, as an import does. */
async function createMany({ interviews }: Server, count: number): Promise<void> {
  const created = Array.from({ length: count }, () => {
    const interviewId = newInterviewId();
    const seat = newSeat('candidate', 'Ada Lovelace');
    const plan = { scheduledAt: at, plannedMinutes: 45 };
    const link = LINKS.create(seat, plan);
    const facts = {
      interviewId,
      title: 'First round',
      jobRole: 'Developer',
      seats: [seat],
      mail: true as const,
    };
    const events: NewEvent[] = [{ kind: 'interview.created', payload: { ...facts, ...plan } }, link.event];
    return { interviewId, decision: { events, result: undefined, newLinks: [link.stored] } };
  });
  await interviews.createAll(created, SYSTEM);
}

async function create(
  { interviews }: Server,
  seats: NewSeat[] = PEOPLE,
  { loop, ...times }: { loop?: LoopRound; scheduledAt?: number } = {},
): Promise<InterviewId> {
  const interviewId = newInterviewId();
  const plan = { scheduledAt: at, plannedMinutes: 45, ...times };
  const people = seats.map(({ seatId: _other, ...seat }) => ({ ...seat, seatId: newSeat(seat.role).seatId }));
  const links = people.map(seat => LINKS.create(seat, plan));
  await interviews.create(interviewId, SYSTEM, {
    events: [
      {
        kind: 'interview.created',
        payload: {
          ...{ interviewId, title: 'First round', jobRole: 'Developer', seats: people, mail: true },
          ...plan,
          ...(loop && { loop }),
        },
      },
      ...links.map(({ event }) => event),
    ],
    result: undefined,
    newLinks: links.map(({ stored }) => stored),
  });
  return interviewId;
}

/** Waits until every message is delivered, and returns those that have come since the last call. */
let taken = 0;
beforeEach(() => {
  taken = 0;
});
async function delivered(count: number): Promise<ReceivedMail[]> {
  if (count > 0) await box.message(taken + count);
  await eventually('no message to wait', async () =>
    (await stage.store.mails.list(99)).every(({ state }) => state !== 'waiting'),
  );
  const fresh = box.received.slice(taken);
  taken = box.received.length;
  expect(fresh.map(({ headers }) => headers.get('subject'))).toHaveLength(count);
  return fresh;
}

const to = (mails: ReceivedMail[], role: string): ReceivedMail => {
  const mail = mails.find(found => found.to[0] === `${role}@example.org`);
  if (!mail) throw new Error(`There is no message to the ${role}.`);
  return mail;
};
const linkIn = (mail: ReceivedMail) => /https:\S+\/join#\S+/.exec(mail.parts.get('text/plain') ?? '')?.[0];

const entryOf = (mail: ReceivedMail) => entryIn(mail.calendars[0] ?? '');

/** Reads a calendar file with another library than the one that wrote it. */
function entryIn(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents('vtimezone'))
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  const [component, ...more] = calendar.getAllSubcomponents('vevent');
  if (!component || more.length > 0) throw new Error('There is not one entry.');
  const event = new ICAL.Event(component);
  return {
    method: calendar.getFirstPropertyValue('method'),
    uid: event.uid,
    sequence: event.sequence,
    start: event.startDate.toJSDate().getTime(),
    minutes: event.duration.toSeconds() / 60,
    summary: event.summary,
    status: component.getFirstPropertyValue('status'),
    zoned: event.startDate.zone.component !== null || event.startDate.zone === ICAL.Timezone.utcTimezone,
    stamp: String(component.getFirstPropertyValue('dtstamp')),
    attendees: event.attendees.map(attendee => String(attendee.getFirstValue()).toLowerCase()),
  };
}

describe('an interview by email', () => {
  it('invites, tells changes, and cancels in one calendar entry per person, whichever server notices', async () => {
    const [one, other] = [server(), server()];
    const interviewId = await create(one);
    await Promise.all([one.mails.follow(interviewId), other.mails.follow(interviewId)]);
    const invited = await delivered(4);
    const first = entryOf(to(invited, 'candidate'));
    const { uid } = first;
    expect(first).toMatchObject({
      ...{ method: 'REQUEST', sequence: 0, start: at, minutes: 45, status: 'CONFIRMED', zoned: true },
      ...{
        summary: 'Interview for Developer, Lindqvist Logistics',
        attendees: ['mailto:candidate@example.org'],
      },
    });
    expect(first.stamp).toMatch(/Z$/);
    expect(uid).toMatch(/@interviews\.example\.com$/);
    expect(new Set(invited.map(mail => entryOf(mail).uid)).size).toBe(4);

    const both = async (by: Server, ...events: NewEvent[]) => {
      await change(by, interviewId, ...events);
      await Promise.all([one, other].map(({ mails }) => mails.poll()));
      return delivered(4);
    };
    const moved = await both(one, { kind: 'interview.changed', payload: { scheduledAt: at + HOUR } });
    expect(entryOf(to(moved, 'candidate'))).toMatchObject({
      method: 'REQUEST',
      uid,
      sequence: 1,
      start: at + HOUR,
    });
    expect(linkIn(to(moved, 'candidate'))).toBe(linkIn(to(invited, 'candidate')));
    const renamed = await both(other, {
      kind: 'interview.changed',
      payload: { jobRole: 'Analyst', plannedMinutes: 60 },
    });
    expect(entryOf(to(renamed, 'candidate'))).toMatchObject({
      ...{ uid, sequence: 2, minutes: 60, summary: 'Interview for Analyst, Lindqvist Logistics' },
    });
    const back = await both(one, { kind: 'interview.changed', payload: { scheduledAt: at } });
    expect(entryOf(to(back, 'candidate'))).toMatchObject({ uid, sequence: 3, start: at });
    const canceled = await both(other, { kind: 'interview.cancelled', payload: {} });
    expect(entryOf(to(canceled, 'candidate'))).toMatchObject({
      ...{ method: 'CANCEL', uid, sequence: 4, status: 'CANCELLED' },
    });
    expect(to(canceled, 'candidate').parts.get('text/plain')).not.toContain('/join#');
    await Promise.all([one, other].map(({ mails }) => mails.poll()));
    await delivered(0);
  });

  it('tells candidates only whom they meet, not who evaluates and observes, and each person only their own link', async () => {
    const one = server();
    await one.mails.follow(await create(one));
    const mails = await delivered(4);
    const candidate = to(mails, 'candidate');
    for (const part of [candidate.raw, ...candidate.parts.values()])
      expect(part).not.toMatch(/Liskov|Turing|evaluator|observer/);
    expect(candidate.parts.get('text/plain')).toMatch(/jobs@example\.org/);
    expect(to(mails, 'interviewer').parts.get('text/plain')).toContain('Candidate: Ada Lovelace');
    expect(new Set(mails.map(linkIn)).size).toBe(4);
    expect(candidate.parts.get('text/plain')).toContain('You’ll meet: Grace Hopper');
    for (const mail of mails) expect(mail.parts.get('text/calendar')).not.toContain('Turing');
    const stored = await stage.store.database.kysely.selectFrom('mails').selectAll().execute();
    for (const mail of mails) expect(JSON.stringify(stored)).not.toContain(linkIn(mail)?.split('#')[1]);
  });

  it('says times in the zone in which the candidate chose, and to whom the candidate canceled', async () => {
    const one = server();
    const interviewId = await create(one);
    await delivered(4);
    const seats = Object.values((await one.interviews.read(interviewId)).seats);
    const seatId = seats.find(({ role }) => role === 'candidate')?.seatId as SeatId;
    await change(
      one,
      interviewId,
      { kind: 'seat.changed', payload: { seatId, timeZone: 'America/New_York' } },
      { kind: 'interview.changed', payload: { scheduledAt: at + HOUR } },
    );
    const moved = await delivered(4);
    expect(to(moved, 'candidate').parts.get('text/plain')).toMatch(/at 5:00\sAM New York time \(EST\)/);
    expect(to(moved, 'interviewer').parts.get('text/plain')).toContain('at 10:00 UTC');
    await one.interviews.execute(interviewId, { type: 'seat', seatId }, () => ({
      events: [{ kind: 'interview.cancelled', payload: { note: 'I’m ill.' } }],
      result: undefined,
    }));
    const canceled = await delivered(4);
    expect(to(canceled, 'candidate').parts.get('text/plain')).toContain('You canceled your interview');
    expect(to(canceled, 'evaluator').parts.get('text/plain')).toMatch(/Ada Lovelace wrote:\r?\n> I’m ill\./);
  });

  it('that candidates can move names its deadline and page, but none that has passed', async () => {
    const one = server();
    const interviewId = await create(one);
    await delivered(4);
    const until = at + 24 * HOUR;
    await change(one, interviewId, { kind: 'scheduling.offered', payload: { until, changeHours: 12 } });
    await delivered(0);
    await change(one, interviewId, { kind: 'interview.changed', payload: { scheduledAt: at + HOUR } });
    const far = to(await delivered(4), 'candidate');
    for (const part of ['text/plain', 'text/calendar']) expect(far.parts.get(part)).toContain('/schedule#');
    await change(one, interviewId, { kind: 'interview.changed', payload: { scheduledAt: clock + 5 * HOUR } });
    const near = to(await delivered(4), 'candidate');
    expect(near.parts.get('text/plain')).toContain('It’s too late to move or cancel the interview online.');
    for (const part of near.parts.values()) expect(part).not.toMatch(/Move or cancel|schedule#/);
  });

  it('says when only a link is revoked, unless the person isn’t told', async () => {
    const one = server();
    const interviewId = await create(one);
    await delivered(4);
    const { seats } = await one.interviews.read(interviewId);
    const revoke = (role: string, quiet: boolean): NewEvent[] =>
      Object.values(seats).flatMap(({ seatId, link, ...seat }) =>
        link && seat.role === role
          ? [{ kind: 'link.revoked', payload: { seatId, linkId: link.linkId, ...(quiet && { quiet }) } }]
          : [],
      );
    await change(one, interviewId, ...revoke('candidate', false), ...revoke('interviewer', true));
    const [told] = await delivered(1);
    expect(told?.to).toEqual(['candidate@example.org']);
    expect(told?.headers.get('subject')).toMatch(/^Your link no longer works/);
    // Both still expect the interview to take place: the one who wasn't told, and the one without a link.
    await change(one, interviewId, { kind: 'interview.cancelled', payload: {} });
    const canceled = await delivered(4);
    const addresses = canceled.map(({ to: [address] }) => address);
    expect(addresses).toEqual(expect.arrayContaining(['candidate@example.org', 'interviewer@example.org']));
    const candidates = canceled.find(({ to }) => to.includes('candidate@example.org'));
    expect(candidates?.parts.get('text/calendar')).toContain('METHOD:CANCEL');
  });

  it('for someone else than before cancels the entry of the earlier address, unless nothing arrived there', async () => {
    const one = server();
    const interviewId = await create(one);
    const invited = to(await delivered(4), 'interviewer');
    const { seats } = await one.interviews.read(interviewId);
    const seat = Object.values(seats).find(({ role }) => role === 'interviewer');
    if (!seat) throw new Error('There is no interviewer.');
    const { seatId } = seat;
    const readdress = (displayName: string, email: string) => {
      const link = LINKS.create(seat, { scheduledAt: at, plannedMinutes: 45 });
      return one.interviews.execute(interviewId, SYSTEM, () => ({
        events: [{ kind: 'seat.changed', payload: { seatId, displayName, email } }, link.event],
        result: undefined,
        revokeLinksOf: [seatId],
        newLinks: [link.stored],
      }));
    };
    await readdress('Olga Owner', 'olga@example.org');
    const mails = await delivered(3);
    const left = to(mails, 'interviewer');
    expect(left.headers.get('subject')).toMatch(/^This invitation is no longer for you/);
    expect(entryOf(left)).toMatchObject({ method: 'CANCEL', uid: entryOf(invited).uid, sequence: 1 });
    for (const part of [left.raw, ...left.parts.values()]) expect(part).not.toMatch(/Olga|olga@|Lovelace/);
    expect(linkIn(left)).toBeUndefined();
    expect(linkIn(to(mails, 'olga'))).not.toBe(linkIn(invited));
    expect(to(mails, 'candidate').parts.get('text/plain')).toContain(
      'You’ll meet Olga Owner instead of Grace Hopper.',
    );
    const [bounced] = await stage.store.mails.list(99, { text: 'olga@' });
    await stage.store.database.kysely
      .updateTable('mails')
      .set({ state: 'bounced' })
      .where('mailId', '=', bounced?.mailId ?? '')
      .execute();
    await readdress('Ian Fleming', 'ian@example.org');
    expect((await delivered(2)).map(({ to: [address] }) => address).toSorted()).toEqual([
      'candidate@example.org',
      'ian@example.org',
    ]);
  });

  it('that is moved and moved back before a server notices tells no one', async () => {
    const one = server({ follows: false });
    const interviewId = await create(one);
    await one.mails.poll();
    await delivered(4);
    await change(one, interviewId, { kind: 'interview.changed', payload: { scheduledAt: at + HOUR } });
    await change(one, interviewId, { kind: 'interview.changed', payload: { scheduledAt: at } });
    await one.mails.poll();
    await delivered(0);
    expect(await stage.store.toldSeats.listToFollow(9)).toEqual([]);
  });

  it('whose link can’t be repeated refers to the invitation', async () => {
    const one = server();
    const interviewId = await create(one, [newSeat('candidate', 'Ada')]);
    await one.mails.follow(interviewId);
    await delivered(1);
    await stage.store.database.kysely
      .updateTable('links')
      .set({ tokenHash: 'of a random token' } as never)
      .execute();
    await change(one, interviewId, { kind: 'interview.changed', payload: { scheduledAt: at + HOUR } });
    const [mail] = await delivered(1);
    expect(mail?.parts.get('text/plain')).toContain('Use the link in your invitation.');
  });

  it('invites when a mail server is set up later', async () => {
    const without = server({ hasMail: false });
    await create(without);
    await without.mails.poll();
    expect(await stage.store.mails.list(9)).toEqual([]);
    await stage.closeServers();
    await server().mails.poll();
    await delivered(4);
  });

  it('never sends an invitation that still waits when the interview is canceled', async () => {
    box.answers.receiver = [{ code: 451, words: 'Try again later' }];
    const one = server({ pausesMs: [HOUR] });
    const interviewId = await create(one, [newSeat('candidate', 'Ada')]);
    const { mailId } = await stage.mailThatIs('waiting', /Try again later/);
    await change(one, interviewId, { kind: 'interview.cancelled', payload: {} });
    const [mail] = await delivered(1);
    expect(mail?.headers.get('subject')).toMatch(/^Canceled/);
    expect(await stage.store.mails.find(mailId)).toMatchObject({ state: 'unsent', secret: undefined });
  });
});

describe('rounds that were created together', () => {
  const CANDIDATE = [newSeat('candidate', 'Ada Lovelace')];

  /** Two rounds without a server that follows them. */
  async function twoRounds(by: Server): Promise<[InterviewId, InterviewId]> {
    const loopId = LoopId.parse(uuidv7());
    const first = await create(by, CANDIDATE, { loop: { loopId, number: 1, of: 2 } });
    const scheduledAt = at + HOUR;
    return [first, await create(by, CANDIDATE, { loop: { loopId, number: 2, of: 2 }, scheduledAt })];
  }
  const linksIn = (mail: ReceivedMail | undefined) =>
    (mail?.parts.get('text/plain') ?? '').match(/https:\S+\/join#\S+/g) ?? [];
  const stateOf = async (interviewId: InterviewId) =>
    (await stage.store.toldSeats.mailsOf(interviewId)).map(({ state, mailState }) => [state, mailState]);

  it('invite the candidate in one message, and later change and cancel each its own entry', async () => {
    const [one, other] = [server({ follows: false }), server({ follows: false })];
    const rounds = await twoRounds(one);
    await Promise.all([one.mails.poll(), other.mails.poll()]);
    const [invited] = await delivered(1);
    if (!invited) throw new Error('No one was invited.');
    expect(invited.subject).toMatch(/^Your 2 interviews for Developer, starting /);
    expect(new Set(linksIn(invited)).size).toBe(2);
    const entries = invited.calendars.map(entryIn);
    expect(entries).toMatchObject([
      { method: 'REQUEST', sequence: 0, start: at },
      { method: 'REQUEST', sequence: 0, start: at + HOUR },
    ]);
    const [first, second] = entries;
    expect(first?.uid).not.toBe(second?.uid);
    for (const round of rounds) expect(await stateOf(round)).toEqual([['invited', 'sent']]);
    const [stored] = await stage.store.mails.list(1);
    for (const link of linksIn(invited))
      expect(JSON.stringify(stored?.content)).not.toContain(link.split('#')[1]);

    await change(one, rounds[1], { kind: 'interview.changed', payload: { scheduledAt: at + 2 * HOUR } });
    await Promise.all([one.mails.poll(), other.mails.poll()]);
    const [moved] = await delivered(1);
    expect(moved?.subject).toMatch(/^Moved: your interview for Developer \(round 2 of 2\), /);
    const sequence = 1;
    expect(moved && entryOf(moved)).toMatchObject({ uid: second?.uid, sequence, start: at + 2 * HOUR });
    await change(one, rounds[0], { kind: 'interview.cancelled', payload: {} });
    await one.mails.poll();
    const [canceled] = await delivered(1);
    expect(canceled && entryOf(canceled)).toMatchObject({ method: 'CANCEL', uid: first?.uid, sequence });
  });

  it('that are moved or canceled together are told in one message, unless the notes differ', async () => {
    const one = server({ follows: false });
    const rounds = await twoRounds(one);
    await one.mails.poll();
    await delivered(1);
    for (const [index, round] of rounds.entries()) {
      const scheduledAt = at + (index + 5) * HOUR;
      const payload = { scheduledAt, note: 'We moved to another office.' };
      await change(one, round, { kind: 'interview.changed', payload });
    }
    await one.mails.poll();
    const [moved] = await delivered(1);
    if (!moved) throw new Error('No one was told.');
    expect(moved.subject).toMatch(/^Moved: your 2 interviews for Developer, starting /);
    expect(moved.parts.get('text/plain')?.match(/We moved to another office\./g)).toHaveLength(1);
    expect(moved.parts.get('text/plain')?.match(/Before: /g)).toHaveLength(2);
    expect(moved.calendars.map(entryIn)).toMatchObject([
      { method: 'REQUEST', sequence: 1, start: at + 5 * HOUR },
      { method: 'REQUEST', sequence: 1, start: at + 6 * HOUR },
    ]);
    for (const [index, round] of rounds.entries()) {
      const payload = { scheduledAt: at + (index + 7) * HOUR, note: `Note ${index}` };
      await change(one, round, { kind: 'interview.changed', payload });
    }
    await one.mails.poll();
    for (const { subject } of await delivered(2)) expect(subject).toMatch(/\(round \d of 2\)/);
    for (const round of rounds) await change(one, round, { kind: 'interview.cancelled', payload: {} });
    await one.mails.poll();
    const [canceled] = await delivered(1);
    expect(canceled?.subject).toBe('Canceled: your 2 interviews for Developer');
    expect(canceled?.calendars.map(entryIn)).toMatchObject([
      { method: 'CANCEL', sequence: 3 },
      { method: 'CANCEL', sequence: 3 },
    ]);
  });

  it('that change while the message waits are told again, and no one gets the earlier message', async () => {
    box.answers.receiver = [{ code: 451, words: 'Try again later' }];
    const one = server({ follows: false, pausesMs: [HOUR] });
    const rounds = await twoRounds(one);
    await one.mails.poll();
    const { mailId } = await stage.mailThatIs('waiting', /Try again later/);
    await change(one, rounds[0], { kind: 'interview.cancelled', payload: {} });
    await one.mails.poll();
    await one.mails.poll();
    const mails = await delivered(2);
    expect(mails.map(({ subject }) => subject.split(/[:,]/)[0]).toSorted()).toEqual([
      'Canceled',
      'Your interview for Developer',
    ]);
    expect((await stage.store.mails.find(mailId))?.state).toBe('unsent');
    expect(await stateOf(rounds[1])).toEqual([['invited', 'sent']]);
  });
});

describe('reminders', () => {
  it('are sent a day and an hour before, once, by one of several servers', async () => {
    const [one, other] = [server(), server()];
    const interviewId = await create(one);
    await one.mails.follow(interviewId);
    await delivered(4);
    const pollAt = async (beforeMs: number) => {
      clock = at - beforeMs;
      await Promise.all([one, other, one].map(({ mails }) => mails.poll()));
    };
    await pollAt(24 * HOUR + MINUTE);
    await delivered(0);
    await pollAt(24 * HOUR);
    const [mail] = await delivered(4);
    expect(mail?.parts.has('text/calendar')).toBe(false);
    await pollAt(2 * HOUR);
    await delivered(0);
    await pollAt(HOUR - MINUTE);
    const hour = await delivered(4);
    expect(to(hour, 'candidate').headers.get('subject')).toBe(
      'Your interview for Developer starts in an hour',
    );
    expect(linkIn(to(hour, 'candidate'))).toMatch(/\/join#/);
    await pollAt(MINUTE);
    await delivered(0);
  });

  it('are not sent after a cancellation, shortly after an invitation, or much too late', async () => {
    const one = server();
    clock = at - 25 * HOUR;
    const interviewId = await create(one);
    await one.mails.follow(interviewId);
    await delivered(4);
    clock = at - 24 * HOUR;
    await one.mails.poll();
    await delivered(0);
    expect(await stage.store.toldSeats.listToRemind(1, { from: clock, until: at, limit: 9 })).toEqual([]);
    clock = at - 10 * MINUTE;
    await one.mails.poll();
    await delivered(0);
    clock = at - 2 * HOUR;
    await change(one, interviewId, { kind: 'interview.changed', payload: { plannedMinutes: 30 } });
    await delivered(4);
    await change(one, interviewId, { kind: 'interview.cancelled', payload: {} });
    await delivered(4);
    clock = at - HOUR;
    await one.mails.poll();
    await delivered(0);
  });
});

/** Events with which a person comes in. */
function entered(seatId: SeatId): NewEvent[] {
  const clientId = newClientId();
  return [
    { kind: 'seat.connected', payload: { seatId, clientId, serverId: 'server-1' } },
    { kind: 'seat.entered', payload: { seatId, clientId } },
  ];
}

describe('ratings', () => {
  /** Holds an interview with its interviewer and evaluator. */
  async function held(by: Server) {
    // Events have the time of the server.
    at = Date.now();
    clock = at - HOUR;
    const interviewId = await create(by);
    await by.mails.follow(interviewId);
    await delivered(4);
    const { seats } = await by.interviews.read(interviewId);
    const seatOf = (role: string) => Object.values(seats).find(seat => seat.role === role)?.seatId as SeatId;
    const [interviewer, evaluator] = [seatOf('interviewer'), seatOf('evaluator')];
    await change(
      by,
      interviewId,
      { kind: 'kit.chosen', payload: chosenKit() },
      ...[interviewer, evaluator].flatMap(seatId => entered(seatId)),
      { kind: 'session.opened', payload: {} },
    );
    await change(by, interviewId, { kind: 'session.ended', payload: {} });
    const { endedAt = 0 } = await by.interviews.read(interviewId);
    return { interviewId, interviewer, evaluator, endedAt };
  }

  it('that aren’t locked are due two hours after the end, once, whichever server notices', async () => {
    const [one, other] = [server(), server()];
    const { interviewId, evaluator, endedAt } = await held(one);
    const pollAt = async (time: number) => {
      clock = time;
      await Promise.all([one, other, one].map(({ mails }) => mails.poll()));
    };
    await pollAt(endedAt + 2 * HOUR - MINUTE);
    await delivered(0);
    await change(one, interviewId, {
      kind: 'scorecard.locked',
      payload: { seatId: evaluator, recommendation: 'yes', summary: '' },
    });
    await pollAt(endedAt + 2 * HOUR);
    const [mail] = await delivered(1);
    expect(mail?.to).toEqual(['interviewer@example.org']);
    expect(mail?.headers.get('subject')).toBe('Your ratings are due: interview for Developer');
    expect(mail && linkIn(mail)).toMatch(/\/join#/);
    await pollAt(endedAt + 3 * HOUR);
    await delivered(0);
  });
});

describe('invitations to many interviews', () => {
  it('are written a few at a time, so that other messages don’t wait for all of them', async () => {
    box.answers.connect = Array.from({ length: 10 }, () => 'silence');
    const one = server();
    await createMany(one, 150);
    for (let round = 0; round < 5; round += 1) await one.mails.poll();
    await one.mails.close();
    expect((await stage.store.toldSeats.listToFollow(200)).length).toBeGreaterThanOrEqual(110);
  });

  it('all arrive', async () => {
    await createMany(server(), 60);
    await box.message(60);
    expect(await stage.store.toldSeats.listToFollow(1)).toEqual([]);
  });
});
