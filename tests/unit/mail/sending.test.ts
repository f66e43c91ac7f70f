import { once } from 'node:events';
import { createServer } from 'node:net';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../../server/config.ts';
import { JobRunner } from '../../../server/features/jobs/JobRunner.ts';
import { Mail, type MailRequest } from '../../../server/features/mail/Mail.ts';
import { RateLimits } from '../../../server/limits/RateLimits.ts';
import type { StoredMail } from '../../../server/store/mailStore.ts';
import type { Store } from '../../../server/store/store.ts';
import { AppError } from '../../../shared/errors.ts';
import { NO_ORGANIZATION } from '../../../shared/organization.ts';
import type { MailState } from '../../../shared/protocol/mailRoutes.ts';
import { eventually } from '../../support/eventually.ts';
import { freePort } from '../../support/freePort.ts';
import { Mailbox } from '../../support/mailbox.ts';
import { Program } from '../../support/program.ts';
import { quickFolder, type TemporaryFolder } from '../../support/temporaryFolder.ts';
import { openTestStore } from '../../support/testStore.ts';

const SECRET = '0123456789abcdefghijkl';
const LINK = `https://interviews.example.com/practice#${SECRET}`;
const WISH: MailRequest<'practice-link'> = {
  onceKey: 'page-1',
  kind: 'practice-link',
  address: 'ada@example.org',
  content: { url: LINK, role: 'Backend Developer' },
  pageId: 'page-1',
};
const ENV = { PUBLIC_URL: 'https://interviews.example.com' };
/** Long enough that a busy machine is not mistaken for a dead server. */
const HASTY = { pollMs: 20, beatMs: 20, lostMs: 3_000, doubtMs: 2_000 };
/** Two attempts after the first one. */
const PAUSES_MS = [20, 40];
/** Enough retries for servers that recover, on a busy machine. */
const PATIENT: Changes = { pausesMs: Array.from({ length: 200 }, () => 30), timeoutMs: 500 };

let folder: TemporaryFolder;
let store: Store;
let log: string;
const closers: (() => Promise<void> | void)[] = [];

beforeEach(async () => {
  folder = await quickFolder('mail');
  store = await openTestStore({ DATA_DIR: folder.path });
  log = '';
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
  await store.close();
  await folder.remove();
});

interface Changes {
  env?: Record<string, string>;
  pausesMs?: readonly number[] | undefined;
  timeoutMs?: number;
  handoverTimeoutMs?: number;
}

/** Opens a server that sends mail. */
function open(
  smtpUrl: string | undefined,
  { env, pausesMs = PAUSES_MS, timeoutMs, handoverTimeoutMs }: Changes = {},
): Mail {
  const config = loadConfig({
    NODE_ENV: 'test',
    DATA_DIR: folder.path,
    ...ENV,
    SMTP_URL: smtpUrl,
    ...env,
  });
  const destination = new Writable({
    write: (chunk, _encoding, done) => {
      log += chunk;
      done();
    },
  });
  const logger = pino({ level: 'trace' }, destination);
  const runner = new JobRunner({
    store: store.jobs,
    serverId: `server-${closers.length}`,
    handlers: [],
    metrics: new Registry(),
    logger,
    timing: HASTY,
  });
  const mail = new Mail({
    config,
    mails: store.mails,
    runner,
    sender: async () => NO_ORGANIZATION,
    limits: new RateLimits(),
    logger,
    pausesMs,
    timeoutMs,
    handoverTimeoutMs,
  });
  closers.push(() => runner.close());
  closers.push(() => mail.close());
  return mail;
}

async function mailbox(options?: Parameters<typeof Mailbox.start>[0]): Promise<Mailbox> {
  const started = await Mailbox.start(options);
  closers.push(() => started.close());
  return started;
}

function mailThatIs(state: MailState, hasReason?: RegExp): Promise<StoredMail> {
  return eventually(`a message that is ${state}`, async () => {
    const [found] = await store.mails.list(1);
    const fits = found?.state === state && (!hasReason || hasReason.test(found.reason ?? ''));
    return fits ? found : undefined;
  });
}

const jobState = async (mailId: string) => (await store.jobs.about([mailId]))[0]?.state;

