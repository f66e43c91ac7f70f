import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../server/store/store.ts';
import type { InterviewId } from '../../shared/ids.ts';
import { FEEDBACK_OPEN_MS, type FeedbackRating } from '../../shared/report/candidateReport.ts';
import { newInterviewId } from '../support/interviewLog.ts';
import { addPracticedKit, PRACTICED_KIT } from '../support/practiceAttempts.ts';
import { ANN, reportSteps, SCORING } from '../support/reportSteps.ts';
import type { OpenStore } from './everyDatabase.ts';

const RATING: FeedbackRating = { stars: 4, specific: 'yes', fair: 'no', nextStep: 'partly', line: '' };

/** Tests that the store of ratings of reports must pass on every database. */
export function describeFeedbackStore(open: OpenStore): void {
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
}
