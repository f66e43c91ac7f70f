import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { NO_ORGANIZATION } from '../../../shared/organization.ts';
import { eventually } from '../../support/eventually.ts';
import { freePort } from '../../support/freePort.ts';
import { Program } from '../../support/program.ts';
import { ENV, LINK, MailStage, SECRET, WISH } from './mailStage.ts';

const stage = MailStage.ofEach();
const { closeLater, closeServers, jobState, mailbox, mailThatIs, open } = stage;

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
    expect(headers.get('subject')).toBe('Backend Developer: your practice page');
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
      (await stage.store.mails.list(9)).every(({ state }) => state === 'sent'),
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

  it('comes from the organization by name, unless MAIL_FROM has another name', async () => {
    const box = await mailbox();
    const organization = { ...NO_ORGANIZATION, name: 'Lindqvist Logistics' };
    await open(box.url, { organization }).send(WISH);
    await box.message();
    await closeServers();
    const env = { MAIL_FROM: 'Hiring <jobs@example.com>' };
    await open(box.url, { organization, env }).send({ ...WISH, onceKey: 'page-2' });
    await box.message(2);
    expect(box.received.map(({ headers }) => headers.get('from'))).toEqual([
      'Lindqvist Logistics <no-reply@interviews.example.com>',
      'Hiring <jobs@example.com>',
    ]);
  });

  it('asks for answers to the organization’s own address, which people read', async () => {
    const box = await mailbox();
    const organization = { ...NO_ORGANIZATION, name: 'Lindqvist', email: 'people@example.org' };
    await open(box.url, { organization }).send(WISH);
    expect((await box.message()).headers.get('reply-to')).toBe('Lindqvist <people@example.org>');
    await closeServers();
    const env = { MAIL_FROM: 'people@example.org' };
    await open(box.url, { organization, env }).send({ ...WISH, onceKey: 'page-2' });
    expect((await box.message(2)).headers.has('reply-to')).toBe(false);
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
    expect(await stage.store.mails.list(9)).toEqual([]);
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
    await closeServers();
    open(undefined);
    await stage.store.jobs.enqueueAgain({ kind: 'mail', target: mailId });
    expect(await mailThatIs('unsent')).toMatchObject({ secret: undefined });
  });

  it('that was deleted with its page is not sent', async () => {
    const box = await mailbox();
    box.answers.connect = [{ code: 421, words: 'Come back later' }];
    await open(box.url, { pausesMs: [60_000] }).send(WISH);
    const { mailId } = await mailThatIs('waiting', /Come back later/);
    await stage.store.database.kysely.deleteFrom('mails').where('pageId', '=', 'page-1').execute();
    await stage.store.jobs.enqueueAgain({ kind: 'mail', target: mailId });
    await eventually('its job to be over', async () => (await jobState(mailId)) === 'done');
    expect(box.received).toEqual([]);
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
      env: { ...process.env, ...ENV, DATA_DIR: stage.folder.path, SMTP_URL: box.url },
    });
    closeLater(() => program.kill());
    await stage.store.mails.add({
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
    await closeServers();
    expect(await mailThatIs('waiting')).toMatchObject({ reason: undefined });
    open(box.url);
    await box.message();
    await mailThatIs('sent');
  });

  it('and loses its database after the response stores the outcome later and sends nothing again', async () => {
    const box = await mailbox();
    const settle = stage.store.mails.settle.bind(stage.store.mails);
    let refused = 0;
    stage.store.mails.settle = (...given) => {
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
    const { jobs, mails } = stage.store;
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
    expect(stage.log).toContain('a job is tried again later');
    expect(stage.log).not.toMatch(/ada@example|example\.org/);
    expect(stage.log).not.toContain(SECRET);
  });
});
