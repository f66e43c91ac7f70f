import type { InterviewKit, Question } from '../../../shared/kit/kit.ts';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import type { QuestionOutcome, QuestionProgress } from '../../../shared/rubric/rubricState.ts';
import type { RubricView } from '../../../shared/rubric/rubricView.ts';

/** How a question looks in the list. `asked`: opened and left; `to-come`: never opened. */
export type StripState = 'open' | 'asked' | 'skipped' | 'set-aside' | 'to-come';

export interface StripItem {
  question: Question;
  /** As people say it: the first is 1. */
  number: number;
  state: StripState;
}

/** What a press of the lead sends: the next current question and how the present one is left, or just the leaving. */
export type FlowStep =
  | { kind: 'open'; questionId: QuestionId; leaving?: QuestionOutcome }
  | { kind: 'close'; questionId: QuestionId; outcome: QuestionOutcome };

type Course = Pick<RubricView, 'questions' | 'currentQuestionId'>;

/** Every question of the kit, in its order, and how far each is. */
export function stripOf(kit: InterviewKit, { questions }: Course): StripItem[] {
  return kit.questions.map((question, index) => ({
    question,
    number: index + 1,
    state: stripState(questions[question.id]),
  }));
}

/**
 * The question that comes next: the first one still to be asked after the place where the interview is, and past the end
 * the first one before it, so that what was set aside comes up again. Undefined when all were asked or skipped.
 */
export function upcoming(kit: InterviewKit, course: Course): QuestionId | undefined {
  const items = stripOf(kit, course);
  const at = items.findIndex(({ question }) => question.id === whereabouts(course));
  const inOrder = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  return inOrder.find(({ state }) => state === 'to-come' || state === 'set-aside')?.question.id;
}

/** On to the next question; after the last one the present question is just left. */
export function nextStep(kit: InterviewKit, course: Course): FlowStep | undefined {
  return leave(course, upcoming(kit, course), 'done');
}

/** The same without an answer to the present question. */
export function skipStep(kit: InterviewKit, course: Course): FlowStep | undefined {
  if (!course.currentQuestionId) return undefined;
  return leave(course, upcoming(kit, course), 'skipped');
}

/**
 * Back to the nearest earlier question that was open before; the present one is set aside and comes up again. Between two
 * questions, as after a break, the one that was open last.
 */
export function backStep(kit: InterviewKit, course: Course): FlowStep | undefined {
  const { currentQuestionId, questions } = course;
  const last = whereabouts(course);
  if (!currentQuestionId) return last && { kind: 'open', questionId: last };
  const at = kit.questions.findIndex(({ id }) => id === currentQuestionId);
  const before = kit.questions.slice(0, Math.max(0, at)).findLast(({ id }) => questions[id] !== undefined);
  return before && { kind: 'open', questionId: before.id, leaving: 'set-aside' };
}

/** Any other question at once; the present one counts as asked. */
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

/** The question that is open, else the one that was open last. */
function whereabouts({ currentQuestionId, questions }: Course): QuestionId | undefined {
  if (currentQuestionId) return currentQuestionId;
  const opened = Object.entries(questions) as [QuestionId, QuestionProgress][];
  return opened.sort(([, a], [, b]) => a.openedAt - b.openedAt).at(-1)?.[0];
}

function stripState(progress: QuestionProgress | undefined): StripState {
  if (!progress) return 'to-come';
  return progress.state === 'done' ? 'asked' : progress.state;
}
