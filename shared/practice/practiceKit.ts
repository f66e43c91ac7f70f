import { AppError } from '../errors.ts';
import type { InterviewKit } from '../kit/kit.ts';
import type { QuestionId } from '../kit/kitIds.ts';
import { transcriptOf } from '../kit/transcript.ts';
import { linesOf, type ScriptLine } from '../recruiter/lines.ts';
import { PracticeLength, PracticePurpose, retriesOf } from './practice.ts';
import { practiceWords } from './practiceWords.ts';

interface PracticeOf {
  /** In the order in which they are asked. */
  questionIds: readonly QuestionId[];
  length: PracticeLength;
  purpose: PracticePurpose;
}

/**
 * The kit that one practice attempt freezes: the questions that are asked, the competencies that they give evidence for, and a script for
 * practice. Throws `invalid` for a question that the kit does not have.
 */
export function practiceKitOf(
  { role, level, locale, competencies, questions, script }: InterviewKit,
  { questionIds, length, purpose }: PracticeOf,
): InterviewKit {
  const asked = questionIds.map(id => {
    const question = questions.find(known => known.id === id);
    if (!question) throw AppError.invalid('This role has no such question.', { questionId: id });
    return question;
  });
  const fed = new Set(asked.flatMap(question => question.competencies));
  const words = practiceWords({
    role,
    length,
    purpose,
    maySkip: questions.every(({ mayBeSkipped }) => mayBeSkipped !== false),
    mayRetry: questions.every(question => retriesOf(question) > 0),
  });
  return {
    role,
    level,
    locale,
    competencies: competencies.filter(({ id }) => fed.has(id)),
    questions: asked,
    script: { ...script, ...words },
  };
}

/** Every line that any practice of this kit can need, of whatever length and purpose, in the order in which they are likely to be needed. */
export function practiceLines(kit: InterviewKit): ScriptLine[] {
  const questionIds = kit.questions.map(({ id }) => id);
  const lines = PracticeLength.options.flatMap(length =>
    PracticePurpose.options.flatMap(purpose => linesOf(practiceKitOf(kit, { questionIds, length, purpose }))),
  );
  // Every practice has the same lines by name, in one order; what differs are the words of some.
  const byName = Map.groupBy(lines, ({ key }) => key);
  const byText = new Map([...byName.values()].flat().map(line => [line.text, line]));
  return [...byText.values()];
}

/** How long a practice of these questions takes. */
export function practiceMinutesOf(
  kit: InterviewKit,
  length: PracticeLength,
  questionIds: readonly QuestionId[],
): number {
  return plannedMinutesOf(practiceKitOf(kit, { questionIds, length, purpose: 'self' }));
}

/** Speech, thinking and answering time, in minutes, rounded up, at least one. */
export function plannedMinutesOf(kit: InterviewKit): number {
  return Math.max(1, transcriptOf(kit).plannedMinutes);
}
