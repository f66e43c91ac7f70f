import fc from 'fast-check';
import { uuidv7 } from 'uuidv7';
import { beforeEach, describe, expect, it } from 'vitest';
import { hashOfToken, newLinkToken } from '../../server/features/linkToken.ts';
import { migrate } from '../../server/store/migrate.ts';
import { OWN_LINK_MS } from '../../server/store/reportReaderStore.ts';
import { VERSIONS_MAX } from '../../server/store/reportStore.ts';
import type { Store } from '../../server/store/store.ts';
import { type InterviewId, UserId } from '../../shared/ids.ts';
import {
  LINKS_A_DAY,
  LINKS_SHOWN,
  OPENINGS_SHOWN,
  type ReportLinkUse,
  SHARES_MAX,
} from '../../shared/protocol/reportRoutes.ts';
import { FEEDBACK_OPEN_MS, type FeedbackRating } from '../../shared/report/candidateReport.ts';
import { EMPTY_REPORT, type ReportContent } from '../../shared/report/reportContent.ts';
import type { ReportScoring } from '../../shared/report/reportScoring.ts';
import { newInterviewId, newSeatId } from '../support/interviewLog.ts';
import { AttemptLog, addPracticedKit, PRACTICED_KIT, startAttempt } from '../support/practiceAttempts.ts';
import { queriesOf } from '../support/queriesOf.ts';
import type { OpenStore } from './everyDatabase.ts';

const [ANN, BOB] = [UserId.parse('ann'), UserId.parse('bob')];
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const RATING: FeedbackRating = { stars: 4, specific: 'yes', fair: 'no', nextStep: 'partly', line: '' };

const SCORING: ReportScoring = {
  raters: [{ seatId: newSeatId(), userId: ANN }],
  ratings: 1,
  levels: [],
  given: [],
};

const content = (headline: string): ReportContent => ({ ...EMPTY_REPORT, headline });

