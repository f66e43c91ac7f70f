import { describe, expect, it } from 'vitest';
import { paceBefore } from '../../../client/core/practice/attempts.ts';
import { spokenAnswers } from '../../../server/features/practice/spokenAnswers.ts';
import { PassageId } from '../../../shared/ids.ts';
import { QuestionId } from '../../../shared/kit/kitIds.ts';
import type { Chapter } from '../../../shared/recording/review.ts';
import type { Passage } from '../../../shared/transcript/transcript.ts';
import { newSeatId } from '../../support/interviewLog.ts';

const SEAT = newSeatId();
const FIRST = QuestionId.parse('first');
const SECOND = QuestionId.parse('second');

function chapter(
  questionId: QuestionId,
  fromMs: number,
  toMs: number,
  rest: Pick<Chapter, 'turnFromMs' | 'take'> = {},
): Chapter {
  return { questionId, number: 1, text: '', fromMs, toMs, ...rest };
}

/** One word per half second. */
function said(fromMs: number, text: string, seatId = SEAT): Passage {
  const words = text.split(' ').map((word, index) => ({
    text: word,
    fromMs: fromMs + index * 500,
    toMs: fromMs + index * 500 + 400,
  }));
  return {
    passageId: PassageId.parse(crypto.randomUUID()),
    seatId,
    fromMs,
    toMs: words.at(-1)?.toMs ?? fromMs,
    understood: true,
    words,
  };
}

function delivery(questionId: QuestionId, speakingMs: number) {
  const facts = { speakingMs, pauses: 0, longestPauseMs: 0, longestMonologueMs: 0 };
  return { whole: facts, byQuestion: [{ questionId, ...facts }] };
}

describe('the words of an answer', () => {
  it('are those of the last answer, from the candidate’s turn on', () => {
    const chapters = [
      chapter(FIRST, 0, 10_000, { take: { number: 1, of: 2 } }),
      chapter(FIRST, 10_000, 20_000, { turnFromMs: 12_000, take: { number: 2, of: 2 } }),
      chapter(SECOND, 20_000, 30_000),
    ];
    const passages = [
      said(1_000, 'The first try.'),
      said(10_500, 'Hm.'),
      said(13_000, 'The second try.'),
      said(15_000, 'Someone else.', newSeatId()),
      said(19_000, 'It ends here and starts'),
    ];
    const answers = spokenAnswers({ chapters }, passages, SEAT);
    expect(answers.get(FIRST)).toEqual({
      lines: [
        { atMs: 13_000, text: 'The second try.' },
        { atMs: 19_000, text: 'It ends' },
      ],
    });
    expect(answers.get(SECOND)).toEqual({ lines: [{ atMs: 20_000, text: 'here and starts' }] });
  });

  it('are those of all times that the question was open for that answer', () => {
    const chapters = [
      chapter(FIRST, 0, 10_000),
      chapter(SECOND, 10_000, 20_000),
      chapter(FIRST, 20_000, 60_000),
    ];
    const passages = [
      said(1_000, Array(12).fill('one').join(' ')),
      said(21_000, Array(12).fill('two').join(' ')),
    ];
    const answer = spokenAnswers({ chapters, delivery: delivery(FIRST, 12_000) }, passages, SEAT).get(FIRST);
    expect(answer?.lines.map(({ atMs }) => atMs)).toEqual([1_000, 21_000]);
    expect(answer?.wordsPerMinute).toBe(120);
  });

  it('have no pace if a part wasn’t understood', () => {
    const passages = [said(1_000, Array(30).fill('word').join(' ')), { ...said(20_000, 'x'), words: [] }];
    const review = { chapters: [chapter(FIRST, 0, 60_000)], delivery: delivery(FIRST, 30_000) };
    expect(spokenAnswers(review, passages, SEAT).get(FIRST)).toEqual({ lines: [expect.anything()] });
  });

  it('are searched for the points of the guide, without the words of others', () => {
    const question = { id: FIRST, text: 'Why?', mentions: ['A limit: timeout', 'A queue: queue'] };
    const passages = [said(1_000, 'I set a timeout.'), said(5_000, 'And a queue?', newSeatId())];
    const answers = spokenAnswers({ chapters: [chapter(FIRST, 0, 60_000)] }, passages, SEAT, [question]);
    expect(answers.get(FIRST)?.points).toEqual([
      { text: 'A limit', found: { words: 'timeout', atMs: 2_500 } },
      { text: 'A queue' },
    ]);
  });

  it('have a pace of the time spent speaking, unless there are few', () => {
    const chapters = [chapter(FIRST, 0, 60_000)];
    const passages = [said(1_000, Array(30).fill('word').join(' '))];
    const paceOf = (speakingMs: number, words = passages) =>
      spokenAnswers({ chapters, delivery: delivery(FIRST, speakingMs) }, words, SEAT).get(FIRST)
        ?.wordsPerMinute;
    expect(paceOf(15_000)).toBe(120);
    expect(paceOf(5_000)).toBeUndefined();
    expect(paceOf(15_000, [said(1_000, 'Ten words.')])).toBeUndefined();
  });
});

it('a pace is compared with that of earlier attempts only', () => {
  const attempt = (createdAt: number, ...paces: number[]) => ({
    createdAt,
    questions: paces.map(wordsPerMinute => ({ spoken: { lines: [], wordsPerMinute } })),
  });
  const latest = attempt(3, 150);
  expect(paceBefore([latest], latest)).toBeUndefined();
  expect(paceBefore([attempt(1, 100, 120), attempt(2), latest, attempt(4, 500)], latest)).toBe(110);
});
