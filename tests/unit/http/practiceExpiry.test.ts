import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { Mailbox } from '../../support/mailbox.ts';
import { tablesThatMention } from '../../support/practiceRows.ts';
import type { PracticeStranger } from '../../support/practiceStranger.ts';
import { PracticedInterview } from './practicedInterview.ts';
import { PracticedServer } from './practicedServer.ts';
import { refusalOf } from './refusals.ts';

const DAY_MS = 24 * 60 * 60_000;

const house = new PracticedServer();
let box: Mailbox;

beforeEach(async () => {
  box = await Mailbox.start();
  await house.begin({ env: { SMTP_URL: box.url } });
  await house.owner.call('retention.change', { days: 30 });
});
afterEach(async () => {
  await house.server.close();
  await box.close();
});

const pages = () => house.server.store.database.kysely.selectFrom('practicePages');
const pageIdOf = async ({ interviewId }: PracticeStranger) =>
  (await house.server.store.practice.pageOfAttempt(interviewId))?.pageId ?? '';
/** Moves the last visit and the announcement this many days into the past, then sweeps. */
async function daysPass(stranger: PracticeStranger, days: number): Promise<void> {
  const pageId = await pageIdOf(stranger);
  await house.server.store.database.kysely
    .updateTable('practicePages')
    .set(row => ({
      visitedAt: row('visitedAt', '-', days * DAY_MS),
      expiryToldAt: row('expiryToldAt', '-', days * DAY_MS),
    }))
    .where('pageId', '=', pageId)
    .execute();
  await house.server.finished.retention.sweep();
}
const open = ({ asker, page }: PracticeStranger) => asker.call('practice.open', { page });
const told = async () =>
  (await house.server.store.mails.list(100)).filter(({ kind }) => kind === 'practice-expiry');

