import { expect, it } from 'vitest';
import { answersOf } from '../../../server/features/practice/AttemptDetails.ts';
import type { InterviewEvent, NewEvent } from '../../../shared/interview/events.ts';
import { QuestionId } from '../../../shared/kit/kitIds.ts';

const [ONE, TWO] = ['one', 'two'].map(id => QuestionId.parse(id)) as [QuestionId, QuestionId];
const opened = (questionId: QuestionId, leaving?: 'done' | 'skipped' | 'set-aside'): NewEvent => ({
  kind: 'question.opened',
  payload: { questionId, ...(leaving && { leaving }) },
});
const answered = (questionId: QuestionId): NewEvent => ({ kind: 'answer.started', payload: { questionId } });
const skipped = (questionId: QuestionId): NewEvent => ({
  kind: 'question.closed',
  payload: { questionId, outcome: 'skipped' },
});
const log = (...events: NewEvent[]) =>
  events.map((event, index) => ({
    ...event,
    seq: index + 1,
    at: index,
    actor: { type: 'system' },
  })) as InterviewEvent[];

it('answersOf counts each answer to a question, retries included', () => {
  const events = log(
    opened(ONE),
    answered(ONE),
    opened(ONE, 'set-aside'),
    answered(ONE),
    opened(TWO),
    answered(TWO),
  );
  expect(Object.fromEntries(answersOf(events))).toEqual({ one: { takes: 2 }, two: { takes: 1 } });
});

it('answersOf does not count skipped questions, or those left without a word', () => {
  const events = log(opened(ONE), answered(ONE), skipped(ONE), opened(TWO));
  expect(answersOf(events).get(ONE)?.takes ?? 0).toBe(0);
  expect(answersOf(events).get(TWO)?.takes ?? 0).toBe(0);
  expect(answersOf(log(opened(ONE), answered(ONE), opened(TWO, 'skipped'))).get(ONE)?.takes ?? 0).toBe(0);
});

it('answersOf counts a question once whose skip was undone', () => {
  const events = log(
    opened(ONE),
    answered(ONE),
    skipped(ONE),
    opened(TWO),
    opened(ONE, 'set-aside'),
    answered(ONE),
  );
  expect(answersOf(events).get(ONE)).toEqual({ takes: 1 });
});

it('answersOf keeps the last written text, and counts it as an answer', () => {
  const written = (text: string): NewEvent => ({
    kind: 'answer.written',
    payload: { questionId: ONE, text },
  });
  expect(answersOf(log(opened(ONE), written('First.'), opened(ONE), written('Second.'))).get(ONE)).toEqual({
    takes: 2,
    written: 'Second.',
  });
});
