import { type EvaluationSettings, ratersFor } from '../../../shared/evaluation/evaluationSettings.ts';
import { codeNameOf } from '../../../shared/evaluation/evaluationState.ts';
import type { SeatId } from '../../../shared/ids.ts';
import type { NewEvent } from '../../../shared/interview/events.ts';
import type { InterviewState, Seat } from '../../../shared/interview/state.ts';
import { hidesNames } from '../../../shared/interview/visibility.ts';
import type { CompetencyId } from '../../../shared/kit/kitIds.ts';
import type { ClosedReason, EvaluationStatus } from '../../../shared/protocol/evaluationRoutes.ts';
import { candidateOf } from '../../../shared/recruiter/recruiterContextOf.ts';
import { ratingsDiffer, reportScoringOf } from '../../../shared/report/reportScoring.ts';
import { competenciesToCompare } from '../../../shared/rubric/consensus.ts';
import { answeredQuestions } from '../../../shared/rubric/rubricState.ts';
import {
  awaitedRaters,
  hasSomethingToRate,
  independentRatingOver,
  isShadow,
  lockedScorecards,
  SCORING_WINDOW_MS,
  scorecardsOpen,
  scoringClosed,
  scoringClosedByPerson,
  scoringEndsAt,
} from '../../../shared/rubric/scorecardOpening.ts';
import type {
  EvaluationFacts,
  NewEvaluation,
  ReportFacts,
  StoredClosedDetail,
  StoredEvaluation,
} from '../../store/evaluationStore.ts';
import { claimedSeats } from './claimDecisions.ts';

export interface EvaluationContext {
  known: Pick<StoredEvaluation, 'report'> | undefined;
  report: ReportFacts | undefined;
  settings: EvaluationSettings;
  now: number;
}

const MINUTE_MS = 60_000;

/** True for an ended interview with a kit, except for practice without an evaluation. */
export function isForEvaluation({ phase, rubric, practice }: InterviewState): boolean {
  return phase === 'ended' && rubric !== undefined && practice?.purpose !== 'self';
}

/** True when a question was asked, or a rater in the interview wrote something. */
export function hasAnswers({ rubric }: InterviewState): boolean {
  return Object.keys({ ...rubric?.questions, ...rubric?.scorecards }).length > 0;
}

/** Returns the event that asks for ratings, or that lowers the number of raters if no one else can rate. */
export function dueEvents(state: InterviewState, { settings, now }: EvaluationContext): NewEvent[] {
  const { evaluation, rubric } = state;
  if (!rubric || !isForEvaluation(state)) return [];
  if (!evaluation) {
    if (!needsEvaluation(state, now)) return [];
    return [evaluationRequested(ratersFor(settings, rubric.chosen.kitId), willHideNames(state, settings))];
  }
  const locked = lockedScorecards(state).length;
  const isHeld = claimedSeats(state).some(({ seatId }) => !isShadow(state, seatId));
  const willBeRated = hasSomethingToRate(state) || awaitedRaters(state).length > locked || isHeld;
  if (willBeRated || locked === 0 || locked >= evaluation.raters) return [];
  return [evaluationRequested(locked, evaluation.namesHidden)];
}

/** True when names will be hidden from raters. Hidden names stay hidden when the setting changes. */
export function willHideNames(state: InterviewState, { namesHidden }: EvaluationSettings): boolean {
  return hidesNames(state) || (state.practice ? namesHidden.practice : namesHidden.interviews);
}

function evaluationRequested(raters: number, namesHidden: boolean): NewEvent {
  return { kind: 'evaluation.asked', payload: { raters, namesHidden } };
}

function needsEvaluation(state: InterviewState, now: number): boolean {
  if (!hasSomethingToRate(state) || !hasAnswers(state) || scoringClosedByPerson(state)) return false;
  if (state.practice) return true;
  // Skips interviews that ended too long ago, such as those from before the evaluation queue existed.
  const isRecent = now - (state.endedAt ?? 0) < SCORING_WINDOW_MS;
  return isRecent && state.recruiter !== undefined && awaitedRaters(state).length === 0;
}

export function evaluationFactsOf(
  state: InterviewState,
  context: EvaluationContext,
): Omit<EvaluationFacts, 'seenSeq'> {
  const { evaluation } = state;
  const awaited = awaitedRaters(state).length;
  const stage = stageOf(state, context);
  const reason = stage === 'closed' ? (closedBecause(state, context.now) ?? 'nothing-to-rate') : undefined;
  return {
    candidate: candidateNameOf(state),
    stage,
    closedBecause: reason,
    closedDetail: reason && closedDetailOf(state, reason),
    asked: evaluation !== undefined,
    ratable: evaluation ? hasSomethingToRate(state) : awaited > 0 && !scoringClosed(state, context.now),
    raters: evaluation?.raters ?? Math.max(1, awaited),
    locked: lockedScorecards(state).length,
    waitsFor: stage === 'rate' || stage === 'agree' ? waitedFor(state, context.now).map(waitedRater) : [],
  };
}

/**
 * Returns the raters that the evaluation waits for: those who haven't locked, or once scorecards are open, those
 * who have neither revised nor kept ratings that are far from others'.
 */
