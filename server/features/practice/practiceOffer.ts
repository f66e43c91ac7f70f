import { interviewKitOf, type Kit } from '../../../shared/kit/kit.ts';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import { chooseQuestions } from '../../../shared/practice/chooseQuestions.ts';
import type { PracticeLength } from '../../../shared/practice/practice.ts';
import { plannedMinutesOf, practiceKitOf } from '../../../shared/practice/practiceKit.ts';
import type { PracticeOffer } from '../../../shared/protocol/practiceRoutes.ts';

/** What a kit has to offer to somebody who practices. */
export function offerOf(
  kit: Kit,
): Pick<PracticeOffer, 'role' | 'level' | 'locale' | 'lengths' | 'questions'> {
  const { role, level, locale, guide } = kit;
  const questions = new Map<QuestionId, string>();
  for (const { practice, title } of guide.questions)
    if (practice !== undefined && !questions.has(practice)) questions.set(practice, title);
  const ids = [...questions.keys()];
  const lengths: PracticeOffer['lengths'] = [];
  // Of single questions the longest says how long it may take.
  if (ids.length > 0)
    lengths.push({
      length: 'question',
      questions: 1,
      minutes: Math.max(...ids.map(id => minutesFor(kit, 'question', [id]))),
    });
  for (const length of ['short', 'full'] as const) {
    const chosen = chooseQuestions(kit, { length, attempt: 0 });
    lengths.push({ length, questions: chosen.length, minutes: minutesFor(kit, length, chosen) });
  }
  return {
    role,
    level,
    locale,
    lengths,
    questions: [...questions].map(([questionId, title]) => ({ questionId, title })),
  };
}

/** Rounded up, at least one. */
export function minutesFor(kit: Kit, length: PracticeLength, questionIds: readonly QuestionId[]): number {
  const practice = practiceKitOf(interviewKitOf(kit), { questionIds, length, purpose: 'self' });
  return Math.max(1, plannedMinutesOf(practice));
}
