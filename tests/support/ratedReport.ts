import type { SeatId } from '../../shared/ids.ts';
import type { InterviewState } from '../../shared/interview/state.ts';
import type { CompetencyId } from '../../shared/kit/kitIds.ts';
import { CandidateReport } from '../../shared/report/candidateReport.ts';
import { candidateReportOf, type ReportSubject } from '../../shared/report/candidateReportOf.ts';
import { type ReportScoring, reportScoringOf } from '../../shared/report/reportScoring.ts';
import { partsOfKey, type RatingValue } from '../../shared/rubric/rating.ts';
import { chosenKit, exampleInterviewKit } from './exampleKit.ts';
import { InterviewLog } from './interviewLog.ts';
import { reportDraft } from './reportDraft.ts';
import { keysOf } from './scoredInterview.ts';

export const KIT = exampleInterviewKit();
export const [DATABASES, DEBUGGING] = KIT.competencies.map(({ id }) => id) as [CompetencyId, CompetencyId];
export const DELIVERY = { speakingMs: 1, pauses: 0, longestPauseMs: 0, longestMonologueMs: 1 };

/** Scoring of an interview with locked scorecards. */
export function scoringOf(state: InterviewState, spentMs?: number): ReportScoring {
  const scoring = reportScoringOf(state, spentMs);
  if (!scoring) throw new Error('No scorecard that counts is locked.');
  return scoring;
}

/** A report that is open to its candidate. */
export function subjectOf(state: InterviewState, changes: Partial<ReportSubject> = {}): ReportSubject {
  return {
    state,
    content: reportDraft(KIT),
    scoring: scoringOf(state, 1_800_000),
    publishedAt: 2_000,
    updatedAt: undefined,
    promisedAt: 3_000,
    settings: { evaluatorsShown: 'count' },
    guess: { [DATABASES]: 2 },
    facts: { recorded: true, keptUntil: 9_000, delivery: DELIVERY, answers: {} },
    clips: [],
    slug: undefined,
    guide: [],
    attempt: 1,
    earlier: [],
    reader: { kind: 'candidate' },
    ...changes,
  };
}

/** Gives one rating to everything that the kit asks to rate. */
export function rateAll(log: InterviewLog, seatId: SeatId, value: RatingValue): void {
  for (const key of keysOf(chosenKit()))
    log.add('rating.put', { seatId, ...partsOfKey(key), value, version: 1, stamp: { mediaTimeMs: 0 } });
}

/** Two interviewers have rated everything and locked; the third evaluator hasn't. */
export function ratedLog({
  first = 3,
  second = 4,
}: {
  first?: RatingValue;
  second?: RatingValue;
} = {}): InterviewLog {
  const log = new InterviewLog();
  log.add('kit.chosen', chosenKit());
  for (const seat of [log.candidate, log.interviewer, log.secondInterviewer]) log.enter(seat);
  log.openAndAdmit();
  for (const [{ seatId }, value] of [
    [log.interviewer, first],
    [log.secondInterviewer, second],
  ] as const) {
    rateAll(log, seatId, value);
    log.add('scorecard.locked', { seatId, recommendation: 'yes', summary: 'SECRET summary' });
  }
  return log.add('session.ended', {});
}

export function reportOf(state: InterviewState, changes: Partial<ReportSubject> = {}): CandidateReport {
  const report = candidateReportOf(subjectOf(state, changes));
  if (!report) throw new Error('There is nothing to read.');
  return CandidateReport.parse(report);
}
