import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OutboxMail } from '../../../shared/protocol/mailRoutes.ts';
import type { StaffRole } from '../../../shared/roles.ts';
import { eventually } from '../../support/eventually.ts';
import { Mailbox } from '../../support/mailbox.ts';
import { everyStaffRole, startTestServer, type TestServer } from './testServer.ts';
import type { Visitor } from './visitor.ts';

const SECRET = '0123456789abcdefghijkl';
const WISH = {
  kind: 'practice-link',
  content: { url: `https://interviews.example.com/practice#${SECRET}` },
} as const;

let box: Mailbox;
let server: TestServer;
let visitors: Record<StaffRole, Visitor>;
let owner: Visitor;

beforeAll(async () => {
  box = await Mailbox.start();
  server = await startTestServer({ env: { SMTP_URL: box.url } });
  visitors = await everyStaffRole(server);
  ({ owner } = visitors);
});
afterAll(async () => {
  await server.close();
  await box.close();
});

let sent = 0;
/** Sends an email that the mail server accepts or rejects, and returns its final state in the console. */
async function message(refusal?: { code: number; words: string }): Promise<OutboxMail> {
  sent += 1;
  const to = `person-${sent}@example.org`;
  box.answers.receiver = [refusal];
  await server.mail.send({ ...WISH, onceKey: to, address: to });
  return eventually('what became of it', async () =>
    (await listed()).find(mail => mail.to === to && mail.state !== 'waiting'),
  );
}

const listed = async (filter = {}) => (await owner.call('outbox.list', filter)).mails;

describe('the outbox in the console', () => {
  it('names the recipients of messages about interviews', async () => {
    await owner.call('interviews.create', {
      ...{ title: 'First round', jobRole: 'Developer', plannedMinutes: 45, mail: true },
      scheduledAt: Date.now() + 72 * 60 * 60_000,
      seats: [{ role: 'candidate', displayName: 'Ada Lovelace', email: 'lovelace@example.org' }],
    });
    const mail = await eventually('the invitation', async () =>
      (await listed()).find(({ to }) => to === 'lovelace@example.org'),
    );
    expect(mail.toName).toBe('Ada Lovelace');
  });

  it('shows what was sent and what was not, and why, without the secret of its link', async () => {
    const taken = await message();
    expect(taken).toMatchObject({
      kind: 'practice-link',
      subject: 'Your practice page',
      state: 'sent',
      sentAt: expect.any(Number),
    });
    expect(taken.text).toContain('https://interviews.example.com/practice#…');
    const bounced = await message({ code: 550, words: 'No such person' });
    expect(bounced).toMatchObject({
      state: 'bounced',
      reason: 'The mail server refused the address: 550 No such person',
    });
    const { configured, mails } = await owner.call('outbox.list', {});
    expect(configured).toBe(true);
    expect(mails.map(({ mailId }) => mailId).slice(0, 2)).toEqual([bounced.mailId, taken.mailId]);
    expect(JSON.stringify(mails)).not.toContain(SECRET);
    expect((await listed({ state: 'bounced' })).every(({ state }) => state === 'bounced')).toBe(true);
    expect((await listed({ before: bounced.mailId }))[0]?.mailId).toBe(taken.mailId);
  });

  it('does not reveal who practices, which role, or at what time of day', async () => {
    const address = 'quirina@silverleaf.example';
    const before = await listed();
    box.answers.receiver = [{ code: 550, words: `<${address}>: no such person` }];
    await server.mail.send({
      kind: 'practice-link',
      content: { ...WISH.content, role: 'Data Analyst' },
      onceKey: 'stranger',
      address,
      pageId: 'page-1',
    });
    const isNew = ({ mailId }: OutboxMail) => before.every(known => known.mailId !== mailId);
    const shown = await eventually('what became of it', async () =>
      (await listed()).find(mail => isNew(mail) && mail.state !== 'waiting'),
    );
    expect(shown).toMatchObject({
      state: 'bounced',
      reason: expect.stringContaining('550 <(address hidden)>'),
    });
    expect(JSON.stringify(shown)).not.toMatch(/quirina|silverleaf|Analyst/i);
    expect(shown).not.toHaveProperty('to');
    expect(shown).not.toHaveProperty('text');
    const noon = 12 * 60 * 60_000;
    expect(shown.createdAt % (2 * noon)).toBe(noon);
    await owner.call('outbox.retry', { mailId: shown.mailId });
    const again = await eventually('it to be sent', async () =>
      (await listed({ state: 'sent' })).find(({ mailId }) => mailId === shown.mailId),
    );
    expect((again.sentAt ?? 0) % (2 * noon)).toBe(noon);
  });

  it('retries bounced emails, and none that were sent', async () => {
    const bounced = await message({ code: 550, words: 'No such person' });
    await visitors.organizer.call('outbox.retry', { mailId: bounced.mailId });
    const again = await eventually('it to be sent', async () =>
      (await listed({ state: 'sent' })).find(({ mailId }) => mailId === bounced.mailId),
    );
    expect(again.reason).toBeUndefined();
    const { status, body } = await owner.send('outbox.retry', { mailId: bounced.mailId });
    expect([status, body.error?.code]).toEqual([409, 'conflict']);
  });

  it("explains why an email without its link can't be retried", async () => {
    const bounced = await message({ code: 550, words: 'No such person' });
    await server.store.mails.forgetSecrets(Date.now() + 1);
    const { body } = await owner.send('outbox.retry', { mailId: bounced.mailId });
    expect(body.error).toMatchObject({
      code: 'conflict',
      reason: 'message-link-gone',
    });
  });

  it('accepts only existing emails', async () => {
    const { body } = await owner.send('outbox.retry', { mailId: 'nothing' });
    expect(body.error?.code).toBe('not-found');
  });

  it('states that nothing is sent when there is no mail server', async () => {
    const other = await startTestServer();
    try {
      const { owner: reader } = await everyStaffRole(other);
      await other.mail.send({ ...WISH, onceKey: '1', address: 'ada@example.org' });
      const { configured, mails } = await reader.call('outbox.list', {});
      expect([configured, mails[0]?.state]).toEqual([false, 'unsent']);
      expect(mails[0]?.text).toContain('practice#…');
    } finally {
      await other.close();
    }
  });
});
