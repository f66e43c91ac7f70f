import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  deliveryOfQuestion,
  deliveryOfRecording,
  type HeardSpeech,
} from '../../../../server/features/recording/review/delivery.ts';
import type { Span } from '../../../../shared/recording/finished.ts';
import { type Chapter, DeliveryFacts } from '../../../../shared/recording/review.ts';

/** Converts seconds, because the examples are in seconds. */
const s = (...pairs: [from: number, to: number][]): Span[] =>
  pairs.map(([from, to]) => ({ fromMs: from * 1_000, toMs: to * 1_000 }));
const window = (from: number, to: number, answerFrom?: number): Span & Partial<Chapter> => ({
  fromMs: from * 1_000,
  toMs: to * 1_000,
  ...(answerFrom !== undefined && { answerFromMs: answerFrom * 1_000 }),
});

function heard(candidate: Span[], interviewer: Span[] = [], unheard: Span[] = []): HeardSpeech {
  return { candidate, others: [interviewer], unheard };
}

const question = (speech: HeardSpeech, ...windows: ReturnType<typeof window>[]) =>
  deliveryOfQuestion(speech, windows.length > 0 ? windows : [window(0, 100)]);

describe('talk ratio', () => {
  it('is the candidate’s share of all speech', () => {
    const facts = question(heard(s([10, 40]), s([0, 10])));
    expect(facts).toMatchObject({ speakingMs: 30_000, talkRatio: 0.75 });
  });

  it('counts simultaneous speech for each person, and includes everyone except the candidate', () => {
    const facts = question({ candidate: s([0, 10]), others: [s([5, 15]), s([20, 30])], unheard: [] });
    expect(facts.talkRatio).toBeCloseTo(1 / 3);
  });

  it('is absent when no one spoke, and counts only time within the question', () => {
    expect(question(heard([])).talkRatio).toBeUndefined();
    expect(question(heard([])).speakingMs).toBe(0);
    expect(question(heard(s([90, 130])), window(0, 100)).speakingMs).toBe(10_000);
  });
});

describe('figures of one answer', () => {
  // Words with breaths between them, one pause of 1.5 s, and one of 4 s.
  const words = s([12, 20], [20.6, 26], [27.5, 36], [40, 42]);

  it('add up: the longest monologue is part of the spoken time, and both are part of the answer', () => {
    const facts = question(heard(words, s([1, 10])));
    // 12 to 26 and 27.5 to 36: the breath counts as speech, the pause does not.
    expect(facts).toMatchObject({
      longestMonologueMs: 22_500,
      speakingMs: 24_500,
      pauses: 2,
      longestPauseMs: 4_000,
      answerMs: 30_000,
    });
    expect(facts.speakingMs + 1_500 + 4_000).toBe(facts.answerMs);
  });

  it('are equal when there is no pause', () => {
    const facts = question(heard(s([12, 20], [20.6, 26], [27, 38]), s([1, 10])));
    expect(facts).toMatchObject({ longestMonologueMs: 26_000, speakingMs: 26_000, answerMs: 26_000 });
  });

  it('count no breath in which the candidate could not be heard', () => {
    const facts = question(heard(s([12, 20], [20.8, 26]), s([1, 10]), s([20.2, 20.6])));
    expect(facts).toMatchObject({ speakingMs: 13_200, longestMonologueMs: 8_000, answerMs: 14_000 });
  });

  it('include the answers of both openings of a question, and no answer when nothing was said', () => {
    const speech = heard(s([12, 20], [112, 118]), s([1, 10], [101, 110]));
    expect(question(speech, window(0, 100), window(100, 200)).answerMs).toBe(14_000);
    expect(question(heard([], s([1, 10])))).not.toHaveProperty('answerMs');
  });
});

