import type { InterviewId } from '../../shared/ids.ts';
import type { InterviewState } from '../../shared/interview/state.ts';
import { type ReportScoring, reportScoringOf } from '../../shared/report/reportScoring.ts';
import type { PublishedReport, ReportStore } from '../store/reportStore.ts';
import type { Interviews } from './interviews.ts';

type Reports = Pick<ReportStore, 'addScoring' | 'workedMs'>;

/** Returns the scoring for a report, or undefined while no scorecard that counts for it is locked. */
export async function scoringOf(
  reports: Pick<Reports, 'workedMs'>,
  state: InterviewState,
): Promise<ReportScoring | undefined> {
  const spentMs = await reports.workedMs(state.interviewId);
  return reportScoringOf(state, spentMs > 0 ? spentMs : undefined);
}

/** Returns a published version's scoring, or undefined without locked scorecards. Stores it if missing. */
export async function publishedScoringOf(
  { interviews, reports }: { interviews: Pick<Interviews, 'readAt'>; reports: Reports },
  interviewId: InterviewId,
  { scoring, version, firstAt, updatedAt = firstAt }: Omit<PublishedReport, 'content'>,
): Promise<ReportScoring | undefined> {
  if (scoring) return scoring;
  const then = await scoringOf(reports, await interviews.readAt(interviewId, updatedAt));
  if (then) await reports.addScoring(interviewId, version, then);
  return then;
}
