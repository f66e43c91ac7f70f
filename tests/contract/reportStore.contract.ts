import { beforeEach, describe, expect, it } from 'vitest';
import { VERSIONS_MAX } from '../../server/store/reportStore.ts';
import type { Store } from '../../server/store/store.ts';
import type { InterviewId } from '../../shared/ids.ts';
import { newInterviewId } from '../support/interviewLog.ts';
import { addPracticedKit } from '../support/practiceAttempts.ts';
import { ANN, BOB, content, reportSteps, SCORING } from '../support/reportSteps.ts';
import type { OpenStore } from './everyDatabase.ts';

const MINUTE_MS = 60_000;

/** Tests that reports must pass on every database. */
export function describeReportStore(open: OpenStore): void {
  describe('reports', () => {
    let store: Store;
    let interviewId: InterviewId;
    const { newInterview, save, publish } = reportSteps(() => ({ store, interviewId }));

    beforeEach(async () => {
      store = await open();
      await addPracticedKit(store);
      interviewId = await newInterview();
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

    it('keep one request for a publication, which publishing them ends', async () => {
      const ask = (version: number, userId = ANN, at = 3) =>
        store.reports.askToPublish(interviewId, { version, userId, at, target: interviewId });
      expect(await ask(0)).toBe('stale');
      await save(0, 'one');
      expect(await ask(1)).toEqual({ first: true, asked: { by: ANN, at: 3 } });
      await save(1, 'two');
      expect(await ask(1)).toBe('stale');
      expect(await ask(2, BOB, 4)).toEqual({ first: false, asked: { by: ANN, at: 3 } });
      expect(await store.evaluations.publishRequests([interviewId])).toEqual(
        new Map([[interviewId, { by: ANN, at: 3 }]]),
      );
      await publish(2);
      expect((await store.reports.find(interviewId))?.publishAsked).toBeUndefined();
      expect((await store.evaluations.publishRequests([interviewId])).size).toBe(0);
      expect(await ask(2, BOB, 6)).toMatchObject({ first: true });
      // Readers see no difference.
      await publish(2, 7);
      expect((await store.reports.find(interviewId))?.publishAsked).toBeUndefined();
      const actions = (await store.audit.list(10)).map(({ action }) => action);
      expect(actions.filter(action => action === 'report.publish-asked')).toHaveLength(2);
    });

    it('are deleted with every version, which a stale editor cannot undo', async () => {
      await save(0, 'one');
      await publish(1);
      await save(1, 'two');
      await store.reportReaders.noteOpened(interviewId, 6);
      await store.reports.delete(interviewId, ANN, interviewId);
      expect(await store.reports.find(interviewId)).toBeUndefined();
      expect(await store.reports.versions(interviewId)).toEqual([]);
      expect((await store.reports.publishedAmong([interviewId])).size).toBe(0);
      expect(await save(2, 'three')).toBe('stale');
      expect((await store.audit.list(1)).map(({ action }) => action)).toEqual(['report.retracted']);
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
  });
}
