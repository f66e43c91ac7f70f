import { AppError } from '../../../shared/errors.ts';
import type { InterviewState, Seat } from '../../../shared/interview/state.ts';
import type { Competency, Probe, Question } from '../../../shared/kit/kit.ts';
import type { CompetencyId, ProbeId, QuestionId } from '../../../shared/kit/kitIds.ts';
import type { RubricState } from '../../../shared/rubric/rubricState.ts';
import { emptyScorecard, type Scorecard } from '../../../shared/rubric/scorecard.ts';
import { scoringClosed } from '../../../shared/rubric/scorecardOpening.ts';

export function requireRubric(state: InterviewState): RubricState {
  if (!state.rubric) throw new AppError('not-in-kit', 'no-kit');
  return state.rubric;
}

export function requireQuestion({ chosen }: RubricState, questionId: QuestionId): Question {
  const question = chosen.kit.questions.find(({ id }) => id === questionId);
  if (!question) throw notInKit('question', questionId);
  return question;
}

/** Throws `not-in-kit` unless answers to the question are evidence for the competency. */
export function requireCompetency(
  { chosen }: RubricState,
  question: Question,
  competencyId: CompetencyId,
): Competency {
  const competency = chosen.kit.competencies.find(({ id }) => id === competencyId);
  if (!competency || !question.competencies.includes(competencyId))
    throw notInKit('competency', competencyId);
  return competency;
}

export function requireProbe(question: Question, probeId: ProbeId): Probe {
  const probe = question.probes.find(({ id }) => id === probeId);
  if (!probe) throw notInKit('probe', probeId);
  return probe;
}

/** Returns the rubric. Throws `wrong-phase` before the start, because the kit can still change. */
export function requireStarted(state: InterviewState): RubricState {
  const rubric = requireRubric(state);
  if (state.openedAt === undefined) throw new AppError('wrong-phase', 'interview-not-started');
  return rubric;
}

/** Returns the rubric. Throws `wrong-phase` before the start, `scoring-closed` after the scoring time. */
export function requireScoring(state: InterviewState, now: number): RubricState {
  const rubric = requireStarted(state);
  if (scoringClosed(state, now)) throw scoringIsClosed();
  return rubric;
}

export function scoringIsClosed(): AppError {
  return new AppError('scoring-closed');
}

/** Returns the rater's scorecard. Throws `locked` when it is locked. */
export function requireUnlocked(rubric: RubricState, { seatId }: Seat): Scorecard {
  const card = rubric.scorecards[seatId] ?? emptyScorecard(seatId);
  if (card.lock) throw new AppError('locked');
  return card;
}

function notInKit(what: string, id: string): AppError {
  return new AppError('not-in-kit', undefined, { details: { [`${what}Id`]: id } });
}
