import type { ProbeRequestId, SeatId } from '../../../shared/ids.ts';
import type { InterviewKit, Probe, Question } from '../../../shared/kit/kit.ts';
import type { ProbeRequest } from '../../../shared/rubric/rubricState.ts';
import type { RubricView } from '../../../shared/rubric/rubricView.ts';

/** A probe of a question, and what has become of it. */
export interface ProbeItem {
  probe: Probe;
  state: 'unused' | 'wished' | 'asked';
  /** Wishes for it that no one has settled yet, the oldest first. */
  waiting: readonly ProbeRequestId[];
}

/** Someone's wish that a probe be asked, not settled yet. */
export interface WaitingRequest {
  requestId: ProbeRequestId;
  fromSeatId: SeatId;
  questionNumber: number;
  text: string;
  at: number;
}

type Requests = RubricView['probes'];

export function probesOf(question: Question, requests: Requests): ProbeItem[] {
  return question.probes.map(probe => {
    const wishes = entriesOf(requests).filter(
      ([, { questionId, probeId }]) => questionId === question.id && probeId === probe.id,
    );
    const waiting = wishes.filter(([, { outcome }]) => outcome === undefined).map(([id]) => id);
    const asked = wishes.some(([, { outcome }]) => outcome === 'asked');
    return { probe, waiting, state: waiting.length > 0 ? 'wished' : asked ? 'asked' : 'unused' };
  });
}

/** What waits for the lead, the oldest first. A probe that left the kit has no words to show and does not count. */
export function waitingRequests(kit: InterviewKit, requests: Requests): WaitingRequest[] {
  return entriesOf(requests).flatMap(([requestId, { questionId, probeId, fromSeatId, at, outcome }]) => {
    const index = kit.questions.findIndex(({ id }) => id === questionId);
    const text = kit.questions[index]?.probes.find(({ id }) => id === probeId)?.text;
    if (outcome !== undefined || text === undefined) return [];
    return [{ requestId, fromSeatId, questionNumber: index + 1, text, at }];
  });
}

function entriesOf(requests: Requests): [ProbeRequestId, ProbeRequest][] {
  return (Object.entries(requests) as [ProbeRequestId, ProbeRequest][]).sort(([, a], [, b]) => a.at - b.at);
}
