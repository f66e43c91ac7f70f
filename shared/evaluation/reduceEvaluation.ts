import type { SeatId } from '../ids.ts';
import type { InterviewEvent } from '../interview/events.ts';
import type { EvaluationClaim, EvaluationState } from './evaluationState.ts';

export function reduceEvaluation(
  evaluation: EvaluationState | undefined,
  event: InterviewEvent,
): EvaluationState | undefined {
  switch (event.kind) {
    case 'evaluation.asked':
      return { claims: {}, ...evaluation, ...event.payload, askedAt: evaluation?.askedAt ?? event.at };
    case 'evaluation.claimed': {
      const { seatId, ...claim } = event.payload;
      return withClaim(evaluation, seatId, { ...claim, at: event.at });
    }
    case 'evaluation.released': {
      const { seatId, reason } = event.payload;
      const claim = evaluation?.claims[seatId];
      return claim
        ? withClaim(evaluation, seatId, { ...claim, released: { at: event.at, reason } })
        : evaluation;
    }
    default:
      return evaluation;
  }
}

function withClaim(
  evaluation: EvaluationState | undefined,
  seatId: SeatId,
  claim: EvaluationClaim,
): EvaluationState | undefined {
  return evaluation && { ...evaluation, claims: { ...evaluation.claims, [seatId]: claim } };
}
