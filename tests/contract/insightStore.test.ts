import { beforeEach, describe, expect, it } from 'vitest';
import { insightsOf } from '../../server/features/scoring/insights.ts';
import type { Store } from '../../server/store/store.ts';
import type { DecisionOutcome } from '../../shared/candidates/decision.ts';
import { type InterviewId, type SeatId, TeamId, UserId } from '../../shared/ids.ts';
import { KitId } from '../../shared/kit/kitIds.ts';
import { addEvaluation, claimEvaluation, claimedSeat } from '../support/evaluationRows.ts';
import { newInterviewId, newSeatId } from '../support/interviewLog.ts';
import { onEveryDatabase } from './everyDatabase.ts';

const NOW = Date.now();
const HOUR_MS = 3_600_000;
const KIT = KitId.parse('nursing');
const [ADA, GRACE] = [UserId.parse('ada'), UserId.parse('grace')];
const TEAM = TeamId.parse(newInterviewId());

onEveryDatabase(open => {
  let store: Store;
  beforeEach(async () => {
    store = await open();
  });

  /** Adds an interview that ended some hours ago and that these people have rated. */
  const rated = async (endedHoursAgo: number, raters: readonly UserId[], locked = raters.length) => {
    const interviewId = await addEvaluation(store, NOW, {
      ...{ kitId: KIT, endedAt: NOW - endedHoursAgo * HOUR_MS, stage: 'write', raters: 2, locked },
    });
    for (const userId of raters)
      await store.evaluationClaims.lock(
        interviewId,
        claimedSeat(await claimEvaluation(store, interviewId, userId)),
      );
    return interviewId;
  };
  const decide = (interviewId: InterviewId, outcome: DecisionOutcome, seatId: SeatId, number = 1) =>
    store.decisions.add({
      ...{ interviewId, seatId, number, outcome, jobRole: 'Nurse', stage: 'interview', reason: '' },
      ...{ decidedBy: ADA, at: NOW - HOUR_MS },
    });
  const insights = (teams: Parameters<typeof insightsOf>[1] = 'all') =>
    insightsOf(store.insights, teams, NOW);

  describe('figures over all interviews', () => {
    it('have the median time to the last lock of interviews with all their locks, from five interviews on', async () => {
      for (const hours of [10, 20, 30, 40]) await rated(hours, [ADA, GRACE]);
      // Someone without an account has locked at an unknown time, and the year before isn't counted.
      await rated(500, [ADA], 2);
      await rated(24 * 400, [ADA]);
      expect((await insights()).ratingTimes).toEqual([]);
      const last = await rated(50, [ADA]);
      const [figure] = (await insights()).ratingTimes;
      expect(figure).toMatchObject({ kitId: KIT, interviews: 5 });
      expect(Math.round((figure?.medianMs ?? 0) / HOUR_MS)).toBe(30);
      // Other hiring teams' interviews are left out.
      const { kysely } = store.database;
      await kysely.updateTable('interviews').set({ teamId: TEAM }).where('interviewId', '=', last).execute();
      expect((await insights([])).ratingTimes).toEqual([]);
      expect((await insights([TEAM])).ratingTimes).toHaveLength(1);
    });

    it('have the latest decision about each candidate by role, from five candidates on', async () => {
      const interviewId = await rated(10, [ADA]);
      const seats = Array.from({ length: 5 }, () => newSeatId());
      const [first, ...others] = seats;
      if (!first) throw new Error('There are five.');
      for (const seatId of others) await decide(interviewId, 'advance', seatId);
      expect((await insights()).decisions).toEqual([]);
      await decide(interviewId, 'advance', first);
      await decide(interviewId, 'reject', first, 2);
      expect((await insights()).decisions).toEqual([
        {
          ...{ jobRole: 'Nurse', candidates: 5 },
          outcomes: [
            { outcome: 'advance', count: 4 },
            { outcome: 'reject', count: 1 },
          ],
        },
      ]);
      const { kysely } = store.database;
      await kysely
        .updateTable('interviews')
        .set({ teamId: TEAM })
        .where('interviewId', '=', interviewId)
        .execute();
      expect((await insights([])).decisions).toEqual([]);
    });
  });
});