export function waitedFor(state: InterviewState, now: number): Seat[] {
  const { rubric, seats } = state;
  if (!rubric || scoringClosed(state, now)) return [];
  if (!scorecardsOpen(state))
    return awaitedRaters(state).filter(({ seatId }) => !rubric.scorecards[seatId]?.lock);
  return lockedScorecards(state).flatMap(({ seatId }) => {
    const seat = seats[seatId];
    return seat && !hasCompared(state, seatId) ? [seat] : [];
  });
}

function waitedRater({ seatId, displayName }: Seat) {
  return { seatId, name: displayName };
}

export function newEvaluationOf(
  state: InterviewState,
  context: EvaluationContext,
): Omit<NewEvaluation, 'seenSeq'> | undefined {
  const { interviewId, rubric, practice, jobRole, endedAt } = state;
  if (!rubric || endedAt === undefined) return undefined;
  // Interviews can end without having been opened.
  const { openedAt = endedAt } = state;
  const { kitId, kit } = rubric.chosen;
  const { promiseHours, invitedPromise } = context.settings;
  const report = getsReport(state, context);
  return {
    ...evaluationFactsOf(state, context),
    interviewId,
    kind: practice ? 'practice' : 'interview',
    kitId,
    role: jobRole,
    locale: kit.locale,
    length: practice?.length,
    questions: answeredQuestions(rubric),
    minutes: Math.round((endedAt - openedAt) / MINUTE_MS),
    endedAt,
    promisedAt: endedAt + promiseHours * 60 * MINUTE_MS,
    promised: report && (practice !== undefined || invitedPromise),
    report,
  };
}

/** Returns the candidate's name, or a code while names are hidden. */
export function candidateNameOf(state: InterviewState): string {
  const candidate = candidateOf(state);
  if (!candidate) return '';
  return hidesNames(state) ? codeNameOf(candidate.seatId) : candidate.displayName;
}

/** True when the interview gets a report. Later changes to the settings don't affect ended interviews. */
function getsReport({ practice }: InterviewState, { known, settings }: EvaluationContext): boolean {
  return known?.report ?? (practice !== undefined || settings.invitedReports);
}

function stageOf(state: InterviewState, context: EvaluationContext): EvaluationStatus {
  const { report, now } = context;
  if (report?.published) return isOutdated(state, report) ? 'republish' : 'done';
  const locked = lockedScorecards(state).length;
  if (locked > 0 && isRated(state, now)) {
    if (!scoringClosed(state, now) && isUnsettled(state, report?.apart ?? [])) return 'agree';
    return getsReport(state, context) ? 'write' : 'done';
  }
  return closedBecause(state, now) ? 'closed' : 'rate';
}

function closedBecause(state: InterviewState, now: number): ClosedReason | undefined {
  if (scoringClosed(state, now)) return 'scoring-closed';
  if (!hasAnswers(state)) return 'nothing-asked';
  const hasRaters = awaitedRaters(state).length > lockedScorecards(state).length;
  return hasRaters || (state.evaluation && hasSomethingToRate(state)) ? undefined : 'nothing-to-rate';
}

function closedDetailOf(state: InterviewState, reason: ClosedReason): StoredClosedDetail | undefined {
  const { rubric, recording } = state;
  switch (reason) {
    case 'nothing-asked':
      return undefined;
    case 'scoring-closed':
      return rubric?.scoringClosedAt === undefined
        ? { how: 'time-over', at: scoringEndsAt(state) }
        : { how: 'person', at: rubric.scoringClosedAt, ...closerOf(state) };
    case 'nothing-to-rate': {
      const deleted = recording?.erased.at(-1);
      if (deleted) return { how: 'deleted', at: deleted.at };
      return { how: recording?.trouble === undefined ? 'none' : 'failed' };
    }
  }
}

function closerOf({ rubric, seats }: InterviewState): Pick<StoredClosedDetail, 'by' | 'userId'> {
  const { userId, seatId } = rubric?.scoringClosedBy ?? {};
  return userId ? { userId } : { by: seatId && seats[seatId]?.displayName };
}

function isRated(state: InterviewState, now: number): boolean {
  return independentRatingOver(state) || scoringClosed(state, now);
}

function isOutdated(state: InterviewState, { scoring }: ReportFacts): boolean {
  const now = reportScoringOf(state, undefined);
  return scoring !== undefined && now !== undefined && ratingsDiffer(scoring, now);
}

/** True when ratings differ by two points or more, and neither the raters nor the report keep the difference. */
function isUnsettled(state: InterviewState, apart: readonly CompetencyId[]): boolean {
  if (!state.rubric) return false;
  const left = competenciesToCompare(state.rubric.chosen.kit, lockedScorecards(state));
  return left.some(competencyId => !apart.includes(competencyId));
}

/** True when the rater has nothing left to compare with the other raters. */
export function hasCompared(state: InterviewState, seatId: SeatId): boolean {
  if (!state.rubric) return true;
  return competenciesToCompare(state.rubric.chosen.kit, lockedScorecards(state), seatId).length === 0;
}