describe('an email', () => {
  it('is delivered once, in plain text and HTML, and then its secret is deleted from the database', async () => {
    const box = await mailbox();
    const mail = open(box.url);
    await mail.send({ ...WISH, address: ' Ada@Example.org ' });
    const received = await box.message();
    const sent = await mailThatIs('sent');
    expect(received).toMatchObject({ from: 'no-reply@interviews.example.com', to: ['ada@example.org'] });
    const { headers, parts } = received;
    expect(headers.get('from')).toBe('Vivavoce <no-reply@interviews.example.com>');
    expect(headers.get('to')).toBe('ada@example.org');
    expect(headers.get('subject')).toBe('Your practice page');
    expect(headers.get('message-id')).toBe(`<${sent.mailId}@interviews.example.com>`);
    expect(headers.get('auto-submitted')).toBe('auto-generated');
    expect([...parts.keys()]).toEqual(['text/plain', 'text/html']);
    for (const part of parts.values()) expect(part).toContain(LINK);
    expect(sent).toMatchObject({ secret: undefined, sentAt: expect.any(Number) });
    expect(JSON.stringify(sent)).not.toContain(SECRET);
    expect(await mail.mailOf('page-1')).toEqual({ address: 'ada@example.org', state: 'sent' });
    expect(await eventually('its job to be done', async () => (await jobState(sent.mailId)) === 'done')).toBe(
      true,
    );
  });

  it('that is requested repeatedly is sent once', async () => {
    const box = await mailbox();
    const [one, other] = [open(box.url), open(box.url)];
    await Promise.all([one, other, one, other].map(mail => mail.send(WISH)));
    await mailThatIs('sent');
    await one.send(WISH);
    await one.send({ ...WISH, onceKey: 'page-2' });
    await box.message(2);
    await eventually('both to be sent', async () =>
      (await store.mails.list(9)).every(({ state }) => state === 'sent'),
    );
    expect(box.received).toHaveLength(2);
  });

  it('comes from the address in MAIL_FROM', async () => {
    const box = await mailbox();
    const env = { MAIL_FROM: '"Müller, Sons & Co" <jobs@example.com>' };
    await open(box.url, { env }).send(WISH);
    const { from, headers } = await box.message();
    expect(from).toBe('jobs@example.com');
    expect(headers.get('from')).toMatch(/^=\?UTF-8\?\S+\?= <jobs@example\.com>$/);
    expect(headers.get('message-id')).toMatch(/@example\.com>$/);
  });

  it('goes only to its recipient: an invalid address is rejected', async () => {
    const box = await mailbox();
    const mail = open(box.url);
    for (const address of [
      'ada@example.org\r\nBcc: eve@example.org',
      'ada@example.org, eve@example.org',
      'Ada <ada@example.org>',
      'ada',
      '',
    ])
      await expect(mail.send({ ...WISH, onceKey: address, address })).rejects.toMatchObject({
        code: 'invalid',
      });
    expect(await store.mails.list(9)).toEqual([]);
  });

  it('is stored without its secret and not sent when there is no mail server', async () => {
    const mail = open(undefined);
    expect(mail.configured).toBe(false);
    await mail.send(WISH);
    const unsent = await mailThatIs('unsent');
    expect(unsent.secret).toBeUndefined();
    expect(JSON.stringify(unsent)).not.toContain(SECRET);
    expect(await mail.mailOf('page-1')).toEqual({ address: 'ada@example.org', state: 'unsent' });
    expect(await jobState(unsent.mailId)).toBeUndefined();
  });

  it('that waited when the mail server was removed from the configuration is not sent', async () => {
    await open(`smtp://127.0.0.1:${await freePort()}`, { pausesMs: [60_000] }).send(WISH);
    const { mailId } = await mailThatIs('waiting', /./);
    for (const close of closers.splice(0).reverse()) await close();
    open(undefined);
    await store.jobs.enqueueAgain({ kind: 'mail', target: mailId });
    expect(await mailThatIs('unsent')).toMatchObject({ secret: undefined });
  });

  it('that was deleted with its page is not sent', async () => {
    const box = await mailbox();
    box.answers.connect = [{ code: 421, words: 'Come back later' }];
    await open(box.url, { pausesMs: [60_000] }).send(WISH);
    const { mailId } = await mailThatIs('waiting', /Come back later/);
    await store.database.kysely.deleteFrom('mails').where('pageId', '=', 'page-1').execute();
    await store.jobs.enqueueAgain({ kind: 'mail', target: mailId });
    await eventually('its job to be over', async () => (await jobState(mailId)) === 'done');
    expect(box.received).toEqual([]);
  });
});

