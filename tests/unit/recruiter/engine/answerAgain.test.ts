import { describe, expect, it } from 'vitest';
import { viewOf } from '../../../../shared/interview/viewOf.ts';
import type { Question } from '../../../../shared/kit/kit.ts';
import { QuestionId } from '../../../../shared/kit/kitIds.ts';
import { lineKeys } from '../../../../shared/recruiter/lines.ts';
import { exampleInterviewKit } from '../../../support/exampleKit.ts';
import { RecruiterPlay } from '../../../support/recruiterPlay.ts';

const LONG = 40_000;
const SHORT = 8_000;
const FIRST = QuestionId.parse('question-1');
const SECOND = QuestionId.parse('question-2');
const attempt = { length: 'full', purpose: 'self' } as const;

function practising(change: Partial<Question> = {}, count = 2): RecruiterPlay {
  const questions = exampleInterviewKit()
    .questions.slice(0, count)
    .map(question => ({ ...question, ...change }));
  return new RecruiterPlay({ attempt, kit: { questions } }).begin();
}

const offered = (play: RecruiterPlay) => play.view.buttons.includes('retry');
const lastLine = (play: RecruiterPlay) => play.lines.at(-1);

describe('a question in a practice interview', () => {
  it('is asked again from the start, with its full time, and logs a second opening', () => {
    const play = practising().untilListening().speak(20_000).advance(500).press('retry');
    expect(lastLine(play)).toBe('standard.answerAgain');
    play.until(() => lastLine(play) === lineKeys.question(FIRST)).until(() => play.stage.name === 'thinking');
    expect(play.view.thinksUntil).toBe(play.now + 15_000);
    expect(play.view.question).toMatchObject({ number: 1 });
    play.untilListening().sound('speaking').advance(1_000);
    expect(play.view.answer?.limitAt).toBe((play.view.answer?.startedAt ?? 0) + 120_000);
    const openings = play.log.filter(event => event.kind === 'question.opened').map(({ payload }) => payload);
    expect(openings).toEqual([{ questionId: FIRST }, { questionId: FIRST, leaving: 'set-aside' }]);
    expect(play.countOf('answer.started')).toBe(2);
    play
      .sound('silent')
      .advance(10)
      .answer(LONG)
      .until(() => lastLine(play) === lineKeys.question(SECOND));
    expect(play.state.rubric?.questions[FIRST]?.state).toBe('done');
  });

  it('can be answered again once its answer has started, until the next question has been asked', () => {
    const play = practising();
    expect(offered(play)).toBe(false);
    play.untilListening();
    expect(offered(play)).toBe(false);
    play.speak(LONG);
    expect(offered(play)).toBe(true);
    play.until(() => play.stage.name === 'speaking');
    expect([lastLine(play), offered(play)]).toEqual(['acknowledgement.0', true]);
    play.until(() => lastLine(play) === lineKeys.question(SECOND));
    expect(offered(play)).toBe(true);
    play.until(() => play.stage.name === 'thinking');
    expect(offered(play)).toBe(false);
    // Repeating the next question does not offer the retry again.
    expect(offered(play.press('repeat'))).toBe(false);
  });

  it('can no longer be answered again once the candidate answers the next one early', () => {
    const play = practising({ thinkSeconds: 0 }).untilListening().answer(LONG);
    play.until(() => lastLine(play) === lineKeys.question(SECOND)).advance(500);
    play.sound('speaking').advance(2_500);
    expect(play.stage.name).toBe('listening');
    expect(play.view.question).toMatchObject({ number: 2 });
    expect(play.view.retriesLeft).toBe(2);
    play.press('retry');
    expect(play.view.question).toMatchObject({ number: 2 });
  });

  it('can be answered again during the first words of the next one, which is then asked anew', () => {
    const play = practising().untilListening().answer(LONG);
    play
      .until(() => lastLine(play) === lineKeys.question(SECOND))
      .advance(300)
      .press('retry');
    expect(play.view.question).toMatchObject({ number: 1 });
    expect(play.state.rubric?.questions[SECOND]?.state).toBe('set-aside');
    play.untilListening().answer(LONG);
    play.until(() => lastLine(play) === lineKeys.question(SECOND) && play.stage.name === 'thinking');
    expect(play.view.thinksUntil).toBe(play.now + 15_000);
    play
      .untilListening()
      .answer(LONG)
      .until(() => play.state.phase === 'ended');
    expect(Object.values(play.state.rubric?.questions ?? {}).map(({ state }) => state)).toEqual([
      'done',
      'done',
    ]);
  });

  it('can be answered again in the closing when it was the last one', () => {
    const play = practising({}, 1).untilListening().answer(LONG);
    play.until(() => lastLine(play) === 'closing');
    play
      .press('retry')
      .untilListening()
      .answer(LONG)
      .until(() => play.view.turn === 'over');
    expect(offered(play)).toBe(true);
    play.advance(1_000).press('retry');
    expect(play.view.turn).toBe('speaking');
    play
      .untilListening()
      .answer(LONG)
      .until(() => play.state.phase === 'ended');
    expect(play.countOf('question.opened')).toBe(3);
    expect(play.state.rubric?.questions[FIRST]?.state).toBe('done');
  });

  it('can be answered again when it is the last one, and the candidate may end the closing early', () => {
    const play = practising({}, 1).untilListening().answer(LONG);
    play.until(() => lastLine(play) === 'closing');
    expect(play.view.buttons).toEqual(['finish', 'retry']);
    play.press('finish');
    expect(play.state.phase).toBe('ended');
    expect(play.state.rubric?.questions[FIRST]?.state).toBe('done');
  });

  it('can be answered again from its follow-up, which is then asked anew', () => {
    const play = practising().untilListening().answer(SHORT);
    expect(lastLine(play)).toBe('probe.question-1.probe-1-1');
    expect(offered(play)).toBe(true);
    play.press('retry');
    expect(play.view.question?.probe).toBeUndefined();
    play.untilListening().answer(SHORT);
    expect(lastLine(play)).toBe('probe.question-1.probe-1-1');
  });

  it('can be answered again after its time is up', () => {
    const play = practising().untilListening();
    play.sound('speaking').advance(150_000).sound('silent');
    play.until(() => lastLine(play) === 'standard.timeUp').press('retry');
    play.untilListening().sound('speaking').advance(1_000);
    expect(play.view.question).toMatchObject({ number: 1 });
    expect(play.view.answer?.startedAt).toBeGreaterThan(play.now - 2_000);
  });

  it('has as many retries as its kit allows, and two by default', () => {
    const play = practising().untilListening();
    for (const left of [2, 1]) {
      play.speak(5_000).advance(300);
      expect(play.view.retriesLeft).toBe(left);
      play.press('retry').untilListening();
    }
    play.speak(5_000).advance(300);
    expect(play.view).toMatchObject({ retriesLeft: 0 });
    expect(offered(play)).toBe(false);
    const before = play.recruiter;
    expect(play.input({ type: 'pressed', button: 'retry' }).recruiter).toBe(before);

    const never = practising({ retries: 0 }).untilListening().speak(5_000).advance(300);
    expect(offered(never)).toBe(false);
    const once = practising({ retries: 1 }).untilListening().speak(5_000).advance(300).press('retry');
    expect(offered(once.untilListening().speak(5_000).advance(300))).toBe(false);
  });

  it('counts retries for each question', () => {
    const play = practising({ retries: 1 }).untilListening().speak(5_000).advance(300).press('retry');
    play
      .untilListening()
      .answer(LONG)
      .until(() => lastLine(play) === lineKeys.question(SECOND));
    expect(offered(play)).toBe(false);
    play.untilListening().speak(5_000).advance(300);
    expect(play.view.retriesLeft).toBe(1);
  });

  it("can't be answered again after a skip, nor after a later skip", () => {
    const play = practising({}, 3).untilListening().answer(LONG);
    play.until(() => lastLine(play) === lineKeys.question(SECOND)).press('skip');
    expect(offered(play)).toBe(false);
    play.until(() => play.view.question?.number === 3);
    expect(offered(play)).toBe(false);
  });

  it('keeps a written answer in the log and starts with an empty one', () => {
    const play = practising().untilListening();
    const write = (text: string) =>
      play.add('answer.written', { questionId: FIRST, text }).input({ type: 'written', words: 120 });
    write('A first attempt.').press('retry');
    expect(play.view.written).toEqual({});
    play.untilListening();
    write('A second attempt.');
    expect(play.view.written[FIRST]?.text).toBe('A second attempt.');
    expect(play.countOf('answer.written')).toBe(2);
  });

  it('resumes at the retried question after a dropped connection', () => {
    const play = practising().untilListening().speak(5_000).advance(300).press('retry').leave();
    play.advance(60_000).comeBack().untilListening();
    expect(play.view.question).toMatchObject({ number: 1 });
    expect(play.recruiter.retaken).toEqual({ [FIRST]: 1 });
  });
});

describe('only a candidate in practice', () => {
  it('is offered a retry, or told how many are left', () => {
    const invited = new RecruiterPlay().begin().untilListening().speak(LONG);
    expect(offered(invited)).toBe(false);
    expect(invited.view.retriesLeft).toBeUndefined();
    const before = invited.recruiter;
    expect(invited.input({ type: 'pressed', button: 'retry' }).recruiter).toBe(before);

    const play = new RecruiterPlay({ attempt: { length: 'full', purpose: 'evaluation' } });
    play.evaluatorEnters().begin().untilListening().speak(LONG);
    expect(offered(play)).toBe(true);
    expect(JSON.stringify(viewOf(play.state, { kind: 'seat', seatId: play.evaluator.seatId }))).not.toMatch(
      /retr/,
    );
  });
});
