import { AppError } from '../../../shared/errors.ts';
import type { InterviewState } from '../../../shared/interview/state.ts';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import { buttonsOf } from '../../../shared/recruiter/buttons.ts';
import { ordersOf } from '../../../shared/recruiter/orders.ts';
import { candidateOf, recruiterContextOf } from '../../../shared/recruiter/recruiterContextOf.ts';
import type { RecruiterContext, RecruiterState } from '../../../shared/recruiter/recruiterState.ts';
import { writtenAnswer } from '../../interviews/writtenAnswers.ts';
import type { InterviewStore } from '../../store/interviewStore.ts';
import type { CommandHandlers } from '../command.ts';
import type { QueryHandlers } from '../query.ts';
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
    const { recruiter, context } = requireWriting(state, own().seatId);
    if (draft) {
      requireRecent(context, questionId, now);
      return { events: writtenAnswer(state, { questionId, text }), result: {} };
    }
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
    requireWriting(state, own().seatId);
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

/** Keeps what a candidate has typed and not sent, so that it outlives the page. */
export function createDraftQueries(
  store: Pick<InterviewStore, 'saveDraft' | 'readDrafts'>,
  now: () => number = Date.now,
) {
  return {
    'recruiter.saveDraft': async ({ state, seat: { seatId }, params: { questionId, text } }) => {
      const { context } = requireWriting(state, seatId);
      requireRecent(context, questionId, now());
      const saved = await store.saveDraft(state.interviewId, { seatId, questionId, text });
      if (!saved) throw new AppError('wrong-phase', 'interview-over');
    },
    'recruiter.readDraft': async ({ state, seat: { seatId }, params: { questionId } }) => {
      requireWriting(state, seatId);
      const drafts = await store.readDrafts(state.interviewId);
      const own = drafts.find(draft => draft.seatId === seatId && draft.questionId === questionId);
      return { text: own?.text ?? '' };
    },
  } satisfies Partial<QueryHandlers>;
}

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

/** Throws `forbidden` unless the recruiter interviews the seat and takes written answers. */
function requireWriting(state: InterviewState, seatId: string): ReturnType<typeof requireRecruiter> {
  const required = requireRecruiter(state);
  requireCandidate(state, seatId);
  if (!required.context.accommodations.textAnswers) throw AppError.forbidden('no-written-answers');
  return required;
}

/** Throws `conflict` if the question closed longer ago than a page needs to notice. */
function requireRecent(
  { questions, currentQuestionId }: RecruiterContext,
  questionId: QuestionId,
  now: number,
): void {
  if (questionId === currentQuestionId) return;
  const { openedAt, closedAt } = questions[questionId] ?? {};
  if (openedAt === undefined || now > (closedAt ?? now) + DRAFT_GRACE_MS)
    throw AppError.conflict('question-not-open', { questionId: currentQuestionId });
}

function takesAnswer({ stage }: RecruiterState): boolean {
  if (stage.name === 'speaking') return stage.then === 'ask' || stage.then === 'listen';
  return stage.name === 'thinking' || stage.name === 'listening' || stage.name === 'moment';
}
