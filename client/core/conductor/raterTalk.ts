import type { ProbeRequestId, SeatId } from '../../../shared/ids.ts';
import type { InterviewView } from '../../../shared/interview/view.ts';
import type { InterviewKit, Probe, Question } from '../../../shared/kit/kit.ts';
import type { LogisticsEntry, LogisticsLine, ProbeRequest } from '../../../shared/rubric/rubricState.ts';
import type { RubricView } from '../../../shared/rubric/rubricView.ts';

/** A follow-up question of the kit (`probe` in the kit format) and its state in this interview. */
export interface FollowUp {
  probe: Probe;
  state: 'unused' | 'requested' | 'asked';
  openRequests: readonly ProbeRequestId[];
}

export interface OpenRequest {
  requestId: ProbeRequestId;
  fromSeatId: SeatId;
  questionNumber: number;
  text: string;
  at: number;
}

type Requests = RubricView['probes'];

export function followUpsOf(question: Question, requests: Requests): FollowUp[] {
  return question.probes.map(probe => {
    const ofProbe = entriesOf(requests).filter(
      ([, { questionId, probeId }]) => questionId === question.id && probeId === probe.id,
    );
    const open = ofProbe.filter(([, { outcome }]) => outcome === undefined).map(([id]) => id);
    const isAsked = ofProbe.some(([, { outcome }]) => outcome === 'asked');
    return { probe, openRequests: open, state: open.length > 0 ? 'requested' : isAsked ? 'asked' : 'unused' };
  });
}

/** Returns open requests, oldest first. Skips follow-ups that were removed from the kit. */
export function openRequests(kit: InterviewKit, requests: Requests): OpenRequest[] {
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

export type FeedEntry = { id: string; at: number; fromSeatId: SeatId } & (
  | { kind: 'line'; line: LogisticsLine }
  | { kind: 'probe'; text: string; outcome: 'waiting' | NonNullable<ProbeRequest['outcome']> }
);

/** Returns the newest `count` messages and requests, oldest first. Skips the lead's follow-up requests. */
export function raterFeed(
  kit: InterviewKit,
  { logistics, probes }: Pick<RubricView, 'logistics' | 'probes'>,
  leadSeatId: SeatId | undefined,
  count: number,
): FeedEntry[] {
  const lines = Object.entries(logistics).map(
    ([id, { at, fromSeatId, line }]): FeedEntry => ({ id, at, fromSeatId, kind: 'line', line }),
  );
  const requested = Object.entries(probes).flatMap(
    ([id, { at, fromSeatId, questionId, probeId, outcome }]): FeedEntry[] => {
      const question = kit.questions.find(question => question.id === questionId);
      const text = question?.probes.find(probe => probe.id === probeId)?.text;
      if (text === undefined || fromSeatId === leadSeatId) return [];
      return [{ id, at, fromSeatId, kind: 'probe', text, outcome: outcome ?? 'waiting' }];
    },
  );
  return [...lines, ...requested].sort((a, b) => a.at - b.at).slice(-count);
}

/** Returns the other evaluators' messages that `after` has and `before` doesn't, oldest first. */
export function logisticsNews(before: InterviewView, after: InterviewView): LogisticsEntry[] {
  const known = before.rubric?.logistics;
  if (!known || before.rubric?.logistics === after.rubric?.logistics) return [];
  return Object.entries(after.rubric?.logistics ?? {})
    .filter(([id, { fromSeatId }]) => !(id in known) && fromSeatId !== after.ownSeatId)
    .map(([, entry]) => entry)
    .sort((a, b) => a.at - b.at);
}
