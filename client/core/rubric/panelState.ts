import type { Competency, InterviewKit, Question } from '../../../shared/kit/kit.ts';
import type { CompetencyId, QuestionId } from '../../../shared/kit/kitIds.ts';
import { unratedKeys } from '../../../shared/rubric/completeness.ts';
import { partsOfKey, ratingKey } from '../../../shared/rubric/rating.ts';
import type { QuestionProgress } from '../../../shared/rubric/rubricState.ts';
import type { RubricView } from '../../../shared/rubric/rubricView.ts';
import type { Scorecard } from '../../../shared/rubric/scorecard.ts';

/**
 * The question in the panel, and why it is shown.
 *
 * - `following`: it is the interview's question and changes when the interview moves on;
 * - `browsing`: the evaluator chose it and keeps it until they follow again;
 * - `pinned`: it stays, because the evaluator was writing when the interview moved on.
 */
export type PanelState = { mode: 'following' | 'browsing' | 'pinned'; questionId: QuestionId | undefined };

export type PanelEvent =
  | { type: 'current-changed'; questionId: QuestionId | undefined; writing: boolean }
  | { type: 'shown'; questionId: QuestionId; current: QuestionId | undefined }
  | { type: 'followed'; current: QuestionId | undefined };

export const INITIAL_PANEL: PanelState = { mode: 'following', questionId: undefined };

export function reducePanel(panel: PanelState, event: PanelEvent): PanelState {
  switch (event.type) {
    case 'current-changed':
      // Stays on the question when it closes, because evaluators rate it then.
      if (panel.mode !== 'following' || event.questionId === undefined) return panel;
      if (event.writing && panel.questionId !== undefined && panel.questionId !== event.questionId)
        return { ...panel, mode: 'pinned' };
      return { ...panel, questionId: event.questionId };
    case 'shown':
      return {
        mode: event.questionId === event.current ? 'following' : 'browsing',
        questionId: event.questionId,
      };
    case 'followed':
      return { mode: 'following', questionId: event.current ?? panel.questionId };
  }
}

export interface QuestionMark {
  question: Question;
  number: number;
  rated: number;
  /** True when the question was asked and closed, but not fully rated. */
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

/** Returns a question's competencies in the order in which the panel shows them: the kit's. */
export function competenciesOf(kit: InterviewKit, question: Question): Competency[] {
  return kit.competencies.filter(({ id }) => question.competencies.includes(id));
}

export interface UnratedAnswer {
  question: Question;
  number: number;
  /** Names of the competencies without a rating. */
  names: string[];
}

/** Returns answers that were asked or partly rated, with the competencies that aren't rated in them. */
export function unratedAnswers(
  kit: InterviewKit,
  marks: readonly QuestionMark[],
  scorecard: Scorecard,
): UnratedAnswer[] {
  const ratedAs = (questionId: QuestionId, competencyId: CompetencyId) =>
    scorecard.ratings[ratingKey(questionId, competencyId)]?.value;
  const isRated = ({ id, competencies }: Question) =>
    competencies.some(competencyId => typeof ratedAs(id, competencyId) === 'number');
  return marks
    .filter(({ question, due }) => due || isRated(question))
    .map(({ question, number }) => ({
      question,
      number,
      names: competenciesOf(kit, question)
        .filter(({ id }) => ratedAs(question.id, id) === undefined)
        .map(({ name }) => name),
    }))
    .filter(({ names }) => names.length > 0);
}

/**
 * Returns those of the `missing` competencies about which no question was asked, with the question in which to
 * mark N: one without ratings. Leaves out competencies for which there is none.
 */
export function unaskedCompetencies(
  kit: InterviewKit,
  { questions }: Pick<RubricView, 'questions'>,
  missing: readonly CompetencyId[],
  { ratings }: Pick<Scorecard, 'ratings'>,
): { competencyId: CompetencyId; questionId: QuestionId }[] {
  const isRated = ({ id, competencies }: Question) =>
    competencies.some(competencyId => typeof ratings[ratingKey(id, competencyId)]?.value === 'number');
  return missing.flatMap(competencyId => {
    const about = kit.questions.filter(({ competencies }) => competencies.includes(competencyId));
    const place = about.find(question => !isRated(question));
    const asked = about.some(({ id }) => !['unasked', 'skipped'].includes(answerOf(questions[id])));
    return place && !asked ? [{ competencyId, questionId: place.id }] : [];
  });
}

/** What became of a question. `none`: it was asked, and no one marked an answer or closed it as answered. */
export function answerOf(progress: QuestionProgress | undefined): 'given' | 'none' | 'skipped' | 'unasked' {
  if (!progress || progress.state === 'set-aside') return 'unasked';
  if (progress.state === 'skipped') return 'skipped';
  return progress.state === 'done' || progress.answerStartedAt !== undefined ? 'given' : 'none';
}

/** Returns where to record N (no evidence) for a competency: in a closed, the open, or the first question. */
export function questionForN(
  kit: InterviewKit,
  { questions }: Pick<RubricView, 'questions'>,
  competencyId: CompetencyId,
): Question | undefined {
  const about = kit.questions.filter(({ competencies }) => competencies.includes(competencyId));
  const withState = (state: 'done' | 'open') => about.find(({ id }) => questions[id]?.state === state);
  return withState('done') ?? withState('open') ?? about[0];
}