describe('pauses', () => {
  it('are silences of more than a second within an answer', () => {
    const facts = question(heard(s([10, 20], [20.6, 30], [31.5, 40], [44, 50]), s([0, 9])));
    expect(facts).toMatchObject({ pauses: 2, longestPauseMs: 4_000 });
  });

  it('exclude silence before the answer, after it, and while someone else has the turn', () => {
    const facts = question(heard(s([12, 20], [30, 40]), s([0, 9], [22, 29])));
    expect(facts).toMatchObject({ pauses: 0, longestPauseMs: 0 });
  });

  it('continue during a short “hm” from someone else', () => {
    const facts = question(heard(s([10, 20], [24, 30]), s([0, 9], [21, 21.4])));
    expect(facts).toMatchObject({ pauses: 1, longestPauseMs: 4_000 });
  });

  it('exclude time in which the candidate was muted, away, or not recorded', () => {
    const speech = s([10, 20], [50, 60]);
    const all = question(heard(speech, s([0, 9]), s([20, 50])));
    expect(all).toMatchObject({ pauses: 0, longestPauseMs: 0 });
    const part = question(heard(speech, s([0, 9]), s([22.5, 49.5])));
    expect(part).toMatchObject({ pauses: 1, longestPauseMs: 2_500 });
  });

  it('exclude the time between two openings of a question', () => {
    const facts = question(
      heard(s([10, 20], [110, 120]), s([0, 9], [100, 109])),
      window(0, 30),
      window(100, 130),
    );
    expect(facts).toMatchObject({ pauses: 0, speakingMs: 20_000 });
  });
});

describe('longest monologue', () => {
  it('continues over a short pause, which it does not count, and ends at a longer one', () => {
    expect(question(heard(s([10, 20], [21.9, 30]))).longestMonologueMs).toBe(18_100);
    expect(question(heard(s([10, 20], [22.1, 30]))).longestMonologueMs).toBe(10_000);
  });

  it('continues over an “hm”, and ends when someone else takes the turn', () => {
    expect(question(heard(s([10, 40]), s([20, 20.5]))).longestMonologueMs).toBe(30_000);
    expect(question(heard(s([10, 40]), s([20, 22]))).longestMonologueMs).toBe(18_000);
    expect(question(heard(s([10, 20], [21.5, 30]), s([20.1, 21.4]))).longestMonologueMs).toBe(10_000);
  });

  it('ends at time in which no one could be heard', () => {
    const facts = question(heard(s([10, 20], [21.5, 30]), [], s([20.2, 21.3])));
    expect(facts.longestMonologueMs).toBe(10_000);
  });
});

describe('time to answer', () => {
  it('lasts from the end of the question to the candidate’s first words', () => {
    expect(question(heard(s([12.5, 30]), s([1, 10]))).timeToAnswerMs).toBe(2_500);
  });

  it('ignores the candidate’s words before the question, and an “m”', () => {
    const facts = question(heard(s([0, 0.9], [10.1, 10.3], [13, 30]), s([1, 10])));
    expect(facts.timeToAnswerMs).toBe(3_000);
  });

  it('starts at the last words before the answer', () => {
    expect(question(heard(s([24, 30]), s([1, 10], [18, 22]))).timeToAnswerMs).toBe(2_000);
  });

  it('is zero when the candidate starts before the question is over', () => {
    expect(question(heard(s([8, 30]), s([1, 10]))).timeToAnswerMs).toBe(0);
  });

  it('is unknown when the speech already runs before the question', () => {
    const turn = { ...window(10, 100, 14.2), turnFromMs: 14_000 };
    expect(question(heard(s([5, 40]), s([11, 14])), turn).timeToAnswerMs).toBeUndefined();
    expect(question(heard(s([13, 40]), s([11, 14])), turn).timeToAnswerMs).toBe(0);
  });

  it('starts at the logged turn, whatever is said to a silent candidate after it', () => {
    const prompted = heard(s([26, 40]), s([1, 10], [22, 25]));
    expect(question(prompted, { ...window(0, 100, 26.2), turnFromMs: 10_000 }).timeToAnswerMs).toBe(16_000);
    const overPrompt = heard(s([23, 40]), s([1, 10], [22, 24]));
    expect(question(overPrompt, { ...window(0, 100, 23.2), turnFromMs: 10_000 }).timeToAnswerMs).toBe(13_000);
  });

  it('follows the event log when it states when the answer started', () => {
    const speech = heard(s([12, 13], [20, 40]), s([1, 10], [14, 18]));
    expect(question(speech, window(0, 100, 20.1)).timeToAnswerMs).toBe(2_000);
    expect(question(speech, window(0, 100)).timeToAnswerMs).toBe(2_000);
    expect(question(heard(s([12, 40]), s([1, 10])), window(0, 100, 11.9)).timeToAnswerMs).toBe(2_000);
  });

  it('is absent when no one asked, no one answered, or the start could not be heard', () => {
    expect(question(heard(s([12, 30]))).timeToAnswerMs).toBeUndefined();
    expect(question(heard([], s([1, 10]))).timeToAnswerMs).toBeUndefined();
    expect(question(heard(s([12, 30]), s([1, 10]), s([10.5, 11]))).timeToAnswerMs).toBeUndefined();
  });

  it('is the median over the questions for the whole recording', () => {
    const speech = heard(s([11, 20], [112, 120], [219, 230]), s([1, 10], [101, 110], [201, 210]));
    const windows = [window(0, 100), window(100, 200), window(200, 300)];
    expect(deliveryOfRecording(speech, 300_000, windows).timeToAnswerMs).toBe(2_000);
    expect(deliveryOfRecording(speech, 300_000, windows.slice(0, 2)).timeToAnswerMs).toBe(1_500);
    expect(deliveryOfRecording(speech, 300_000, []).timeToAnswerMs).toBeUndefined();
  });
});

