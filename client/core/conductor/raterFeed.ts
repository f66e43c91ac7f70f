import type { SeatId } from '../../../shared/ids.ts';
import type { InterviewKit } from '../../../shared/kit/kit.ts';
import type { LogisticsLine, ProbeRequest } from '../../../shared/rubric/rubricState.ts';
import type { RubricView } from '../../../shared/rubric/rubricView.ts';

/** What raters told each other: a set phrase, or a wish for a probe and what became of it. */
export type FeedEntry = { id: string; at: number; fromSeatId: SeatId } & (
  | { kind: 'line'; line: LogisticsLine }
  | { kind: 'probe'; text: string; outcome: 'waiting' | NonNullable<ProbeRequest['outcome']> }
);

/**
 * The newest `count` entries, oldest first. What the lead asked by their own choice is no wish of anybody's and is seen
 * where the probes are.
 */
export function raterFeed(
  kit: InterviewKit,
  { logistics, probes }: Pick<RubricView, 'logistics' | 'probes'>,
  leadSeatId: SeatId | undefined,
  count: number,
): FeedEntry[] {
  const lines = Object.entries(logistics).map(
    ([id, { at, fromSeatId, line }]): FeedEntry => ({ id, at, fromSeatId, kind: 'line', line }),
  );
  const wishes = Object.entries(probes).flatMap(
    ([id, { at, fromSeatId, questionId, probeId, outcome }]): FeedEntry[] => {
      const question = kit.questions.find(question => question.id === questionId);
      const text = question?.probes.find(probe => probe.id === probeId)?.text;
      if (text === undefined || fromSeatId === leadSeatId) return [];
      return [{ id, at, fromSeatId, kind: 'probe', text, outcome: outcome ?? 'waiting' }];
    },
  );
  return [...lines, ...wishes].sort((a, b) => a.at - b.at).slice(-count);
}