describe('a private page without visits', () => {
  it('states when it will be deleted, and starts again with each visit', async () => {
    const stranger = await house.start();
    const expected = Date.now() + 30 * DAY_MS;
    const { expiresAt = 0 } = await open(stranger);
    expect(Math.abs(expiresAt - expected)).toBeLessThan(60_000);
    await daysPass(stranger, 29);
    await open(stranger);
    await daysPass(stranger, 29);
    expect((await open(stranger)).expiresAt).toBeGreaterThanOrEqual(expiresAt);
  });

  it('is deleted completely', async () => {
    const stranger = await house.start({ name: 'Ada' });
    const { asker, page, interviewId } = stranger;
    await PracticedInterview.hold(house.server, stranger);
    await asker.call('practice.note', { ...stranger.ref, base: '', note: 'Slower.' });
    const pageId = await pageIdOf(stranger);
    await daysPass(stranger, 31);
    expect((await refusalOf(asker.call('practice.open', { page }))).code).toBe('link-invalid');
    await eventually('everything to be gone', async () => {
      const left = await tablesThatMention(house.server.store, [pageId, interviewId]);
      return left.length === 0;
    });
  });

  it('is announced once, a week before, to a person who left an address, with a link that keeps it', async () => {
    const stranger = await house.start({ email: 'ada@example.org' });
    await box.message();
    await daysPass(stranger, 22);
    expect(await told()).toEqual([]);
    await daysPass(stranger, 2);
    await house.server.finished.retention.sweep();
    expect(await told()).toHaveLength(1);
    const { to, headers, parts } = await box.message(2);
    expect(to).toEqual(['ada@example.org']);
    expect(headers.get('subject')).toContain('Your practice page will be deleted on');
    const text = parts.get('text/plain') ?? '';
    const token = /\/practice#([\w-]{22})/.exec(text)?.[1] ?? '';
    expect(token).not.toBe(stranger.page);
    // Neither the page's row nor the console contains the token.
    const kept = JSON.stringify([
      await pages().selectAll().execute(),
      await house.owner.call('outbox.list', {}),
    ]);
    expect(kept).not.toContain(token);
    // Opening it counts as a visit, and the first link still works.
    expect((await stranger.asker.call('practice.open', { page: token })).attempts).toHaveLength(1);
    await daysPass(stranger, 20);
    expect((await open(stranger)).attempts).toHaveLength(1);
  });

  it('is deleted at the announced time when no one visits', async () => {
    const stranger = await house.start({ email: 'ada@example.org' });
    await daysPass(stranger, 24);
    await box.message(2);
    await daysPass(stranger, 5);
    const { page, asker } = stranger;
    expect(await pages().where('tokenHash', 'not like', 'deleted:%').selectAll().execute()).toHaveLength(1);
    await daysPass(stranger, 2);
    expect((await refusalOf(asker.call('practice.open', { page }))).code).toBe('link-invalid');
  });

  it('is deleted on time, with any number of announced pages', async () => {
    const stranger = await house.start();
    const visitedAt = Date.now() - 24 * DAY_MS;
    const waiting = Array.from({ length: 1_100 }, (_, index) => ({
      pageId: `told-${index}`,
      tokenHash: `${index}`,
      name: null,
      email: `${index}@example.org`,
      createdAt: visitedAt,
      visitedAt: visitedAt - 8 * DAY_MS,
      expiryToldAt: Date.now(),
      mailedTokenHash: null,
    }));
    await house.server.store.database.kysely.insertInto('practicePages').values(waiting).execute();
    await daysPass(stranger, 31);
    const { page, asker } = stranger;
    expect((await refusalOf(asker.call('practice.open', { page }))).code).toBe('link-invalid');
  });

  it('leaves no address when it is deleted during the announcement', async () => {
    const stranger = await house.start({ email: 'ada@example.org' });
    await box.message();
    const pageId = await pageIdOf(stranger);
    const { mail } = house.server;
    const send = mail.sendToStranger.bind(mail);
    const deleted = vi.spyOn(mail, 'sendToStranger').mockImplementation(async (...wish) => {
      await stranger.asker.call('practice.delete', { page: stranger.page });
      return send(...wish);
    });
    await house.server.store.database.kysely
      .updateTable('practicePages')
      .set(row => ({ visitedAt: row('visitedAt', '-', 24 * DAY_MS) }))
      .where('pageId', '=', pageId)
      .execute();
    await house.server.finished.retention.sweep();
    expect(deleted).toHaveBeenCalledOnce();
    expect(await told()).toEqual([]);
    await eventually('everything to be gone', async () => {
      const left = await tablesThatMention(house.server.store, [pageId, 'ada@example.org']);
      return left.length === 0;
    });
  });

  it('is never deleted without the announcement, even when the time was shortened', async () => {
    await house.owner.call('practicePages.change', { keep: 365 });
    const stranger = await house.start({ email: 'ada@example.org' });
    await daysPass(stranger, 100);
    expect(await told()).toEqual([]);
    await house.owner.call('practicePages.change', { keep: 30 });
    expect(await told()).toHaveLength(1);
    await daysPass(stranger, 6);
    expect(await pages().where('tokenHash', 'not like', 'deleted:%').selectAll().execute()).toHaveLength(1);
    await daysPass(stranger, 2);
    const { page, asker } = stranger;
    expect((await refusalOf(asker.call('practice.open', { page }))).code).toBe('link-invalid');
  });

  it('is counted before the time for recordings, which it follows, is shortened', async () => {
    await house.owner.call('retention.change', {});
    const stranger = await house.start();
    const withAddress = await house.start({ email: 'ada@example.org' });
    for (const one of [stranger, withAddress]) await daysPass(one, 40);
    const count = (days: number) => house.owner.call('practicePages.preview', { days });
    expect(await count(90)).toEqual({ pages: 0, later: 0 });
    expect(await count(30)).toEqual({ pages: 1, later: 1 });
    expect(await house.owner.call('retention.preview', { days: 30 })).toEqual({ recordings: 0 });
    await house.owner.call('retention.change', { days: 30 });
    const left = await pages().where('tokenHash', 'not like', 'deleted:%').select('email').execute();
    expect(left).toEqual([{ email: 'ada@example.org' }]);
    const [entry] = (await house.server.store.audit.list(20)).filter(
      ({ action }) => action === 'retention.changed',
    );
    expect(entry?.details).toEqual({ days: 30, before: null, pages: true });
  });

  it('is kept as long as the owner decides: like recordings, for a set time, or until it is deleted', async () => {
    const read = () => house.owner.call('practicePages.read', {});
    expect(await read()).toEqual({ keep: 'as-recordings', days: 30 });
    await house.owner.call('practicePages.change', { keep: 90 });
    expect(await read()).toEqual({ keep: 90, days: 90 });
    await house.owner.call('practicePages.change', { keep: 'until-deleted' });
    expect(await read()).toEqual({ keep: 'until-deleted' });
    const stranger = await house.start();
    await daysPass(stranger, 3_000);
    expect(await open(stranger)).not.toHaveProperty('expiresAt');
    const [entry] = (await house.server.store.audit.list(20)).filter(
      ({ action }) => action === 'practicePages.changed',
    );
    expect(entry?.details).toEqual({ keep: 'until-deleted', before: 90 });
    const member = await house.server.member(house.owner, 'evaluator', 'rita@example.org');
    expect((await refusalOf(member.call('practicePages.change', { keep: 1 }))).code).toBe('forbidden');
  });
});
