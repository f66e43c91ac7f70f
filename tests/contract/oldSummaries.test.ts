import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { Interviews } from '../../server/interviews/interviews.ts';
import { OldSummaries } from '../../server/interviews/OldSummaries.ts';
import { summaryOf } from '../../server/interviews/summary.ts';
import type { Store } from '../../server/store/store.ts';
import type { InterviewId } from '../../shared/ids.ts';
import { newSeat } from '../support/interviewLog.ts';
import { scoredInterview } from '../support/scoredInterview.ts';
import { onEveryDatabase } from './everyDatabase.ts';

const rowOf = ({ database }: Store, interviewId: InterviewId) =>
  database.kysely
    .selectFrom('interviews')
    .selectAll()
    .where('interviewId', '=', interviewId)
    .executeTakeFirstOrThrow();

onEveryDatabase(open => {
  describe('summaries of older versions', () => {
    const setup = async () => {
      const store = await open();
      const interviews = new Interviews({ store: store.interviews });
      const seat = newSeat('interviewer', 'Ian');
      const interviewId = await scoredInterview(interviews, { raters: [{ seat, ratings: 3, locks: false }] });
      const logger = pino({ level: 'silent' });
      const summaries = new OldSummaries({ interviews, store: store.interviews, logger });
      await summaries.poll();
      const before = await rowOf(store, interviewId);
      expect(before).toMatchObject({ hasCandidate: 1, begun: 1, ratersDue: 1 });
      const change = (values: object) =>
        store.database.kysely
          .updateTable('interviews')
          .set(values)
          .where('interviewId', '=', interviewId)
          .execute();
      return { store, interviewId, summaries, before, change };
    };

    it('are computed again, whether all are old or an older version has written since', async () => {
      const { store, interviewId, summaries, before, change } = await setup();
      await using _summaries = { [Symbol.asyncDispose]: () => summaries.close() };
      const unknown = { hasCandidate: 0, ratersDue: 0, searchShown: '', sortShown: '', begun: 0 };
      for (const old of [{ summaryVersion: 0, summarySeq: 0 }, { summarySeq: before.lastSeq - 1 }]) {
        await change({ ...unknown, ...old });
        const { rows } = await store.interviewList.page({
          reader: { email: 'olga@example.org', all: true, teams: 'all' },
          filter: {},
          now: Date.now(),
        });
        expect(rows.map(row => row.interviewId)).toEqual([interviewId]);
        await summaries.poll();
        expect(await rowOf(store, interviewId)).toEqual(before);
      }
      expect(await store.interviews.listToSummarize(10)).toEqual([]);
    });

    it('keep decisions, and are not replaced by those of an outdated state', async () => {
      const { store, interviewId, summaries, before, change } = await setup();
      await using _summaries = { [Symbol.asyncDispose]: () => summaries.close() };
      await change({ summaryVersion: 0, decidedAt: 7 });
      const interviews = new Interviews({ store: store.interviews });
      const summary = { ...summaryOf(await interviews.read(interviewId)), title: 'Outdated' };
      await store.interviews.summarize(interviewId, before.lastSeq - 1, summary);
      await summaries.poll();
      expect(await rowOf(store, interviewId)).toEqual({ ...before, decidedAt: 7 });
    });
  });
});
