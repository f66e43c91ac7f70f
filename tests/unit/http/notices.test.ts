import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { QueueOf } from '../../../server/features/evaluation/QueueItems.ts';
import { startOfDigestDay } from '../../../server/features/notices/DailyDigests.ts';
import { Notices } from '../../../server/features/notices/Notices.ts';
import { type InterviewId, UserId } from '../../../shared/ids.ts';
import type { QueueItem } from '../../../shared/protocol/evaluationRoutes.ts';
import { ownZone } from '../../../shared/time/zones.ts';
import { Mailbox, type ReceivedMail } from '../../support/mailbox.ts';
import { queueItem } from '../../support/queueItem.ts';
import { EvaluatedPractice } from './evaluatedPractice.ts';
import { PracticedServer } from './practicedServer.ts';
import { refusalOf } from './refusals.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
/** After the digests of the day; a day later the next ones are due, even when clocks are set forward. */
const START = startOfDigestDay(Date.now(), ownZone()) + 2 * HOUR;

const house = new PracticedServer();
let box: Mailbox;
let now: number;
/** Queue items of each member, by address. */
let queues: Map<string, QueueItem[]>;

beforeEach(async () => {
  box = await Mailbox.start();
  now = START;
  queues = new Map();
  const queueOf: QueueOf = async ({ email }, { held = false }) => ({
    items: (queues.get(email) ?? []).filter(({ own }) => !held || own === 'held'),
    more: false,
  });
  await house.begin({
    env: { SMTP_URL: box.url },
    notices: { now: () => now, queueOf },
  });
  await house.server.member(house.owner, 'evaluator', 'rita@example.org');
  await house.server.notices.poll();
});
afterEach(async () => {
  await house.server.close();
  await box.close();
});

/** Returns the recipients of the emails that are sent at this time. */
async function lookAt(moment: number, servers = [house.server.notices]): Promise<string[]> {
  now = moment;
  const before = (await house.server.store.mails.list(100)).length;
  await Promise.all(servers.map(server => server.poll()));
  const mails = await house.server.store.mails.list(100);
  return mails
    .slice(0, mails.length - before)
    .map(({ kind, address }) => `${kind} to ${address}`)
    .sort();
}

const linkOf = (mail: ReceivedMail) => /<(.*)>/.exec(mail.headers.get('list-unsubscribe') ?? '')?.[1] ?? '';
/** Posts as a mail provider does for its user: from anywhere, without cookies. */
const postTo = (address: string, body = 'List-Unsubscribe=One-Click', headers: HeadersInit = {}) =>
  fetch(house.server.url + new URL(address).pathname, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'https://mail.example',
      ...headers,
    },
  });
const pageAt = (address: string) => fetch(house.server.url + new URL(address).pathname);

