import { describe, expect, it } from 'vitest';
import { QuestionId } from '../../../shared/kit/kitIds.ts';
import { unratedKeys } from '../../../shared/rubric/completeness.ts';
import { LATE_NOTE_LEAD_MS, noteMediaTime, timeSpent } from '../../../shared/rubric/mediaTime.ts';
import type { RubricState } from '../../../shared/rubric/rubricState.ts';
import { chosenKit, exampleInterviewKit } from '../../support/exampleKit.ts';
import { InterviewLog } from '../../support/interviewLog.ts';

const FIRST = QuestionId.parse('question-1');
const SECOND = QuestionId.parse('question-2');

function conducted() {
  const log = new InterviewLog().add('kit.chosen', chosenKit());
  log.enter(log.interviewer);
  return log.openAndAdmit();
}

function rubric(log: InterviewLog): RubricState {
  const { rubric: held } = log.state;
  if (!held) throw new Error('The interview has no kit.');
  return held;
}

describe('the questions of a session', () => {
  it('are done when the next one is opened, with their duration', () => {
    const log = conducted().add('question.opened', { questionId: FIRST });
    const openedAt = log.lastAt;
    log.add('answer.started', { questionId: FIRST }).add('question.opened', { questionId: SECOND });
    expect(rubric(log).currentQuestionId).toBe(SECOND);
    expect(rubric(log).questions[FIRST]).toEqual({
      state: 'done',
      openedAt,
      answerStartedAt: openedAt + 1_000,
      closedAt: openedAt + 2_000,
      spentMs: 2_000,
    });
  });

  it('can be skipped, set aside, and reopened; the time accumulates and the answer starts anew', () => {
    const log = conducted()
      .add('question.opened', { questionId: FIRST })
      .add('answer.started', { questionId: FIRST })
      .add('question.opened', { questionId: SECOND, leaving: 'set-aside' })
      .add('question.closed', { questionId: SECOND, outcome: 'skipped' });
    expect(rubric(log).currentQuestionId).toBeUndefined();
    expect(rubric(log).questions[FIRST]?.state).toBe('set-aside');
    expect(rubric(log).questions[SECOND]?.state).toBe('skipped');
    log.add('question.opened', { questionId: FIRST });
    const progress = rubric(log).questions[FIRST];
    expect(progress).toEqual({ state: 'open', openedAt: log.lastAt, spentMs: 2_000 });
    if (progress) expect(timeSpent(progress, log.lastAt + 700)).toBe(2_700);
  });

  it.each(['session.closed', 'session.ended'] as const)('stop at %s', kind => {
    const log = conducted().add('question.opened', { questionId: FIRST }).add(kind, {});
    expect(rubric(log).currentQuestionId).toBeUndefined();
    expect(rubric(log).questions[FIRST]).toMatchObject({ state: 'done', spentMs: 1_000 });
  });

  it('are unrated from when they are done until they have a rating or N', () => {
    const kit = exampleInterviewKit();
    const log = conducted().add('question.opened', { questionId: SECOND });
    expect(unratedKeys(kit, rubric(log).questions, undefined)).toEqual([]);
    log.add('question.closed', { questionId: SECOND, outcome: 'done' });
    const due = unratedKeys(kit, rubric(log).questions, undefined);
    expect(due).toEqual(['question-2/competency-1', 'question-2/competency-2']);
    const [first] = due;
    if (!first) throw new Error('nothing is due');
    const ratings = { [first]: { value: 'N' as const, version: 1, stamp: { mediaTimeMs: 0 } } };
    expect(unratedKeys(kit, rubric(log).questions, { ratings })).toEqual(['question-2/competency-2']);
  });
});

describe('the media time of a note', () => {
  const openedAt = 1_000_000;
  const progress = { openedAt: openedAt + 60_000, answerStartedAt: openedAt + 75_000, spentMs: 0 };

  it('is its start time while its question is open', () => {
    const startedAt = openedAt + 90_123;
    expect(noteMediaTime({ progress: { ...progress, state: 'open' }, startedAt, openedAt })).toBe(90_123);
    expect(noteMediaTime({ progress: undefined, startedAt, openedAt })).toBe(90_123);
  });

  it('is five seconds before the answer when it is written later', () => {
    const startedAt = openedAt + 400_000;
    const late = { ...progress, state: 'done' as const };
    expect(noteMediaTime({ progress: late, startedAt, openedAt })).toBe(75_000 - LATE_NOTE_LEAD_MS);
    const { answerStartedAt: _none, ...unanswered } = late;
    expect(noteMediaTime({ progress: unanswered, startedAt, openedAt })).toBe(60_000 - LATE_NOTE_LEAD_MS);
  });

  it('is never before the opening', () => {
    const early = { state: 'done' as const, openedAt: openedAt + 1_000, spentMs: 0 };
    expect(noteMediaTime({ progress: early, startedAt: openedAt + 9_000, openedAt })).toBe(0);
  });
});
