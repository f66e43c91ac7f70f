import type { Store } from '../../server/store/store.ts';
import { type InterviewId, UserId } from '../../shared/ids.ts';
import { EMPTY_REPORT, type ReportContent } from '../../shared/report/reportContent.ts';
import type { ReportScoring } from '../../shared/report/reportScoring.ts';
import { newSeatId } from './interviewLog.ts';
import { AttemptLog, startAttempt } from './practiceAttempts.ts';

export const [ANN, BOB] = [UserId.parse('ann'), UserId.parse('bob')];

export const SCORING: ReportScoring = {
  raters: [{ seatId: newSeatId(), userId: ANN }],
  ratings: 1,
  levels: [],
  given: [],
};

export const content = (headline: string): ReportContent => ({ ...EMPTY_REPORT, headline });

interface ReportOfTest {
  store: Store;
  interviewId: InterviewId;
}

/** Steps of a report in the store, until it is published. @param now the report of the running test */
export function reportSteps(now: () => ReportOfTest) {
  async function newInterview(): Promise<InterviewId> {
    const { store } = now();
    const attempt = await startAttempt(store, { purpose: 'evaluation' });
    await store.practiceQueue.admit(100);
    await AttemptLog.begin(store, attempt);
    return attempt.interviewId;
  }

  const save = (expectedVersion: number, headline: string, { userId = ANN, at = 1 } = {}) => {
    const { store, interviewId } = now();
    return store.reports.save({ interviewId, expectedVersion, content: content(headline), userId, at });
  };
  const publish = (version: number, at = 5) => {
    const { store, interviewId } = now();
    return store.reports.publish(interviewId, {
      version,
      userId: BOB,
      at,
      target: interviewId,
      scoring: SCORING,
    });
  };
  return { newInterview, save, publish };
}