describe('the daily digest for evaluators', () => {
  const digests = ['digest to olga@example.org', 'digest to rita@example.org'];

  it('is sent once a day to each person with something to do, by any number of servers', async () => {
    const promisedAt = START + 2 * DAY;
    queues.set('rita@example.org', [
      queueItem({ endedAt: START + 1, dueAt: promisedAt, role: 'Data Analyst' }),
    ]);
    expect(await lookAt(START + HOUR)).toEqual([]);
    const other = await otherServer();
    expect(await lookAt(START + DAY, [house.server.notices, other])).toEqual(digests.slice(1));
    const { to, headers, parts } = await box.message();
    expect(to).toEqual(['rita@example.org']);
    expect(headers.get('subject')).toBe('1 interview waiting for evaluation');
    for (const part of parts.values()) {
      expect(part).toContain('Data Analyst: due');
      expect(part).toContain('1 is new since the last message');
      expect(part).toContain(`${house.server.config.publicUrl}/console/evaluations`);
    }
    expect(await lookAt(START + DAY + 10 * HOUR, [other])).toEqual([]);
    queues.set('olga@example.org', [queueItem({ own: 'held' })]);
    expect(await lookAt(START + 2 * DAY)).toEqual(digests);
    await other.close();
  });

  it('is not sent to disabled accounts, nor without a mail server', async () => {
    for (const address of ['olga@example.org', 'rita@example.org']) queues.set(address, [queueItem()]);
    const { members } = await house.owner.call('staff.list', {});
    const userId = members.find(({ email }) => email === 'rita@example.org')?.userId ?? '';
    await house.owner.call('staff.change', { userId, disabled: true });
    expect(await lookAt(START + DAY)).toEqual(digests.slice(0, 1));
    expect(await lookAt(START + 2 * DAY, [await otherServer({ configured: false })])).toEqual([]);
  });

  it("is sent to the others when one person's queue can't be read, and to that person later", async () => {
    queues.set('olga@example.org', [queueItem()]);
    queues.set('rita@example.org', [queueItem()]);
    const broken = await otherServer({ failsFor: 'olga@example.org' });
    expect(await lookAt(START + DAY, [broken])).toEqual(digests.slice(1));
    expect(await lookAt(START + DAY + HOUR)).toEqual(digests.slice(0, 1));
  });

  it('is unsubscribed with the button of a mail client, even from an older email, and subscribed again on the page', async () => {
    queues.set('rita@example.org', [queueItem()]);
    await lookAt(START + DAY);
    const first = await box.message();
    await lookAt(START + 2 * DAY);
    expect(linkOf(await box.message(2))).toBe(linkOf(first));
    expect(first.headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    const address = linkOf(first);
    expect(address).toMatch(new RegExp(`^${house.server.config.publicUrl}/unsubscribe/[\\w-]{22}$`));
    for (const part of first.parts.values()) expect(part).toContain(address);

    // Mail clients open links before people do.
    const opened = await pageAt(address);
    expect([opened.status, await opened.text()]).toEqual([
      200,
      expect.stringContaining('Stop the daily message?'),
    ]);
    expect(await lookAt(START + 3 * DAY)).toEqual(digests.slice(1));

    const multipart = { 'content-type': 'multipart/form-data; boundary=x' };
    const body =
      '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n';
    const posted = await postTo(address, body, multipart);
    expect([posted.status, posted.redirected]).toEqual([200, false]);
    expect(await posted.text()).toContain('You’re unsubscribed');
    expect(await lookAt(START + 4 * DAY)).toEqual([]);
    expect((await postTo(address)).status).toBe(200);

    expect((await postTo(address, 'subscribe=on')).status).toBe(200);
    expect(await lookAt(START + 5 * DAY)).toEqual(digests.slice(1));
  });

  it('lists what waits in the queue, as its reader may claim it', async () => {
    const practiced = new EvaluatedPractice();
    await practiced.begin({ env: { SMTP_URL: box.url }, notices: { now: () => now } });
    await practiced.server.notices.poll();
    // The page's address belongs to an evaluator, who may not rate it.
    await practiced.over({ email: 'second@example.org' });
    now += DAY;
    await practiced.server.notices.poll();
    const { mails } = await practiced.owner.call('outbox.list', {});
    const digests = mails.filter(({ kind }) => kind === 'digest').map(mail => `${mail.to}: ${mail.subject}`);
    expect(digests.sort()).toEqual([
      'first@example.org: 1 interview waiting for evaluation',
      'olga@example.org: 1 interview waiting for evaluation',
    ]);
    await practiced.server.close();
  });

  it('shows no unsubscribe link in the outbox', async () => {
    queues.set('rita@example.org', [queueItem()]);
    await lookAt(START + DAY);
    const token =
      linkOf(await box.message())
        .split('/')
        .at(-1) ?? '';
    const { mails } = await house.owner.call('outbox.list', {});
    expect(mails[0]?.text).toContain('/unsubscribe/…');
    expect(JSON.stringify(mails)).not.toContain(token);
  });

  it('is not unsubscribed by any invalid link', async () => {
    const pages = new Set<string>();
    for (const token of ['0123456789abcdefghijkl', 'x', '%00', 'x'.repeat(2_000), encodeURIComponent('../x')])
      for (const answer of [
        await fetch(`${house.server.url}/unsubscribe/${token}`),
        await postTo(`${house.server.url}/unsubscribe/${token}`),
      ]) {
        expect(answer.status, token).toBe(404);
        expect(answer.headers.get('cache-control')).toBe('no-store');
        pages.add(await answer.text());
      }
    expect([...pages]).toEqual([expect.stringContaining('This link doesn’t work')]);
  });
});

describe('an evaluation that a lead assigns', () => {
  it('is emailed immediately, in words that reveal nothing about the attempt', async () => {
    const practiced = new EvaluatedPractice();
    await practiced.begin({ env: { SMTP_URL: box.url } });
    const { interviewId } = await (await practiced.over()).state();
    const { members } = await practiced.owner.call('staff.list', {});
    const userId = members.find(({ email }) => email === 'first@example.org')?.userId;
    const assign = () =>
      practiced.owner.call('evaluations.assign', { interviewId, userId: UserId.parse(userId) });
    await assign();
    expect((await refusalOf(assign())).code).toBe('conflict');
    const { to, headers, parts } = await box.message();
    expect([to, headers.get('subject')]).toEqual([
      ['first@example.org'],
      'Olga Owner assigned you an interview to rate',
    ]);
    expect(parts.get('text/plain')).toContain(`${practiced.server.config.publicUrl}/console/evaluations`);
    const mails = await practiced.server.store.database.kysely.selectFrom('mails').selectAll().execute();
    expect(mails.filter(({ kind }) => kind === 'assigned')).toHaveLength(1);
    expect(JSON.stringify(mails)).not.toContain(interviewId);
    await practiced.server.close();
  });
});

describe('a request to publish a report', () => {
  it('is emailed to everyone who may publish it, in words that reveal nothing about the attempt', async () => {
    await house.server.member(house.owner, 'organizer', 'oscar@example.org');
    await house.server.notices.tellPublishAsked({
      by: 'Rita',
      role: 'Data Analyst',
      teamId: undefined,
    });
    const mails = [await box.message(), await box.message(2)];
    expect(mails.map(({ to }) => to.join()).sort()).toEqual(['olga@example.org', 'oscar@example.org']);
    for (const { headers, parts } of mails) {
      expect(headers.get('subject')).toBe('Rita asks you to publish a report');
      expect(parts.get('text/plain')).toContain(`${house.server.config.publicUrl}/console/evaluations`);
    }
    expect(await house.server.store.mails.list(100)).toHaveLength(2);
  });
});

describe('a promised date that is at risk', () => {
  it('is emailed to leads only, once a day, when less than a quarter of the time is left', async () => {
    await house.server.member(house.owner, 'organizer', 'oscar@example.org');
    const late = await waiting({ role: 'Data Analyst', endedAt: START, promisedAt: START + 40 * HOUR });
    await waiting({ role: 'Recruiter', endedAt: START, promisedAt: START + 40 * HOUR, stage: 'done' });
    expect(await lookAt(START + 30 * HOUR)).toEqual([]);
    const leads = ['late-promises to olga@example.org', 'late-promises to oscar@example.org'];
    const other = await otherServer();
    expect(await lookAt(START + 30 * HOUR + 1, [house.server.notices, other])).toEqual(leads);
    const { headers, parts } = await box.message();
    // One for each lead, before any of the next round.
    await box.message(2);
    expect(headers.get('subject')).toBe('A report may be late');
    expect(headers.has('list-unsubscribe')).toBe(false);
    const text = parts.get('text/plain');
    expect(text).toMatch(/^\* Data Analyst: due .+ – ratings are missing$/m);
    expect(text).toContain(`${house.server.config.publicUrl}/console/evaluations`);
    expect(text?.replace(/\s+/g, ' ')).toContain('Olga Owner (no open evaluations)');
    const mails = await house.server.store.database.kysely.selectFrom('mails').selectAll().execute();
    expect(JSON.stringify(mails)).not.toContain(late);
    expect(await lookAt(START + 31 * HOUR)).toEqual([]);
    await waiting({ role: 'Recruiter', endedAt: START, promisedAt: START + 32 * HOUR, stage: 'write' });
    expect(await lookAt(START + 32 * HOUR)).toEqual(leads);
    expect((await box.message(3)).parts.get('text/plain')).toMatch(
      /^\* Recruiter: was due .+ – the report has to be written$/m,
    );
    await box.message(4);
    expect(await lookAt(START + 3 * DAY, [other])).toEqual(leads);
    expect((await box.message(5)).headers.get('subject')).toBe('2 reports may be late');
    await other.close();
  });

  it('is emailed later when the email could not be stored', async () => {
    await waiting({ endedAt: START, promisedAt: START + HOUR });
    const broken = await otherServer({ sends: false });
    expect(await lookAt(START + HOUR, [broken])).toEqual([]);
    expect(await lookAt(START + HOUR)).toEqual(['late-promises to olga@example.org']);
  });
});

describe('emails about a report', () => {
  const TOKEN = '0123456789abcdefghijkl';
  let issued: number;
  const publish = (interviewId: InterviewId, first = true) =>
    house.server.notices.reports.tell({
      interviewId,
      first,
      link: async () => {
        issued += 1;
        return `${house.server.config.publicUrl}/report#${TOKEN}`;
      },
    });

  beforeEach(() => {
    issued = 0;
  });

  it('are sent to the address of a private page when it is ready, and at most once a day when it changes', async () => {
    const stranger = await house.start({ email: 'ada@example.org', purpose: 'evaluation' });
    await stranger.untilReady();
    await box.message();
    const { interviewId } = stranger;
    await publish(interviewId);
    const ready = await box.message(2);
    expect(ready.to).toEqual(['ada@example.org']);
    expect(ready.headers.get('subject')).toBe('Your report is ready');
    for (const part of ready.parts.values()) {
      expect(part).toContain(`/report#${TOKEN}`);
      expect(part.replace(/\s+/g, ' ')).toContain('works for a year after the report was last published');
    }
    await publish(interviewId);
    await publish(interviewId, false);
    await publish(interviewId, false);
    const changed = await box.message(3);
    expect(changed.headers.get('subject')).toBe('Your report was updated');
    // Nothing has revoked the first link.
    for (const part of changed.parts.values())
      expect(part).toContain('The link in our earlier message also opens');
    now += DAY;
    await publish(interviewId, false);
    await box.message(4);
    expect(issued).toBe(3);
    const { mails } = await house.owner.call('outbox.list', {});
    expect(JSON.stringify(mails)).not.toContain(TOKEN);

    await stranger.asker.call('practice.delete', { page: stranger.page });
    expect((await house.owner.call('outbox.list', {})).mails).toEqual([]);
  });

  it('contain the private link again for an invited candidate, at most once an hour', async () => {
    const { interviewId } = await house.owner.call('interviews.create', {
      title: 'Backend interview',
      jobRole: 'Backend Developer',
      scheduledAt: Date.now(),
      plannedMinutes: 45,
      seats: [{ role: 'candidate', displayName: 'Ada', email: 'ada@example.org' }],
    });
    const again = () =>
      house.server.notices.reports.sendAgain({
        interviewId,
        link: async () => {
          issued += 1;
          return `${house.server.config.publicUrl}/report#${TOKEN}`;
        },
      });
    expect(await again()).toBe(true);
    const { to, parts } = await box.message();
    expect(to).toEqual(['ada@example.org']);
    expect(parts.get('text/plain')).toContain(`/report#${TOKEN}`);
    expect(await again()).toBe(false);
    expect(issued).toBe(1);
    now += HOUR;
    expect(await again()).toBe(true);
    await box.message(2);
  });

  it('are sent to an invited candidate, and to no one without an address', async () => {
    const { interviewId } = await house.owner.call('interviews.create', {
      title: 'Backend interview',
      jobRole: 'Backend Developer',
      scheduledAt: Date.now(),
      plannedMinutes: 45,
      seats: [{ role: 'candidate', displayName: 'Ada', email: 'ada@example.org' }],
    });
    await publish(interviewId);
    const { to, parts } = await box.message();
    expect(to).toEqual(['ada@example.org']);
    expect(parts.get('text/plain')).toContain('your interview for Backend Developer');

    const stranger = await house.start({ purpose: 'evaluation' });
    await stranger.untilReady();
    await publish(stranger.interviewId);
    expect((await house.owner.call('outbox.list', {})).mails).toHaveLength(1);
  });
});

/** Starts another server on this database, and waits for its first poll. */
async function otherServer({ failsFor = '', configured = true, sends = true } = {}): Promise<Notices> {
  const { server } = house;
  const { config, store, interviews, staff, mail } = server;
  const notices = new Notices({
    ...{
      config,
      store,
      interviews,
      accounts: staff.accounts,
      logger: pino({ level: 'silent' }),
      now: () => now,
    },
    mail: {
      configured,
      send: (...wish) => (sends ? mail.send(...wish) : refuses()),
      sendToStranger: (...wish) => mail.sendToStranger(...wish),
      wasWritten: key => mail.wasWritten(key),
    },
    queueOf: async ({ email }) => {
      if (email === failsFor) throw new Error('This queue cannot be read.');
      return { items: queues.get(email) ?? [], more: false };
    },
    timeZone: async () => ownZone(),
  });
  await notices.poll();
  return notices;
}

async function refuses(): Promise<never> {
  throw new Error('Nothing can be written.');
}

async function waiting(changes: {
  role?: string;
  endedAt: number;
  promisedAt: number;
  stage?: string;
}): Promise<InterviewId> {
  const { interviewId } = await house.owner.call('interviews.create', {
    ...{ title: 'T', jobRole: 'R', scheduledAt: Date.now(), plannedMinutes: 45, seats: [] },
  });
  await house.server.store.database.kysely
    .insertInto('evaluations')
    .values({
      ...{ interviewId, kind: 'practice', kitId: house.kitId, role: 'Backend Developer', locale: 'en' },
      ...{
        questions: 1,
        minutes: 5,
        candidate: 'Candidate 7F3',
        stage: 'rate',
        raters: 1,
        locked: 0,
        seenSeq: 1,
      },
      dueAt: changes.promisedAt,
      ...changes,
    })
    .execute();
  return interviewId;
}
