import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Mailbox } from '../../support/mailbox.ts';
import { PracticedServer, SHORT } from './practicedServer.ts';
import { refusalOf } from './refusals.ts';

/** Emails per recipient and day on behalf of strangers. */
const LIMIT = 5;
const MANY = { points: 10_000, seconds: 60 };

const house = new PracticedServer();
let box: Mailbox;

beforeEach(async () => {
  box = await Mailbox.start();
  await house.begin({
    env: { SMTP_URL: box.url },
    limits: {
      practice: MANY,
      practiceNewDevice: MANY,
      practiceDevice: MANY,
      api: MANY,
      practiceOpen: MANY,
      practiceMail: MANY,
    },
  });
});
afterEach(async () => {
  await house.server.close();
  await box.close();
});

const addressees = async () => (await house.server.store.mails.list(200)).map(({ address }) => address);

describe('email to an address that a stranger typed', () => {
  it('has a daily limit per recipient, for any sender and spelling of the address', async () => {
    const spellings = ['victim@example.org', 'Victim@Example.org', 'victim+7@example.org'];
    const spelled = (index: number) => spellings[index % spellings.length] ?? '';
    const pages: string[] = [];
    for (let index = 0; index < 30; index += 1)
      pages.push((await house.start({ email: spelled(index) })).page);
    const asker = house.server.visitor();
    const resent = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        asker.call('practice.mailLink', { page: pages[index] ?? '', email: spelled(index) as never }),
      ),
    );
    expect(resent.filter(({ status }) => status === 'rejected').length).toBeGreaterThanOrEqual(15);
    expect((await addressees()).length).toBe(LIMIT);
    // Email to someone else is not affected.
    await house.start({ email: 'ada@example.org' });
    expect(await addressees()).toContain('ada@example.org');
  });

  it('does not stop practice when it is not sent: the page keeps the address and shows the reason', async () => {
    for (let index = 0; index < LIMIT; index += 1) await house.start({ email: 'victim@example.org' });
    const stranger = await house.start({ email: 'victim@example.org', name: 'Ada' });
    const { email, name } = await stranger.asker.call('practice.open', { page: stranger.page });
    expect({ email, name }).toEqual({
      email: { address: 'victim@example.org', state: 'limited' },
      name: 'Ada',
    });
    const error = await refusalOf(
      stranger.asker.call('practice.mailLink', { page: stranger.page, email: 'victim@example.org' }),
    );
    expect(error.code).toBe('rate-limited');
    expect(error.reason).toBe('mail-limit');
    expect(error.details).toMatchObject({ retryAfterMs: expect.any(Number) });
  });

  it('has a status per address: whether the link was sent there', async () => {
    for (let index = 0; index < LIMIT; index += 1) await house.start({ email: 'victim@example.org' });
    const stranger = await house.start({ email: 'ada@example.org' });
    const { page } = stranger;
    const state = async () => (await stranger.asker.call('practice.open', { page })).email;
    expect(await state()).toMatchObject({ address: 'ada@example.org' });
    expect((await state())?.state).not.toBe('limited');
    await refusalOf(stranger.asker.call('practice.mailLink', { page, email: 'victim@example.org' }));
    expect(await state()).toEqual({ address: 'victim@example.org', state: 'limited' });
  });

  it('counts toward the limit of the sender, at the start of a practice too', async () => {
    await house.server.close();
    await house.begin({
      env: { SMTP_URL: box.url },
      limits: {
        practice: MANY,
        practiceNewDevice: MANY,
        practiceDevice: MANY,
        api: MANY,
        practiceOpen: MANY,
        practiceMail: { points: 3, seconds: 86_400 },
      },
    });
    for (let index = 0; index < 6; index += 1) await house.start({ email: `person-${index}@example.org` });
    expect(await addressees()).toHaveLength(3);
  });

  it('includes reports, which a person wrote and which always arrive', async () => {
    const stranger = await house.start({ ...SHORT, email: 'ada@example.org' });
    for (let index = 0; index < LIMIT; index += 1) await house.start({ email: 'ada@example.org' });
    const { mail } = house.server;
    const report = (interviewId: string) =>
      mail.sendToStranger(
        {
          onceKey: `report ${interviewId}`,
          kind: 'report',
          address: 'ada@example.org',
          content: {
            url: 'https://example.org/report#',
            role: 'Data Analyst',
            kind: 'practice',
            updated: false,
          },
        },
        { beyondLimit: true },
      );
    expect(await report(stranger.interviewId)).toEqual({ sent: true });
    expect(await addressees()).toHaveLength(LIMIT + 1);
  });
});