describe('a mail server', () => {
  it('that is down is retried until it is back', async () => {
    const port = await freePort();
    const mail = open(`smtp://127.0.0.1:${port}`, { pausesMs: PATIENT.pausesMs });
    await mail.send(WISH);
    const waiting = await mailThatIs('waiting', /Couldn’t reach/);
    expect(waiting.reason).toBe('Couldn’t reach the mail server (ECONNREFUSED).');
    const box = await mailbox({ port });
    await box.message();
    expect(await mailThatIs('sent')).toMatchObject({ reason: undefined });
  });

  it.each([
    ['greeting', 'connect', 421],
    ['sender', 'sender', 451],
    ['address, as servers with greylisting do', 'receiver', 451],
    ['message', 'message', 452],
  ] as const)('that temporarily rejects the %s gets it again', async (_what, moment, code) => {
    const box = await mailbox();
    box.answers[moment] = [
      { code, words: 'Not now' },
      { code, words: 'Not now' },
    ];
    await open(box.url).send(WISH);
    await mailThatIs('sent');
    expect(box.connections).toBe(3);
  });

  it('that permanently rejects the address makes the email bounce with a reason, without a retry', async () => {
    const box = await mailbox();
    box.answers.receiver = [{ code: 550, words: '5.1.1 <ada@example.org> No such person here' }];
    const mail = open(box.url);
    await mail.send(WISH);
    const bounced = await mailThatIs('bounced');
    expect(bounced.reason).toBe(
      'The mail server refused the address: 550 5.1.1 <ada@example.org> No such person here',
    );
    expect(await mail.mailOf('page-1')).toEqual({ address: 'ada@example.org', state: 'bounced' });
    await eventually('its job to be over', async () => (await jobState(bounced.mailId)) === 'done');
    expect(box.connections).toBe(1);
    // The mailbox works again, and someone requests a retry.
    await store.mails.retry(bounced.mailId, 'user-1');
    expect((await box.message()).to).toEqual(['ada@example.org']);
    await mailThatIs('sent');
  });

  it.each([
    ['message', 'message', 554],
    ['sender', 'sender', 553],
  ] as const)(
    'that permanently rejects the %s makes the email fail immediately',
    async (_what, moment, code) => {
      const box = await mailbox();
      box.answers[moment] = [{ code, words: 'Never' }];
      await open(box.url).send(WISH);
      expect((await mailThatIs('failed')).reason).toBe(`The mail server rejected the message: ${code} Never`);
      expect(box.connections).toBe(1);
    },
  );

  it('that never recovers makes the email fail after the last attempt, with the last error', async () => {
    const box = await mailbox();
    box.answers.receiver = Array.from({ length: 9 }, () => ({ code: 451, words: 'Not now' }));
    await open(box.url).send(WISH);
    const failed = await mailThatIs('failed');
    expect(failed.reason).toMatch(/451 Not now/);
    expect(box.connections).toBe(PAUSES_MS.length + 1);
    expect(
      await eventually('its job to have failed', async () => (await jobState(failed.mailId)) === 'failed'),
    ).toBe(true);
  });

  it.each([
    ['at the greeting', 'connect'],
    ['in the middle', 'receiver'],
    ['after the complete message', 'message'],
  ] as const)(
    'that stops responding %s holds the job no longer than the time limit',
    async (_when, moment) => {
      const box = await mailbox();
      box.answers[moment] = ['silence'];
      const began = performance.now();
      await open(box.url, PATIENT).send(WISH);
      await mailThatIs('waiting', /^The mail server didn’t answer in time\.$/);
      expect(performance.now() - began).toBeLessThan(5_000);
      await mailThatIs('sent');
    },
  );

  it('that sends a byte now and then, but never a complete response, holds the job no longer either', async () => {
    const dripping = createServer(socket => {
      const timer = setInterval(() => socket.write('2'), 20);
      socket.on('close', () => clearInterval(timer)).on('error', () => {});
    });
    dripping.listen(0, '127.0.0.1');
    await once(dripping, 'listening');
    closers.push(() => void dripping.close());
    const { port } = dripping.address() as { port: number };
    await open(`smtp://127.0.0.1:${port}`, { timeoutMs: 300 }).send(WISH);
    await mailThatIs('failed', /^The mail server didn’t answer in time\.$/);
  });

  it('gets at most two emails at a time, so that one that hangs leaves room for other jobs', async () => {
    const box = await mailbox();
    box.answers.message = ['silence', 'silence', 'silence', 'silence'];
    const mail = open(box.url, PATIENT);
    for (const onceKey of ['1', '2', '3', '4', '5']) await mail.send({ ...WISH, onceKey });
    await eventually('all to be sent', async () =>
      (await store.mails.list(9)).every(({ state }) => state === 'sent'),
    );
    expect(box.atOnce).toBe(2);
  });

  it('with an untrusted certificate gets nothing, unless the URL allows it', async () => {
    const box = await mailbox({ offersTls: true });
    await open(box.url).send(WISH);
    await mailThatIs('failed', /connect securely/);
    for (const close of closers.splice(1).reverse()) await close();
    await open(`${box.url}?requireTLS=true&tls.rejectUnauthorized=false`).send({ ...WISH, onceKey: 'again' });
    await box.message();
    await mailThatIs('sent');
  });

  it('without the required TLS gets nothing', async () => {
    const box = await mailbox();
    await open(`${box.url}?requireTLS=true`).send(WISH);
    await mailThatIs('failed');
    expect(box.received).toEqual([]);
  });

  it('with authentication gets the password in the URL; after a wrong one the email waits for the right one', async () => {
    const box = await mailbox({ user: { name: 'viva', password: 'p@ss/w:rd' } });
    const withPassword = (password: string) =>
      `smtp://viva:${encodeURIComponent(password)}@127.0.0.1:${box.port}`;
    await open(withPassword('wrong'), { pausesMs: [60_000] }).send(WISH);
    const { mailId } = await mailThatIs('waiting', /refused our sign-in: 535 Bad credentials/);
    for (const close of closers.splice(1).reverse()) await close();
    open(withPassword('p@ss/w:rd'));
    await store.mails.retry(mailId, 'user-1');
    await box.message();
    await mailThatIs('sent');
    expect(log).not.toMatch(/p@ss|p%40ss|wrong/);
  });
});

