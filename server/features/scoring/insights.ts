import { median } from '../../../shared/agreement/ratingMatrix.ts';
import { DecisionOutcome } from '../../../shared/candidates/decision.ts';
import type { TeamScope } from '../../../shared/permissions.ts';
import type { Insights } from '../../../shared/protocol/scoringRoutes.ts';
import type { InsightStore } from '../../store/insightStore.ts';

const DAYS = 365;
const DAY_MS = 24 * 60 * 60 * 1_000;
/** Figures of fewer cases would say something about single people. */
export const INSIGHT_CASES = 5;

export async function insightsOf(store: InsightStore, teams: TeamScope, now: number): Promise<Insights> {
  const since = now - DAYS * DAY_MS;
  const times = Map.groupBy(await store.ratingTimes(teams, since), ({ kitId }) => kitId);
  const decided = Map.groupBy(await store.outcomes(teams, since), ({ jobRole }) => jobRole);
  return {
    ...{ days: DAYS, needed: INSIGHT_CASES },
    ratingTimes: [...times]
      .filter(([, interviews]) => interviews.length >= INSIGHT_CASES)
      .map(([kitId, interviews]) => ({
        ...{ kitId, interviews: interviews.length, medianMs: median(interviews.map(({ ms }) => ms)) ?? 0 },
      })),
    decisions: [...decided]
      .map(([jobRole, found]) => ({
        jobRole,
        candidates: found.reduce((sum, { count }) => sum + count, 0),
        outcomes: DecisionOutcome.options.flatMap(outcome => {
          const count = found.find(one => one.outcome === outcome)?.count ?? 0;
          return count === 0 ? [] : [{ outcome, count }];
        }),
      }))
      .filter(({ candidates }) => candidates >= INSIGHT_CASES)
      .sort((a, b) => b.candidates - a.candidates || a.jobRole.localeCompare(b.jobRole)),
  };
}
