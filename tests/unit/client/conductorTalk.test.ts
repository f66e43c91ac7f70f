import { describe, expect, it } from 'vitest';
import { followUpsOf, openRequests, raterFeed } from '../../../client/core/conductor/raterTalk.ts';
import { MessageId, ProbeRequestId } from '../../../shared/ids.ts';
import type { Question } from '../../../shared/kit/kit.ts';
import { ProbeId, QuestionId } from '../../../shared/kit/kitIds.ts';
import type { LogisticsEntry, ProbeRequest } from '../../../shared/rubric/rubricState.ts';
import { exampleInterviewKit } from '../../support/exampleKit.ts';
import { SEATS } from './exampleView.ts';

const KIT = exampleInterviewKit();
const SECOND = KIT.questions[1] as Question;

const uuid = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;

/** Requests for follow-ups to the second question, one second apart in this order. */
function wishes(...list: readonly Partial<ProbeRequest & { probe: number }>[]) {
  return Object.fromEntries(
    list.map(({ probe = 1, ...changes }, index) => [
      ProbeRequestId.parse(uuid(index + 1)),
      {
        questionId: SECOND.id,
        probeId: ProbeId.parse(`probe-2-${probe}`),
        fromSeatId: SEATS.barbara,
        at: 1_000 * (index + 1),
        ...changes,
      },
    ]),
  ) as Record<ProbeRequestId, ProbeRequest>;
}

describe('a follow-up', () => {
  it('is unused, requested, or asked', () => {
    const states = (requests: ReturnType<typeof wishes>) =>
      followUpsOf(SECOND, requests).map(({ state }) => state);
    expect(states({})).toEqual(['unused', 'unused']);
    expect(states(wishes({ probe: 2 }))).toEqual(['unused', 'requested']);
    expect(states(wishes({ probe: 2, outcome: 'asked' }))).toEqual(['unused', 'asked']);
    expect(states(wishes({ probe: 2, outcome: 'dismissed' }))).toEqual(['unused', 'unused']);
  });

  it('that was asked and is requested again is pending again', () => {
    expect(followUpsOf(SECOND, wishes({ outcome: 'asked' }, {}))[0]).toMatchObject({
      state: 'requested',
      openRequests: [uuid(2)],
    });
  });

  it('of one question is independent of another question', () => {
    const elsewhere = wishes({ questionId: QuestionId.parse('question-3') });
    expect(followUpsOf(SECOND, elsewhere).every(({ state }) => state === 'unused')).toBe(true);
  });
});

describe('requests for the lead', () => {
  it('are the open requests, oldest first, with their text and question number', () => {
    const requests = wishes({ probe: 2, at: 9_000 }, { outcome: 'dismissed' }, { probe: 1, at: 5_000 });
    expect(openRequests(KIT, requests)).toEqual([
      {
        requestId: uuid(3),
        fromSeatId: SEATS.barbara,
        questionNumber: 2,
        text: SECOND.probes[0]?.text,
        at: 5_000,
      },
      expect.objectContaining({ requestId: uuid(1) }),
    ]);
  });

  it('omit follow-ups that are no longer in the kit', () => {
    expect(openRequests(KIT, wishes({ probeId: ProbeId.parse('gone') }))).toEqual([]);
  });
});

describe('messages between evaluators', () => {
  const lines = {
    [MessageId.parse(uuid(101))]: { fromSeatId: SEATS.edsger, line: 'time-is-short', at: 1_500 },
    [MessageId.parse(uuid(102))]: { fromSeatId: SEATS.barbara, line: 'back-again', at: 4_000 },
  } as Record<MessageId, LogisticsEntry>;

  it('mix set phrases and requests by time, and keep the newest', () => {
    const feed = raterFeed(
      KIT,
      { logistics: lines, probes: wishes({}, { outcome: 'asked' }) },
      SEATS.grace,
      3,
    );
    expect(feed.map(entry => (entry.kind === 'line' ? entry.line : entry.outcome))).toEqual([
      'time-is-short',
      'asked',
      'back-again',
    ]);
  });

  it('omit what the lead asked by their own choice', () => {
    const own = wishes({ fromSeatId: SEATS.grace, outcome: 'asked' });
    expect(raterFeed(KIT, { logistics: {}, probes: own }, SEATS.grace, 3)).toEqual([]);
  });
});