describe('a server that sends mail', () => {
  it('and is killed between the response and its log entry sends the email once more, with the same message ID', async () => {
    const box = await mailbox();
    // The last response is delayed, so that the process dies at a known point.
    box.answers.message = ['silence'];
    const program = new Program({
      command: process.execPath,
      args: [`${import.meta.dirname}/../../support/mailingServer.ts`],
      env: { ...process.env, ...ENV, DATA_DIR: folder.path, SMTP_URL: box.url },
    });
    closers.push(() => program.kill());
    await store.mails.add({
      ...WISH,
      content: { url: 'https://interviews.example.com/practice#…' },
      secret: WISH.content,
      state: 'waiting',
      pageId: undefined,
    });
    const first = await box.message();
    await program.kill();
    open(box.url, { handoverTimeoutMs: 0 });
    const second = await box.message(2);
    await mailThatIs('sent');
    expect(box.received).toHaveLength(2);
    expect(second.headers.get('message-id')).toBe(first.headers.get('message-id'));
  });

  it('and closes during delivery leaves the email to the next server, without a failed attempt', async () => {
    const box = await mailbox();
    box.answers.receiver = ['silence'];
    await open(box.url).send(WISH);
    await eventually('the address to be there', () => box.answers.receiver?.length === 0);
    for (const close of closers.splice(1).reverse()) await close();
    expect(await mailThatIs('waiting')).toMatchObject({ reason: undefined });
    open(box.url);
    await box.message();
    await mailThatIs('sent');
  });

  it('and loses its database after the response stores the outcome later and sends nothing again', async () => {
    const box = await mailbox();
    const settle = store.mails.settle.bind(store.mails);
    let refused = 0;
    store.mails.settle = (...given) => {
      if (refused > 0) return settle(...given);
      refused += 1;
      return Promise.reject(AppError.unavailable());
    };
    await open(box.url).send(WISH);
    await box.message();
    await mailThatIs('sent');
    expect([refused, box.received.length]).toEqual([1, 1]);
  });

  it('and loses its database until another server takes the job over has sent the email once', async () => {
    const box = await mailbox();
    const { jobs, mails } = store;
    const [beat, settle] = [jobs.beat.bind(jobs), mails.settle.bind(mails)];
    let isAway = false;
    const away = () => Promise.reject(AppError.unavailable());
    jobs.beat = (...given) => (isAway ? away() : beat(...given));
    mails.settle = (...given) => (isAway ? away() : settle(...given));
    box.onMessage = () => {
      isAway = true;
    };
    open(box.url);
    await open(box.url).send(WISH);
    await box.message();
    const { mailId } = await mailThatIs('waiting');
    await eventually('the job to be taken over and put off', async () => {
      const [job] = await jobs.about([mailId]);
      return job?.state === 'retrying' || box.received.length > 1;
    });
    isAway = false;
    await mailThatIs('sent');
    expect(box.received).toHaveLength(1);
  });
});

describe('the log of a server that sends mail', () => {
  it('never contains an address, a link, or a password', async () => {
    const box = await mailbox();
    box.answers.receiver = [
      { code: 451, words: 'ada@example.org is away' },
      { code: 550, words: 'ada@example.org is unknown' },
    ];
    await open(box.url).send(WISH);
    await mailThatIs('bounced');
    expect(log).toContain('a job is tried again later');
    expect(log).not.toMatch(/ada@example|example\.org/);
    expect(log).not.toContain(SECRET);
  });
});
