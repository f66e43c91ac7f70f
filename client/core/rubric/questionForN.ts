import type { InterviewKit, Question } from '../../../shared/kit/kit.ts';
import type { CompetencyId } from '../../../shared/kit/kitIds.ts';
import type { RubricView } from '../../../shared/rubric/rubricView.ts';

/** Where "no evidence" of a whole competency is noted: at an answer that was given, and only without any at the first question. */
export function questionForN(
  kit: InterviewKit,
  { questions }: Pick<RubricView, 'questions'>,
  competencyId: CompetencyId,
): Question | undefined {
  const about = kit.questions.filter(({ competencies }) => competencies.includes(competencyId));
  const asked = (state: 'done' | 'open') => about.find(({ id }) => questions[id]?.state === state);
  return asked('done') ?? asked('open') ?? about[0];
}
