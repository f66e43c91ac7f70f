import type { InterviewState, Seat } from '../interview/state.ts';
import type { RecruiterContext } from './recruiterState.ts';
import { NO_ACCOMMODATIONS } from './settings.ts';

/** Returns the candidate whom the recruiter interviews: the first one who has not been removed. */
export function candidateOf({ seats }: Pick<InterviewState, 'seats'>): Seat | undefined {
  return Object.values(seats).find(seat => seat.role === 'candidate' && seat.presence !== 'removed');
}

export function hereOf(seat: Seat | undefined): RecruiterContext['candidate']['here'] {
  if (seat?.presence === 'inside' || seat?.presence === 'reconnecting') return seat.presence;
  return 'gone';
}

/** Returns what the recruiter knows about the interview, or undefined without a kit. */
export function recruiterContextOf(state: InterviewState): RecruiterContext | undefined {
  const { rubric } = state;
  if (!rubric) return undefined;
  const candidate = candidateOf(state);
  return {
    kit: rubric.chosen.kit,
    accommodations: candidate?.accommodations ?? NO_ACCOMMODATIONS,
    candidate: { here: hereOf(candidate), microphone: candidate?.media.microphone ?? 'off' },
    personInside: Object.values(state.seats).some(
      ({ role, presence }) => role === 'interviewer' && presence === 'inside',
    ),
    questions: rubric.questions,
    retakes: state.practice !== undefined,
    ...(rubric.currentQuestionId && { currentQuestionId: rubric.currentQuestionId }),
    probeRequests: Object.entries(rubric.probes)
      .filter(([, { outcome }]) => outcome === undefined)
      .map(([requestId, { questionId, probeId }]) => ({
        requestId: requestId as RecruiterContext['probeRequests'][number]['requestId'],
        questionId,
        probeId,
      })),
  };
}