/** Tests that reports must pass on every database. */
export function describeReportStore(open: OpenStore): void {
  describe('reports', () => {
    let store: Store;
    let interviewId: InterviewId;

    beforeEach(async () => {
      store = await open();
      await addPracticedKit(store);
      interviewId = await newInterview();
    });

    async function newInterview(): Promise<InterviewId> {
      const attempt = await startAttempt(store, { purpose: 'evaluation' });
      await store.practiceQueue.admit(100);
      await AttemptLog.begin(store, attempt);
      return attempt.interviewId;
    }

    const save = (expectedVersion: number, headline: string, { userId = ANN, at = 1 } = {}) =>
      store.reports.save({ interviewId, expectedVersion, content: content(headline), userId, at });
    const publish = (version: number, at = 5) =>
      store.reports.publish(interviewId, {
        version,
        userId: BOB,
        at,
        target: interviewId,
        scoring: SCORING,
      });
    const feedbackAt = async () =>
      (
        await store.database.kysely
          .selectFrom('interviews')
          .select('feedbackAt')
          .where('interviewId', '=', interviewId)
          .executeTakeFirstOrThrow()
      ).feedbackAt;

    it('do not exist until they are saved, and are read as last saved', async () => {
      expect(await store.reports.find(interviewId)).toBeUndefined();
      expect(await save(0, 'one')).toEqual({ version: 1 });
      expect(await save(1, 'two', { userId: BOB, at: 9 })).toEqual({ version: 2 });
      expect(await store.reports.find(interviewId)).toEqual({
        state: 'draft',
        version: 2,
        content: content('two'),
        savedBy: BOB,
        savedAt: 9,
        published: undefined,
      });
    });

    it('take one of two simultaneous saves: the other author gets a conflict', async () => {
      const other = await open();
      await save(0, 'one');
      const outcomes = await Promise.all([
        save(1, 'by Ann'),
        other.reports.save({
          interviewId,
          expectedVersion: 1,
          content: content('by Bob'),
          userId: BOB,
          at: 2,
        }),
      ]);
      expect(outcomes.filter(outcome => outcome === 'stale')).toHaveLength(1);
      expect((await store.reports.find(interviewId))?.version).toBe(2);
      expect(await save(7, 'from the future')).toBe('stale');
      expect(await save(0, 'from the past')).toBe('stale');
      // An interview that does not exist or was deleted.
      interviewId = newInterviewId();
      await expect(save(0, 'one')).rejects.toMatchObject({ code: 'not-found' });
      await expect(publish(1)).rejects.toMatchObject({ code: 'not-found' });
    });

    it('keep one version a minute of each author, the newest hundred, and the published one', async () => {
      await save(0, 'first');
      await publish(1);
      for (let version = 1; version <= 5; version += 1)
        await save(version, `typing ${version}`, { at: version * 10_000 });
      await save(6, 'by Bob', { userId: BOB, at: 61_000 });
      await save(7, 'again', { at: 62_000 });
      const versions = await store.reports.versions(interviewId);
      expect(versions.map(({ version, savedBy }) => [version, savedBy])).toEqual([
        [8, ANN],
        [7, BOB],
        [6, ANN],
        [1, ANN],
      ]);
      expect(await store.reports.findVersion(interviewId, 7)).toMatchObject({ content: content('by Bob') });
      expect(await store.reports.findVersion(interviewId, 3)).toBeUndefined();
      for (let version = 8; version <= VERSIONS_MAX + 5; version += 1)
        await save(version, `${version}`, { at: version * MINUTE_MS });
      const rows = await store.database.kysely.selectFrom('reportVersions').select('version').execute();
      expect(rows.length).toBeLessThanOrEqual(VERSIONS_MAX + 1);
      expect(rows.map(({ version }) => version)).toContain(1);
      expect(rows.map(({ version }) => version)).not.toContain(6);
    });

    it('are published in the version that was reviewed, and first published once', async () => {
      await save(0, 'one');
      expect(await publish(2)).toBe('stale');
      expect(await feedbackAt()).toBeNull();
      expect(await publish(1, 5)).toEqual({ first: true, unchanged: false, publishedAt: 5 });
      expect(await feedbackAt()).toBe(5);
      await save(1, 'two');
      expect(await store.reports.find(interviewId)).toMatchObject({
        state: 'published',
        content: content('two'),
        published: { content: content('one'), version: 1, firstAt: 5, updatedAt: undefined },
      });
      expect(await publish(2, 8)).toEqual({ first: false, unchanged: false, publishedAt: 5 });
      expect(await publish(2, 9)).toEqual({ first: false, unchanged: true, publishedAt: 5 });
      expect(await feedbackAt()).toBe(5);
      expect((await store.reports.find(interviewId))?.published).toEqual({
        content: content('two'),
        version: 2,
        firstAt: 5,
        updatedAt: 8,
        scoring: SCORING,
      });
    });

    it('keep the scoring of the published version, and get one only if there is none', async () => {
      const other = { ...SCORING, ratings: 2 };
      await save(0, 'one');
      await publish(1);
      await store.reports.addScoring(interviewId, 1, other);
      expect((await store.reports.find(interviewId))?.published?.scoring).toEqual(SCORING);
      await store.database.kysely.updateTable('reports').set({ publishedScoring: null }).execute();
      await store.reports.addScoring(interviewId, 2, other);
      expect((await store.reports.find(interviewId))?.published?.scoring).toBeUndefined();
      await store.reports.addScoring(interviewId, 1, other);
      expect((await store.reports.find(interviewId))?.published?.scoring).toEqual(other);
    });

    it('are retracted, and cannot be read until they are published again', async () => {
      await save(0, 'one');
      expect(await store.reports.retract(interviewId, ANN, interviewId)).toBe(false);
      await publish(1);
      expect((await store.reports.publishedAmong([interviewId])).get(interviewId)).toEqual({
        publishedAt: 5,
        updatedAt: undefined,
        read: false,
      });
      await store.reportReaders.noteOpened(interviewId, 6);
      expect((await store.reports.publishedAmong([interviewId])).get(interviewId)?.read).toBe(true);
      expect(await store.reports.retract(interviewId, ANN, interviewId)).toBe(true);
      expect(await store.reports.retract(interviewId, ANN, interviewId)).toBe(false);
      expect((await store.reports.publishedAmong([interviewId])).size).toBe(0);
      await publish(1, 7);
      expect((await store.reports.publishedAmong([interviewId])).size).toBe(1);
      const actions = (await store.audit.list(10)).map(({ action }) => action);
      expect(actions.filter(action => action.startsWith('report.'))).toEqual([
        'report.published',
        'report.retracted',
        'report.published',
      ]);
    });

    describe('the readers of reports', () => {
      beforeEach(async () => {
        await save(0, 'one');
        await publish(1);
      });

      it('estimate their result once, open the report for the first time once, and ask once', async () => {
        const { reportReaders: readers } = store;
        await readers.guess(interviewId, { databases: 3 } as never, 1);
        await readers.guess(interviewId, undefined, 2);
        await readers.noteOpened(interviewId, 3);
        await readers.noteOpened(interviewId, 4);
        expect(await readers.answer(interviewId, 'To nothing.', ANN, 4)).toBe(false);
        const asked = await Promise.all(['a', 'b'].map(text => readers.ask(interviewId, text, 5)));
        expect(asked.filter(Boolean)).toHaveLength(1);
        expect(await readers.answer(interviewId, 'Because.', ANN, 6)).toBe(true);
        expect(await readers.answer(interviewId, 'Because of this.', BOB, 7)).toBe(true);
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
        for (const tokenHash of tokens)
          await readers.addCandidateLink({ ...own, linkId: uuidv7(), tokenHash });
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
        const asked = await queriesOf(store.database.kysely, () =>
          readers.readLinks(interviewId, 2 * DAY_MS),
        );
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
        await database.kysely
          .deleteFrom('schemaMigrations')
          .where('name', '=', '0007-report-access')
          .execute();
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

      it('leave one rating for each report in any order of actions, and the role has their count and mean', async () => {
        const reports = [interviewId];
        for (let made = 0; made < 2; made += 1) {
          interviewId = await newInterview();
          await save(0, 'one');
          reports.push(interviewId);
        }
        const moves = fc.array(
          fc.record({
            report: fc.nat({ max: 2 }),
            stars: fc.integer({ min: 1, max: 5 }),
            laterMs: fc.constantFrom(0, FEEDBACK_OPEN_MS / 2, FEEDBACK_OPEN_MS),
            move: fc.constantFrom('rate' as const, 'rate' as const, 'retract' as const, 'publish' as const),
          }),
          { maxLength: 14 },
        );
        await fc.assert(
          fc.asyncProperty(moves, async list => {
            await store.database.kysely.deleteFrom('feedbackRatings').execute();
            const given = new Map<string, { stars: number; first: number }>();
            let now = 1_000;
            for (const { report, stars, laterMs, move } of list) {
              now += laterMs;
              const id = reports[report] as InterviewId;
              if (move === 'retract') await store.reports.retract(id, ANN, id);
              else if (move === 'publish')
                await store.reports.publish(id, {
                  version: 1,
                  userId: ANN,
                  at: now,
                  target: id,
                  scoring: SCORING,
                });
              else {
                const before = given.get(id);
                const isOver = before !== undefined && before.first <= now - FEEDBACK_OPEN_MS;
                const rating = { ...RATING, stars };
                const outcome = await store.feedback.rate(id, { kitId: PRACTICED_KIT, rating, at: now });
                expect(outcome).toBe(isOver ? 'over' : 'rated');
                if (!isOver) given.set(id, { stars, first: before?.first ?? now });
              }
            }
            const numbers = (await store.site.numbers())(PRACTICED_KIT);
            const all = [...given.values()].map(({ stars }) => stars);
            const mean = all.reduce((sum, one) => sum + one, 0) / all.length;
            expect(numbers.rated).toBe(all.length);
            expect(numbers.average).toBe(all.length === 0 ? undefined : Math.round(mean * 10) / 10);
            expect(await store.feedback.ratings()).toHaveLength(all.length);
          }),
          { numRuns: 25 },
        );
      });
      it('rate once, even at the same moment, and cannot rate what is deleted', async () => {
        const rate = (stars: number) =>
          store.feedback.rate(interviewId, {
            kitId: PRACTICED_KIT,
            rating: { ...RATING, stars },
            at: 10,
          });
        await Promise.all([rate(1), rate(2), rate(3), rate(4)]);
        expect((await store.site.numbers())(PRACTICED_KIT).rated).toBe(1);
        expect(
          await store.feedback.rate(newInterviewId(), { kitId: PRACTICED_KIT, rating: RATING, at: 1 }),
        ).toBe('gone');
      });

      it('cannot rate what is being deleted: the stars that remain were given before', async () => {
        const page = await store.practice.pageOfAttempt(interviewId);
        const rate = () => store.feedback.rate(interviewId, { kitId: PRACTICED_KIT, rating: RATING, at: 10 });
        await store.practicePurges.start(page?.pageId ?? '', interviewId);
        expect(await rate()).toBe('gone');
        expect((await store.site.numbers())(PRACTICED_KIT).rated).toBe(0);
      });
    });
  });
}
