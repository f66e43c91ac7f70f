import type { InterviewKit } from '../kit/kit.ts';
import type { CompetencyId, QuestionId } from '../kit/kitIds.ts';
import { type RatingKey, ratingKey } from './rating.ts';
import type { QuestionProgress } from './rubricState.ts';
import type { Scorecard } from './scorecard.ts';

/** Returns competencies without a rating (1 to 5 or N). Raters can recommend only if there are none left. */
export function openCompetencies(
  kit: InterviewKit,
  scorecard: Pick<Scorecard, 'ratings'> | undefined,
): CompetencyId[] {
  return kit.competencies
    .filter(({ id }) => keysOfCompetency(kit, id).every(key => scorecard?.ratings[key]?.value === undefined))
    .map(({ id }) => id);
}

/** Returns missing ratings of questions that were asked and closed. Used only for reminders. */
export function unratedKeys(
  kit: InterviewKit,
  progress: Readonly<Record<QuestionId, QuestionProgress>>,
  scorecard: Pick<Scorecard, 'ratings'> | undefined,
): RatingKey[] {
  return kit.questions
    .filter(({ id }) => progress[id]?.state === 'done')
    .flatMap(({ id, competencies }) => competencies.map(competencyId => ratingKey(id, competencyId)))
    .filter(key => scorecard?.ratings[key]?.value === undefined);
}

export function keysOfCompetency(kit: InterviewKit, competencyId: CompetencyId): RatingKey[] {
  return kit.questions
    .filter(({ competencies }) => competencies.includes(competencyId))
    .map(({ id }) => ratingKey(id, competencyId));
}
