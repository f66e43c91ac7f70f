import type { InterviewKit, Question } from '../../../shared/kit/kit.ts';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import { unratedKeys } from '../../../shared/rubric/completeness.ts';
import { partsOfKey, ratingKey } from '../../../shared/rubric/rating.ts';
import type { RubricView } from '../../../shared/rubric/rubricView.ts';
import type { Scorecard } from '../../../shared/rubric/scorecard.ts';

/** How far a question is, for the interview and for this rater. */
export interface QuestionMark {
  question: Question;
  /** From 1, as the questions are counted on screen. */
  number: number;
  rated: number;
  /** Asked, left, and not rated in full. */
  due: boolean;
  current: boolean;
  skipped: boolean;
}

export function questionMarks(
  kit: InterviewKit,
  view: Pick<RubricView, 'questions'> & { currentQuestionId?: QuestionId | undefined },
  scorecard: Scorecard,
): QuestionMark[] {
  const due = new Set<QuestionId>(
    unratedKeys(kit, view.questions, scorecard).map(key => partsOfKey(key).questionId),
  );
  return kit.questions.map((question, index) => ({
    question,
    number: index + 1,
    rated: question.competencies.filter(
      id => scorecard.ratings[ratingKey(question.id, id)]?.value !== undefined,
    ).length,
    due: due.has(question.id),
    current: view.currentQuestionId === question.id,
    skipped: view.questions[question.id]?.state === 'skipped',
  }));
}
