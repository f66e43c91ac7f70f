import type { InterviewKit, Question } from '../../../shared/kit/kit.ts';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import type { QuestionOutcome, QuestionProgress } from '../../../shared/rubric/rubricState.ts';
import type { RubricView } from '../../../shared/rubric/rubricView.ts';

/** Status in the list. `asked`: opened and closed; `to-come`: never opened. */
export type StripState = 'open' | 'asked' | 'skipped' | 'set-aside' | 'to-come';
export type StripItem = { question: Question; number: number; state: StripState };

export type FlowStep =
  | { kind: 'open'; questionId: QuestionId; leaving?: QuestionOutcome }
  | { kind: 'close'; questionId: QuestionId; outcome: QuestionOutcome };

type Course = Pick<RubricView, 'questions' | 'currentQuestionId'>;

export function stripOf(kit: InterviewKit, { questions }: Course): StripItem[] {
  return kit.questions.map((question, index) => ({
    question,
    number: index + 1,
    state: stripState(questions[question.id]),
  }));
}

/** Returns the next new or postponed question. The search starts after the current one and wraps around. */
export function upcoming(kit: InterviewKit, course: Course): QuestionId | undefined {
  const items = stripOf(kit, course);
  const at = items.findIndex(({ question }) => question.id === lastOpened(course));
  const inOrder = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  return inOrder.find(({ state }) => state === 'to-come' || state === 'set-aside')?.question.id;
}

export function nextStep(kit: InterviewKit, course: Course): FlowStep | undefined {
  return leave(course, upcoming(kit, course), 'done');
}

export function skipStep(kit: InterviewKit, course: Course): FlowStep | undefined {
  if (!course.currentQuestionId) return undefined;
  return leave(course, upcoming(kit, course), 'skipped');
}

/** Returns the step to the previous question. Postpones the open question, or reopens the last opened one. */
export function backStep(kit: InterviewKit, course: Course): FlowStep | undefined {
  const { currentQuestionId, questions } = course;
  const last = lastOpened(course);
  if (!currentQuestionId) return last && { kind: 'open', questionId: last };
  const at = kit.questions.findIndex(({ id }) => id === currentQuestionId);
  const before = kit.questions.slice(0, Math.max(0, at)).findLast(({ id }) => questions[id] !== undefined);
  return before && { kind: 'open', questionId: before.id, leaving: 'set-aside' };
}

export function openStep(course: Course, questionId: QuestionId): FlowStep | undefined {
  return course.currentQuestionId === questionId ? undefined : { kind: 'open', questionId };
}

function leave(
  { currentQuestionId }: Course,
  next: QuestionId | undefined,
  outcome: 'done' | 'skipped',
): FlowStep | undefined {
  if (next) {
    const leaving = currentQuestionId ? { leaving: outcome } : {};
    return { kind: 'open', questionId: next, ...leaving };
  }
  return currentQuestionId && { kind: 'close', questionId: currentQuestionId, outcome };
}

function lastOpened({ currentQuestionId, questions }: Course): QuestionId | undefined {
  if (currentQuestionId) return currentQuestionId;
  const opened = Object.entries(questions) as [QuestionId, QuestionProgress][];
  return opened.sort(([, a], [, b]) => a.openedAt - b.openedAt).at(-1)?.[0];
}

function stripState(progress: QuestionProgress | undefined): StripState {
  if (!progress) return 'to-come';
  return progress.state === 'done' ? 'asked' : progress.state;
}