describe('delivery of a whole recording', () => {
  it('counts pauses within answers when there were questions, and anywhere when there were none', () => {
    const speech = heard(s([2, 5], [9, 12], [20, 30], [33, 40]), s([15, 19]));
    expect(deliveryOfRecording(speech, 60_000, [window(14, 60)]).pauses).toBe(1);
    expect(deliveryOfRecording(speech, 60_000, []).pauses).toBe(2);
    expect(deliveryOfRecording(speech, 60_000, [window(14, 60)]).speakingMs).toBe(23_000);
  });
});

it('delivery facts are valid for sending, and no part exceeds the whole, for any speech', () => {
  const spans = fc
    .array(fc.tuple(fc.nat(120_000), fc.nat(20_000)), { maxLength: 15 })
    .map(pairs => pairs.map(([fromMs, length]): Span => ({ fromMs, toMs: fromMs + length })));
  const windows = fc
    .array(fc.tuple(fc.nat(100_000), fc.nat(50_000), fc.option(fc.nat(120_000))), { maxLength: 4 })
    .map(list =>
      list.map(([fromMs, length, answerFromMs]) => ({
        fromMs,
        toMs: fromMs + length,
        answerFromMs: answerFromMs ?? undefined,
      })),
    );
  fc.assert(
    fc.property(spans, spans, spans, windows, (candidate, other, unheard, questions) => {
      const speech = { candidate, others: [other], unheard };
      const whole = deliveryOfRecording(speech, 150_000, questions);
      DeliveryFacts.parse(whole);
      expect(whole.longestMonologueMs).toBeLessThanOrEqual(whole.speakingMs);
      expect(whole.longestPauseMs).toBeGreaterThanOrEqual(whole.pauses > 0 ? 1_000 : 0);
      for (const window of questions) {
        const { answerMs, ...facts } = deliveryOfQuestion(speech, [window]);
        DeliveryFacts.parse(facts);
        expect(facts.longestMonologueMs).toBeLessThanOrEqual(facts.speakingMs);
        if (answerMs !== undefined) expect(answerMs).toBeLessThanOrEqual(window.toMs - window.fromMs);
        expect(facts.speakingMs).toBeLessThanOrEqual(whole.speakingMs);
        expect(facts.longestMonologueMs).toBeLessThanOrEqual(whole.longestMonologueMs);
      }
    }),
  );
});
