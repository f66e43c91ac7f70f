import { uuidv7 } from 'uuidv7';
import { AppError } from '../../../shared/errors.ts';
import type { MessageId, ProbeRequestId } from '../../../shared/ids.ts';
import type { CommandHandlers } from '../command.ts';
import type { QueryHandlers } from '../query.ts';
import { requireProbe, requireQuestion, requireRubric } from './requireRubric.ts';

export const conductCommands = {
  'question.open': ({ state }, { questionId, leaving }) => {
    const rubric = requireRubric(state);
    requireQuestion(rubric, questionId);
    if (rubric.currentQuestionId === questionId) return { events: [], result: {} };
    const payload = { questionId, ...(leaving && { leaving }) };
    return { events: [{ kind: 'question.opened', payload }], result: {} };
  },

  'question.close': ({ state }, { questionId, outcome }) => {
    const rubric = requireRubric(state);
    requireQuestion(rubric, questionId);
    if (rubric.currentQuestionId !== questionId) return { events: [], result: {} };
    return { events: [{ kind: 'question.closed', payload: { questionId, outcome } }], result: {} };
  },

  'answer.start': ({ state }, { questionId }) => {
    const rubric = requireRubric(state);
    requireQuestion(rubric, questionId);
    if (rubric.currentQuestionId !== questionId)
      throw AppError.conflict('question-not-open', { questionId: rubric.currentQuestionId });
    if (rubric.questions[questionId]?.answerStartedAt !== undefined) return { events: [], result: {} };
    return { events: [{ kind: 'answer.started', payload: { questionId } }], result: {} };
  },

  'probe.queue': ({ state, own }, { questionId, probeId }) => {
    requireProbe(requireQuestion(requireRubric(state), questionId), probeId);
    const requestId = uuidv7() as ProbeRequestId;
    const payload = { requestId, questionId, probeId, fromSeatId: own().seatId };
    return { events: [{ kind: 'probe.queued', payload }], result: { requestId } };
  },

  'probe.settle': ({ state }, { requestId, outcome }) => {
    const request = requireRubric(state).probes[requestId];
    if (!request) throw AppError.notFound('probe request', requestId);
    if (request.outcome) return { events: [], result: {} };
    return { events: [{ kind: 'probe.settled', payload: { requestId, outcome } }], result: {} };
  },

  'logistics.send': ({ state, own }, { line }) => {
    requireRubric(state);
    const messageId = uuidv7() as MessageId;
    const payload = { messageId, fromSeatId: own().seatId, line };
    return { events: [{ kind: 'logistics.sent', payload }], result: {} };
  },
} satisfies Partial<CommandHandlers>;

export const rubricQueries = {
  'kit.read': async ({ state }) => ({ chosen: requireRubric(state).chosen }),
} satisfies Partial<QueryHandlers>;
