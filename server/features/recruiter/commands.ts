import { AppError } from '../../../shared/errors.ts';
import type { NewEvent } from '../../../shared/interview/events.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import { buttonsOf } from '../../../shared/recruiter/buttons.ts';
import { ordersOf } from '../../../shared/recruiter/orders.ts';
import { candidateOf, recruiterContextOf } from '../../../shared/recruiter/recruiterContextOf.ts';
import type { RecruiterContext, RecruiterState } from '../../../shared/recruiter/recruiterState.ts';
import type { CommandHandlers } from '../command.ts';
import { stepEvents } from './stepEvents.ts';

/** How long a closed question still takes a draft, so that a page on a slow connection can send it. */
const DRAFT_GRACE_MS = 30_000;

/** Commands to the virtual recruiter: the candidate's buttons and written answers, and the lead's orders. */
export const recruiterCommands = {
  'recruiter.press': ({ state, now, own }, { button, utterance }) => {
    const { recruiter, context } = requireRecruiter(state);
    requireCandidate(state, own().seatId);
    const current = recruiter.said?.utterance ?? 0;
    const buttons = buttonsOf(recruiter, context);
    if (utterance !== current || !buttons.includes(button))
      throw AppError.conflict('interview-moved-on', { utterance: current, buttons });
    return { events: stepEvents(state, { type: 'pressed', button }, now), result: {} };
  },

  'recruiter.write': ({ state, now, own }, { questionId, text, draft }) => {
    const { recruiter, context } = requireRecruiter(state);
    requireCandidate(state, own().seatId);
    if (!context.accommodations.textAnswers) throw AppError.forbidden('no-written-answers');
    if (draft) return { events: draftEvents(context, { questionId, text }, now), result: {} };
    const open = recruiter.topic?.questionId;
    if (open !== questionId || !takesAnswer(recruiter))
      throw AppError.conflict('question-not-open', { questionId: open });
    const words = text.split(/\s+/).length;
    return {
      events: [
        { kind: 'answer.written', payload: { questionId, text } },
        ...stepEvents(state, { type: 'written', words }, now),
      ],
      result: {},
    };
  },

  'recruiter.setWriting': ({ state, now, own }, { on }) => {
    const { context } = requireRecruiter(state);
    requireCandidate(state, own().seatId);
    if (!context.accommodations.textAnswers) throw AppError.forbidden('no-written-answers');
    return { events: stepEvents(state, { type: 'writing', on }, now), result: {} };
  },

  'recruiter.direct': ({ state, now, own }, { order, next }) => {
    const { recruiter, context } = requireRecruiter(state);
    const orders = ordersOf(recruiter, context);
    if (!orders.includes(order)) throw AppError.conflict('interview-moved-on', { orders });
    const input = { type: 'ordered' as const, order, seatId: own().seatId, ...(next && { next }) };
    return { events: stepEvents(state, input, now), result: {} };
  },
} satisfies Partial<CommandHandlers>;

/** Returns the virtual recruiter's state. Throws `wrong-phase` when people ask the questions. */
function requireRecruiter(state: InterviewState): { recruiter: RecruiterState; context: RecruiterContext } {
  const context = recruiterContextOf(state);
  if (!state.recruiter || !context) throw new AppError('wrong-phase', 'recruiter-absent');
  return { recruiter: state.recruiter, context };
}

/** Throws `forbidden` for a candidate whom the recruiter does not interview. */
function requireCandidate(state: InterviewState, seatId: string): void {
  if (candidateOf(state)?.seatId !== seatId) throw AppError.forbidden('other-candidate');
}

/** Stores a draft as an answer. Throws `conflict` if its question closed longer ago than a page needs to notice. */
function draftEvents(
  { questions, currentQuestionId }: RecruiterContext,
  payload: { questionId: QuestionId; text: string },
  now: number,
): NewEvent[] {
  const { questionId } = payload;
  const { openedAt, answerStartedAt, closedAt } = questions[questionId] ?? {};
  const written: NewEvent = { kind: 'answer.written', payload };
  if (questionId === currentQuestionId)
    return answerStartedAt === undefined
      ? [{ kind: 'answer.started', payload: { questionId } }, written]
      : [written];
  if (openedAt === undefined || now > (closedAt ?? now) + DRAFT_GRACE_MS)
    throw AppError.conflict('question-not-open', { questionId: currentQuestionId });
  return [written];
}

function takesAnswer({ stage }: RecruiterState): boolean {
  if (stage.name === 'speaking') return stage.then === 'ask' || stage.then === 'listen';
  return stage.name === 'thinking' || stage.name === 'listening' || stage.name === 'moment';
}
