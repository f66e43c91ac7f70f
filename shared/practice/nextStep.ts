import type { QuestionId } from '../kit/kitIds.ts';
import type { AttemptQuestion } from '../protocol/practiceRoutes.ts';
import { isAnswered } from './practiceArc.ts';

/** What is known of an answer without listening to it. */
type AnswerFacts = Pick<
  AttemptQuestion,
  | 'questionId'
  | 'takes'
  | 'unheard'
  | 'written'
  | 'wroteFollowUpOnly'
  | 'answerMs'
  | 'firstWordMs'
  | 'targetMs'
  | 'followUp'
>;

interface AttemptFacts {
  isRecorded: boolean;
  questions: readonly AnswerFacts[];
}

/**
 * One thing to try after an attempt, with the question that it is about.
 *
 * - `answer`: nothing was answered.
 * - `check-sound`: nothing was heard in an answer.
 * - `say-more`, `say-example`, `shorten`: the length, far from the planned one, below it, or over it.
 * - `start-sooner`: the first word came late.
 * - `skipped`: another question has no answer.
 * - `say-aloud`: the answer was written, and nothing was said. `record`: it wasn't recorded.
 * - `follow-up`: the recruiter didn't ask this follow-up.
 * - `go-on`: no rule applies, so the next question comes.
 */
export type NextStep =
  | { kind: 'answer' | 'check-sound' | 'say-aloud' | 'record' | 'skipped'; questionId: QuestionId }
  | { kind: 'say-more' | 'say-example' | 'shorten'; questionId: QuestionId; targetMs: number }
  | { kind: 'start-sooner'; questionId: QuestionId; firstWordMs: number }
  | { kind: 'follow-up'; questionId: QuestionId; followUp: string }
  | { kind: 'go-on' };

/** Shares of the planned length below which an answer is far too short, or too short. Chosen by us. */
const FAR_SHORT = 1 / 6;
const SHORT = 1 / 3;
/** Thinking first is offered, so only a much longer silence is worth a word. */
const LATE_MS = 10_000;

type Rule = (answer: AnswerFacts) => NextStep | undefined;

/** In order of importance. The first rule that applies to any answer decides. */
const RULES: readonly Rule[] = [
  ({ questionId, unheard }) => (unheard ? { kind: 'check-sound', questionId } : undefined),
  answer => lengthStep(answer, 'say-more', share => share < FAR_SHORT),
  answer => lengthStep(answer, 'shorten', share => share > 1),
  answer => (isAnswered(answer) ? undefined : { kind: 'skipped', questionId: answer.questionId }),
  ({ questionId, firstWordMs }) =>
    firstWordMs !== undefined && firstWordMs > LATE_MS
      ? { kind: 'start-sooner', questionId, firstWordMs }
      : undefined,
  answer => lengthStep(answer, 'say-example', share => share < SHORT),
  answer => (isOnlyWritten(answer) ? { kind: 'say-aloud', questionId: answer.questionId } : undefined),
];

const recordNext: Rule = answer =>
  answer.takes > 0 && !isOnlyWritten(answer) ? { kind: 'record', questionId: answer.questionId } : undefined;

const tryFollowUp: Rule = ({ questionId, followUp, takes }) =>
  followUp && takes > 0 ? { kind: 'follow-up', questionId, followUp } : undefined;

/** Chooses one thing to try, by facts alone: nothing here knows or rates what was said. */
export function nextStepOf({ isRecorded, questions }: AttemptFacts): NextStep {
  const [first] = questions;
  if (!first) return { kind: 'go-on' };
  if (!questions.some(question => isAnswered(question) || question.unheard))
    return { kind: 'answer', questionId: first.questionId };
  for (const rule of [...RULES, ...(isRecorded ? [] : [recordNext]), tryFollowUp])
    for (const answer of questions) {
      const step = rule(answer);
      if (step) return step;
    }
  return { kind: 'go-on' };
}

/** True if nothing but the text is known: no speech was heard, and not only follow-ups were written. */
export function isOnlyWritten({
  answerMs,
  written,
  wroteFollowUpOnly,
}: Pick<AnswerFacts, 'answerMs' | 'written' | 'wroteFollowUpOnly'>): boolean {
  return Boolean(written) && answerMs === undefined && !wroteFollowUpOnly;
}

function lengthStep(
  { questionId, answerMs, targetMs }: AnswerFacts,
  kind: 'say-more' | 'say-example' | 'shorten',
  applies: (share: number) => boolean,
): NextStep | undefined {
  if (answerMs === undefined || targetMs === undefined) return undefined;
  return applies(answerMs / targetMs) ? { kind, questionId, targetMs } : undefined;
}
