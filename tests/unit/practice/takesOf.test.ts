import { expect, it } from 'vitest';
import { takesOf } from '../../../server/features/practice/AttemptDetails.ts';
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

it('takesOf counts each answer to a question, retries included', () => {
  const events = log(
    opened(ONE),
    answered(ONE),
    opened(ONE, 'set-aside'),
    answered(ONE),
    opened(TWO),
    answered(TWO),
  );
  expect(Object.fromEntries(takesOf(events))).toEqual({ one: 2, two: 1 });
});

it('takesOf does not count skipped questions, or those left without a word', () => {
  const events = log(opened(ONE), answered(ONE), skipped(ONE), opened(TWO));
  expect(takesOf(events).get(ONE) ?? 0).toBe(0);
  expect(takesOf(events).get(TWO) ?? 0).toBe(0);
  expect(takesOf(log(opened(ONE), answered(ONE), opened(TWO, 'skipped'))).get(ONE) ?? 0).toBe(0);
});

it('takesOf counts a question once whose skip was undone', () => {
  const events = log(
    opened(ONE),
    answered(ONE),
    skipped(ONE),
    opened(TWO),
    opened(ONE, 'set-aside'),
    answered(ONE),
  );
  expect(takesOf(events).get(ONE)).toBe(1);
});

it('takesOf counts a written answer', () => {
  const written: NewEvent = { kind: 'answer.written', payload: { questionId: ONE, text: 'Yes.' } };
  expect(takesOf(log(opened(ONE), written, opened(ONE), written)).get(ONE)).toBe(2);
});
