import { setTimeout as delay } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import type { NewMail } from '../../server/store/mailStore.ts';
import type { Store } from '../../server/store/store.ts';
import type { OutboxFilter } from '../../shared/protocol/mailRoutes.ts';
import type { OpenStore } from './everyDatabase.ts';

const MAIL: NewMail = {
  onceKey: 'a',
  kind: 'practice-link',
  address: 'ada@example.org',
  content: { url: 'https://example.org/practice#…' },
  secret: { url: 'https://example.org/practice#secret' },
  state: 'waiting',
  pageId: 'page-1',
};

/** Tests that the outbox must pass on every database. */
export function describeMailStore(open: OpenStore): void {
  describe('the email outbox', () => {
    let store: Store;

    beforeEach(async () => {
      store = await open();
    });

    const jobsAbout = async (mailId: string) =>
      (await store.jobs.about([mailId])).map(({ kind, state }) => ({ kind, state }));
    /** Waits between messages: ids of one millisecond are not ordered across connections. */
    const added = async (change: Partial<NewMail>) => {
      await delay(2);
      return store.mails.add({ ...MAIL, ...change });
    };

    it('adds a message together with its sending job, and returns it as written', async () => {
      const mailId = await store.mails.add(MAIL);
      const { onceKey, pageId, ...rest } = MAIL;
      expect(await (await open()).mails.find(mailId)).toEqual({
        mailId,
        ...rest,
        isToStranger: true,
        reason: undefined,
        createdAt: expect.any(Number),
        sentAt: undefined,
      });
      expect(await jobsAbout(mailId)).toEqual([{ kind: 'mail', state: 'waiting' }]);
    });

    it('creates no job for a message that should not be sent', async () => {
      const mailId = await store.mails.add({ ...MAIL, state: 'unsent', secret: undefined });
      expect(await store.mails.find(mailId)).toMatchObject({ state: 'unsent', secret: undefined });
      expect(await jobsAbout(mailId)).toEqual([]);
    });

    it('merges concurrent requests for the same message into one message and one job', async () => {
      const stores = [store, await open(), await open()];
      const ids = await Promise.all(
        Array.from({ length: 12 }, (_, index) => (stores[index % 3] ?? store).mails.add(MAIL)),
      );
      expect(new Set(ids).size).toBe(1);
      expect(await store.mails.list(10)).toHaveLength(1);
      expect(await jobsAbout(ids[0] ?? '')).toHaveLength(1);
    });

    it('stores a secret encrypted with the key of this server', async () => {
      const mailId = await store.mails.add(MAIL);
      const row = () => store.database.kysely.selectFrom('mails').selectAll().executeTakeFirstOrThrow();
      expect(JSON.stringify(await row())).not.toContain('#secret');
      expect(await store.mails.find(mailId)).toMatchObject({ secret: MAIL.secret });
      const { secret } = await row();
      const changed = `${secret?.startsWith('A') ? 'B' : 'A'}${secret?.slice(1)}`;
      await store.database.kysely.updateTable('mails').set({ secret: changed }).execute();
      expect(await store.mails.find(mailId)).toMatchObject({ secret: undefined });
    });

    it('removes the secret of a sent message, and nothing changes that message later', async () => {
      const mailId = await store.mails.add(MAIL);
      await store.mails.settle(mailId, 'waiting', 'The server was away.');
      expect(await store.mails.find(mailId)).toMatchObject({
        state: 'waiting',
        reason: 'The server was away.',
        secret: MAIL.secret,
      });
      await store.mails.settle(mailId, 'sent');
      await store.mails.settle(mailId, 'failed', 'Too late.');
      expect(await store.mails.retry(mailId, 'user-1')).toBe(false);
      expect(await store.mails.find(mailId)).toMatchObject({
        state: 'sent',
        reason: undefined,
        sentAt: expect.any(Number),
        secret: undefined,
        content: MAIL.content,
      });
    });

    it.each(['failed', 'bounced'] as const)('retries one that %s from the beginning', async state => {
      const mailId = await store.mails.add(MAIL);
      const [job] = await store.jobs.about([mailId]);
      const claim = job && (await store.jobs.claim(job, 'server-1'));
      if (claim) await store.jobs.settle(claim, { state: 'failed', reason: 'It broke.', failures: 9 });
      await store.mails.settle(mailId, state, 'No such person.');
      expect(await store.mails.retry(mailId, 'user-1')).toBe(true);
      expect(await store.mails.find(mailId)).toMatchObject({
        state: 'waiting',
        reason: undefined,
        secret: MAIL.secret,
      });
      expect(await store.jobs.about([mailId])).toMatchObject([{ state: 'waiting', failures: 0 }]);
      expect(await store.audit.list(1)).toMatchObject([
        { actor: 'user-1', action: 'mail.retried', target: mailId },
      ]);
    });

    it('removes the secret of a message that failed long ago, and nothing else', async () => {
      const bounced = await added({ onceKey: 'b' });
      await store.mails.settle(bounced, 'bounced', 'No such person.');
      const waiting = await added({ onceKey: 'w' });
      await store.mails.forgetSecrets(Date.now() - 60_000);
      expect(await store.mails.find(bounced)).toMatchObject({ secret: MAIL.secret });
      await store.mails.forgetSecrets(Date.now() + 1);
      expect(await store.mails.find(bounced)).toMatchObject({ state: 'bounced', secret: undefined });
      expect(await store.mails.find(waiting)).toMatchObject({ secret: MAIL.secret });
    });

    it('lists the newest first, in pages and by state', async () => {
      const ids: string[] = [];
      for (const onceKey of ['1', '2', '3', '4']) ids.unshift(await added({ onceKey }));
      const [fourth = '', third = '', second = '', first = ''] = ids;
      await store.mails.settle(second, 'sent');
      const listed = async (limit: number, filter = {}) =>
        (await store.mails.list(limit, filter)).map(({ mailId }) => mailId);
      expect(await listed(3)).toEqual([fourth, third, second]);
      expect(await listed(3, { before: second })).toEqual([first]);
      expect(await listed(9, { state: 'sent' })).toEqual([second]);
      expect(await listed(9, { state: 'waiting', before: third })).toEqual([first]);
    });

    it('searches addresses and subjects, and filters by kind and day', async () => {
      const reader = { email: 'olga@example.org', all: true, teams: 'all' } as const;
      const found = async (filter: OutboxFilter) =>
        (await store.mails.listFor(reader, 10, filter)).map(({ mailId }) => mailId);
      const letter = { kind: 'report', pageId: undefined } as const;
      const zoe = {
        ...letter,
        onceKey: 'b',
        address: 'Zoe@example.org',
        subject: 'Your Résumé for 100% Nurse',
      };
      const first = await added(zoe);
      const second = await added({ ...letter, onceKey: 'c', kind: 'digest', address: 'ian@example.org' });
      const hidden = await added({ ...MAIL, onceKey: 'd', address: 'zoe@example.org' });
      expect(await found({})).toEqual([hidden, second, first]);
      expect(await found({ text: 'resume zoe@' })).toEqual([first]);
      expect(await found({ text: '100% nurse' })).toEqual([first]);
      expect(await found({ text: '_' })).toEqual([]);
      expect(await found({ text: 'IAN@' })).toEqual([second]);
      expect(await found({ area: 'reports' })).toEqual([first]);
      expect(await found({ area: 'practice' })).toEqual([hidden]);

      const { createdAt } = (await store.mails.find(second)) ?? { createdAt: 0 };
      const [before, after] = [createdAt - 60_000, createdAt + 60_000];
      expect(await found({ from: before, to: after, area: 'evaluation' })).toEqual([second]);
      expect(await found({ to: before, area: 'evaluation' })).toEqual([]);
      expect(await found({ from: after, area: 'evaluation' })).toEqual([]);
      // Times of day would tell who practices.
      expect(await found({ from: after, to: after + 1 })).toEqual([hidden]);

      // As an older version wrote it.
      await store.database.kysely.updateTable('mails').set({ search: null }).execute();
      expect(await found({ text: 'zoe' })).toEqual([first]);
      expect(await found({ text: 'nurse' })).toEqual([]);
    });

    it('finds the last message about a private page', async () => {
      await added({ onceKey: '1', address: 'old@example.org' });
      await added({ onceKey: '2', address: 'new@example.org' });
      await added({ onceKey: '3', address: 'other@example.org', pageId: 'page-2' });
      await added({ onceKey: '4', address: 'none@example.org', pageId: undefined });
      expect(await store.mails.lastAbout('page-1')).toMatchObject({ address: 'new@example.org' });
      expect(await store.mails.lastAbout('page-3')).toBeUndefined();
    });
  });
}
