import type { Kit } from '../kit/kit.ts';
import type { QuestionId } from '../kit/kitIds.ts';
import type { PracticeOffer } from '../protocol/practiceRoutes.ts';
import { chooseQuestions } from './chooseQuestions.ts';
import { practicedFor, practiceEditionOf } from './practiceEdition.ts';
import { practiceMinutesOf } from './practiceKit.ts';

/** Returns the lengths and questions that a kit offers for practice; empty for a kit without questions. */
export function practiceOfferOf(
  kit: Kit,
): Pick<PracticeOffer, 'role' | 'level' | 'locale' | 'lengths' | 'questions'> {
  const { role, level, locale, guide } = kit;
  const asked = practiceEditionOf(kit);
  const titles = new Map<QuestionId, string>();
  for (const entry of guide.questions) {
    const questionId = practicedFor(entry, kit, asked);
    if (questionId !== undefined && !titles.has(questionId)) titles.set(questionId, entry.title);
  }
  const questions = [...titles].map(([questionId, title]) => ({
    questionId,
    title,
    minutes: practiceMinutesOf(asked, 'question', [questionId]),
  }));
  const lengths: PracticeOffer['lengths'] = [];
  if (questions.length > 0)
    lengths.push({
      length: 'question',
      questions: 1,
      minutes: Math.min(...questions.map(({ minutes }) => minutes)),
    });
  for (const length of asked.questions.length === 0 ? [] : (['short', 'full'] as const)) {
    const chosen = chooseQuestions(asked, { length, attempt: 0 });
    lengths.push({ length, questions: chosen.length, minutes: practiceMinutesOf(asked, length, chosen) });
  }
  return { role, level, locale, lengths, questions };
}
