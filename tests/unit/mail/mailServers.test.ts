import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { freePort } from '../../support/freePort.ts';
import { type MailChanges, MailStage, PAUSES_MS, WISH } from './mailStage.ts';

/** Enough retries for servers that recover, on a busy machine. */
const PATIENT: MailChanges = { pausesMs: Array.from({ length: 200 }, () => 30), timeoutMs: 500 };

const stage = MailStage.ofEach();
const { closeLater, closeServers, jobState, mailbox, mailThatIs, open } = stage;

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

  it('that is back too late gets no message that is of no use anymore, and the email log says why', async () => {
    const port = await freePort();
    const mail = open(`smtp://127.0.0.1:${port}`, { pausesMs: PATIENT.pausesMs });
    const reminder = { ...WISH, onceKey: 'reminder', content: { ...WISH.content, role: 'Nurse' } };
    await mail.send({ ...WISH, expiresAt: Date.now() + 3_600_000 });
    await mail.send({ ...reminder, expiresAt: Date.now() + 300 });
    await mailThatIs('waiting', /Couldn’t reach/);
    await mailThatIs('unsent', /^It was too late/);
    const box = await mailbox({ port });
    expect((await box.message()).subject).toContain('Backend Developer');
    await eventually(
      'no message to wait',
      async () => (await stage.store.mails.list(9, { state: 'waiting' })).length === 0,
    );
    expect(box.received).toHaveLength(1);
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
    await stage.store.mails.retry(bounced.mailId, 'user-1');
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
    closeLater(() => void dripping.close());
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
      (await stage.store.mails.list(9)).every(({ state }) => state === 'sent'),
    );
    expect(box.atOnce).toBe(2);
  });

  it('with an untrusted certificate gets nothing, unless the URL allows it', async () => {
    const box = await mailbox({ offersTls: true });
    await open(box.url).send(WISH);
    await mailThatIs('failed', /connect securely/);
    await closeServers();
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
    await closeServers();
    open(withPassword('p@ss/w:rd'));
    await stage.store.mails.retry(mailId, 'user-1');
    await box.message();
    await mailThatIs('sent');
    expect(stage.log).not.toMatch(/p@ss|p%40ss|wrong/);
  });
});
