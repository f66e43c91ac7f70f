import type { InterviewKit } from '../kit/kit.ts';
import type { CompetencyId, QuestionId } from '../kit/kitIds.ts';
import { type RatingKey, ratingKey } from './rating.ts';
import type { QuestionProgress } from './rubricState.ts';
import type { Scorecard } from './scorecard.ts';

/** Returns competencies with neither a rating nor N. Raters can only recommend when there are none. */
export function openCompetencies(
  kit: InterviewKit,
  scorecard: Pick<Scorecard, 'ratings'> | undefined,
): CompetencyId[] {
  return kit.competencies
    .filter(({ id }) => keysOfCompetency(kit, id).every(key => scorecard?.ratings[key]?.value === undefined))
    .map(({ id }) => id);
}

/** Returns ratings missing for questions that were asked and closed. For reminders only. */
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
