import { uuidv7 } from 'uuidv7';
import { beforeEach, describe, expect, it } from 'vitest';
import { hashOfToken, newLinkToken } from '../../server/features/linkToken.ts';
import { migrate } from '../../server/store/migrate.ts';
import { OWN_LINK_MS, type TellInside } from '../../server/store/reportReaderStore.ts';
import type { Store } from '../../server/store/store.ts';
import type { InterviewId } from '../../shared/ids.ts';
import {
  LINKS_A_DAY,
  LINKS_SHOWN,
  OPENINGS_SHOWN,
  type ReportLinkUse,
  SHARES_MAX,
} from '../../shared/protocol/reportRoutes.ts';
import { newInterviewId } from '../support/interviewLog.ts';
import { addPracticedKit } from '../support/practiceAttempts.ts';
import { queriesOf } from '../support/queriesOf.ts';
import { ANN, BOB, reportSteps } from '../support/reportSteps.ts';
import type { OpenStore } from './everyDatabase.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Tests that the store of report readers and their links must pass on every database. */
export function describeReportReaderStore(open: OpenStore): void {
  describe('the readers of reports', () => {
    let store: Store;
    let interviewId: InterviewId;
    const { newInterview, save, publish } = reportSteps(() => ({ store, interviewId }));

    beforeEach(async () => {
      store = await open();
      await addPracticedKit(store);
      interviewId = await newInterview();
      await save(0, 'one');
      await publish(1);
    });

    it('estimate their result once, open the report for the first time once, and ask once', async () => {
      const { reportReaders: readers } = store;
      await readers.guess(interviewId, { databases: 3 } as never, 1);
      await readers.guess(interviewId, undefined, 2);
      await readers.noteOpened(interviewId, 3);
      await readers.noteOpened(interviewId, 4);
      expect(await readers.answer(interviewId, { answer: 'To nothing.', userId: ANN, at: 4 })).toBe(false);
      const asked = await Promise.all(['a', 'b'].map(text => readers.ask(interviewId, text, 5)));
      expect(asked.filter(Boolean)).toHaveLength(1);
      expect(await readers.answer(interviewId, { answer: 'Because.', userId: ANN, at: 6 })).toBe(true);
      expect(await readers.answer(interviewId, { answer: 'Because of this.', userId: BOB, at: 7 })).toBe(
        true,
      );
      expect(await readers.reply(interviewId)).toMatchObject({
        guessed: { guess: { databases: 3 } },
        firstOpenedAt: 3,
        question: { askedAt: 5, answer: 'Because of this.', answeredAt: 7 },
      });
      interviewId = await newInterview();
      await save(0, 'one');
      await readers.guess(interviewId, undefined, 1);
      await readers.guess(interviewId, {}, 2);
      expect((await readers.reply(interviewId)).guessed).toEqual({ guess: undefined });
    });

    it('tell about a question and its answer in the same transaction, once with several servers', async () => {
      const servers = [store, await open(), await open()];
      const mails = (key: string, by: Store) => async (transaction: Parameters<TellInside>[0]) => {
        const mail = { onceKey: key, kind: 'question-asked', address: 'ann@example.org', content: {} };
        await by.mails.add({ ...mail, secret: undefined, state: 'waiting', pageId: undefined }, transaction);
      };
      const dies = () => Promise.reject(new Error('killed'));
      await expect(store.reportReaders.ask(interviewId, 'Why?', 1, dies)).rejects.toThrow('killed');
      expect((await store.reportReaders.reply(interviewId)).question).toBeUndefined();
      await Promise.all(
        servers.map((by, index) => by.reportReaders.ask(interviewId, 'Why?', 2, mails(`asked ${index}`, by))),
      );
      expect(await store.mails.list(9)).toHaveLength(1);
      const given = { answer: 'Because.', userId: ANN, at: 3 };
      await expect(store.reportReaders.answer(interviewId, given, dies)).rejects.toThrow('killed');
      expect((await store.reportReaders.reply(interviewId)).question?.answer).toBeUndefined();
      await Promise.all(
        servers.map(by => by.reportReaders.answer(interviewId, given, mails('answered', by))),
      );
      expect(await store.mails.list(9)).toHaveLength(2);
    });

    const share = (expiresAt: number, createdAt = 10) => {
      const token = newLinkToken();
      const link = {
        linkId: uuidv7(),
        interviewId,
        kind: 'share' as const,
        withClips: false,
        tokenHash: hashOfToken(token),
        createdAt,
        expiresAt,
      };
      return { link, added: store.reportReaders.addShare(link) };
    };

    it('have links that end by time, by revoking, and by a newer one', async () => {
      const { reportReaders: readers } = store;
      const { link, added } = share(100);
      expect(await added).toBe('added');
      expect(await readers.findLink(link.tokenHash, 99)).toMatchObject({
        linkId: link.linkId,
        interviewId,
      });
      expect(await readers.findLink(link.tokenHash, 100)).toBeUndefined();
      const revoke = (at: number, changes: { id?: InterviewId; uses?: ReportLinkUse[] } = {}) =>
        readers.revokeLink({
          interviewId: changes.id ?? interviewId,
          linkId: link.linkId,
          uses: changes.uses ?? ['share'],
          at,
        });
      expect(await revoke(50, { id: newInterviewId() })).toBe(false);
      expect(await revoke(50, { uses: ['staff', 'print'] })).toBe(false);
      expect(await revoke(50)).toBe(true);
      expect(await revoke(51)).toBe(false);
      expect(await readers.findLink(link.tokenHash, 60)).toBeUndefined();
      const own = { ...link, kind: 'candidate' as const, withClips: true, expiresAt: 1_000 };
      const tokens = ['a', 'b'].map(hashOfToken);
      for (const tokenHash of tokens) await readers.addCandidateLink({ ...own, linkId: uuidv7(), tokenHash });
      for (const tokenHash of tokens) {
        expect(await readers.findLink(tokenHash, 999)).toMatchObject({ kind: 'candidate' });
        expect(await readers.findLink(tokenHash, 1_000)).toBeUndefined();
      }
      expect(await readers.readLinks(interviewId, 60)).toMatchObject([
        { shareId: link.linkId, use: 'share', revokedAt: 50 },
      ]);
    });

    it('have a link of their own for a year after each publication, unless it has ended before', async () => {
      const { reportReaders: readers } = store;
      const { link } = share(100);
      const own = { ...link, kind: 'candidate' as const, withClips: true };
      const [lasting, ended] = ['a', 'b'].map(hashOfToken);
      await readers.addCandidateLink({
        ...own,
        linkId: uuidv7(),
        tokenHash: lasting ?? '',
        expiresAt: 1_000,
      });
      await readers.addCandidateLink({ ...own, linkId: uuidv7(), tokenHash: ended ?? '', expiresAt: 400 });
      await save(1, 'two');
      await publish(2, 500);
      expect(await readers.findLink(lasting ?? '', 501)).toMatchObject({ expiresAt: 500 + OWN_LINK_MS });
      expect(await readers.findLink(ended ?? '', 501)).toBeUndefined();
    });

    it('create a limited number of shared links at a time, however fast they are', async () => {
      const many = Array.from({ length: SHARES_MAX + 5 }, () => share(100).added);
      expect((await Promise.all(many)).filter(added => added === 'added')).toHaveLength(SHARES_MAX);
      expect(await share(100).added).toBe('full');
      expect(await share(500, 200).added).toBe('added');
    });

    it('create a limited number of links a day, and get the working ones and the newest others in one query', async () => {
      const { reportReaders: readers } = store;
      const lasting = share(10 * DAY_MS, 1);
      await lasting.added;
      const made: string[] = [];
      for (let day = 0; day < 2; day += 1) {
        const from = day * DAY_MS + 10;
        const today = day === 0 ? LINKS_A_DAY - 1 : LINKS_A_DAY;
        for (let index = 0; index < today; index += 1) {
          const { link, added } = share(from + 5_000, from + index);
          expect(await added).toBe('added');
          const uses: ReportLinkUse[] = ['share'];
          await readers.revokeLink({ interviewId, linkId: link.linkId, uses, at: from + index });
          made.unshift(link.linkId);
        }
        expect(await share(from + 9_000, from + 1_000).added).toMatchObject({
          againAt: expect.any(Number),
        });
      }
      for (let at = 0; at < OPENINGS_SHOWN + 10; at += 1)
        await readers.noteLinkOpened(lasting.link.linkId, at * MINUTE_MS + MINUTE_MS);
      const asked = await queriesOf(store.database.kysely, () => readers.readLinks(interviewId, 2 * DAY_MS));
      expect(asked.queries).toHaveLength(1);
      expect(asked.result.map(({ shareId }) => shareId)).toEqual([
        lasting.link.linkId,
        ...made.slice(0, LINKS_SHOWN - 1),
      ]);
      expect(asked.result[0]?.openings).toHaveLength(OPENINGS_SHOWN);
      expect(asked.result[0]?.openings[0]).toBe((OPENINGS_SHOWN + 10) * MINUTE_MS);
      // Older openings are deleted.
      const rows = await store.database.kysely.selectFrom('reportLinkOpenings').select('at').execute();
      expect(rows).toHaveLength(OPENINGS_SHOWN);
    });

    it('keep earlier links that were emailed to them for a year; other links work for some weeks', async () => {
      const { database, reportReaders: readers } = store;
      const old = {
        interviewId,
        kind: 'candidate',
        withClips: 1,
        expiresAt: null,
        revokedAt: null,
      } as const;
      const createdAt = Date.now();
      const [emailed, copied] = ['a', 'b'].map(hashOfToken);
      await database.kysely
        .insertInto('reportLinks')
        .values([
          { ...old, linkId: uuidv7(), tokenHash: emailed ?? '', createdAt: createdAt - 50 },
          { ...old, linkId: uuidv7(), tokenHash: copied ?? '', createdAt: createdAt - DAY_MS },
        ])
        .execute();
      await store.mails.add({
        onceKey: `report ${interviewId}`,
        kind: 'report',
        address: 'ada@example.org',
        content: {},
        secret: undefined,
        state: 'waiting',
        pageId: undefined,
      });
      await database.kysely.deleteFrom('schemaMigrations').where('name', '=', '0007-report-access').execute();
      await migrate(database);
      const at = (days: number) => createdAt + days * DAY_MS;
      expect(await readers.findLink(emailed ?? '', at(364))).toMatchObject({ kind: 'candidate' });
      expect(await readers.findLink(emailed ?? '', at(366))).toBeUndefined();
      expect(await readers.findLink(copied ?? '', at(89))).toMatchObject({ kind: 'staff' });
      expect(await readers.findLink(copied ?? '', at(91))).toBeUndefined();
    });

    it('have one link for printed copies while it is valid long enough and its token is known', async () => {
      const { reportReaders: readers } = store;
      const print = (createdAt: number, isKnown = true) => {
        const linkId = uuidv7();
        const link = { linkId, interviewId, kind: 'print' as const, withClips: true };
        const tokenHash = hashOfToken(linkId);
        return readers.printLink(
          { ...link, tokenHash, createdAt, expiresAt: createdAt + 90 },
          createdAt + 60,
          () => isKnown,
        );
      };
      const [first, second] = await Promise.all([print(10), print(10)]);
      expect(first).toMatchObject({ linkId: second?.linkId, expiresAt: 100 });
      expect((await print(40))?.linkId).toBe(first?.linkId);
      const later = await print(41);
      expect(later).toMatchObject({ expiresAt: 131 });
      expect(later?.linkId).not.toBe(first?.linkId);
      expect((await print(42, false))?.linkId).not.toBe(later?.linkId);
      expect((await readers.readLinks(interviewId, 50)).map(({ use }) => use)).toEqual([
        'print',
        'print',
        'print',
      ]);
    });
  });
}
