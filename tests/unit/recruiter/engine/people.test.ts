import { describe, expect, it } from 'vitest';
import { QuestionId } from '../../../../shared/kit/kitIds.ts';
import { lineKeys } from '../../../../shared/recruiter/lines.ts';
import { demandOf } from '../../../../shared/recruiter/playback.ts';
import { RecruiterPlay } from '../../../support/recruiterPlay.ts';

const LONG = 40_000;
const FIRST = QuestionId.parse('question-1');
const SECOND = QuestionId.parse('question-2');

function withLead(): RecruiterPlay {
  return new RecruiterPlay().leadEnters().begin();
}

describe('the lead', () => {
  it('pauses a line in mid-sentence and resumes it from its phrase', () => {
    const play = new RecruiterPlay().leadEnters().enter();
    play
      .until(() => play.lines.length === 1)
      .advance(1_400)
      .order('pause');
    expect(play.view.turn).toBe('paused');
    expect(demandOf(play.recruiter).play).toBeUndefined();
    play.advance(300_000).order('resume');
    expect(demandOf(play.recruiter).play).toMatchObject({ line: 'greeting', fromMs: 1_000 });
    play.until(() => play.lines.length === 2);
    expect(play.lines).toEqual(['greeting', 'consent']);
  });

  it('pauses thinking and answering without reducing the time for either', () => {
    const play = withLead().advance(5_000).order('pause').advance(60_000).order('resume');
    expect(play.view.thinksUntil).toBe(play.now + 10_000);
    play.untilListening().sound('speaking').advance(10_000).order('pause');
    const left = (play.recruiter.topic?.answer?.clockFrom ?? 0) + 120_000 - play.now;
    play.sound('silent').advance(60_000).order('resume');
    expect(play.lines.at(-1)).toBe('standard.resumed');
    play.untilListening();
    expect((play.view.answer?.limitAt ?? 0) - play.now).toBe(left);
  });

  it('skips and repeats', () => {
    const play = withLead().order('repeat');
    expect(play.lines.at(-1)).toBe('question.question-1');
    play.order('skip');
    expect(play.state.rubric?.questions[FIRST]?.state).toBe('skipped');
  });

  it('takes over with an announcement, conducts, and returns control at the next question that was not asked', () => {
    const play = withLead().untilListening().speak(20_000).advance(800).order('takeOver');
    expect(play.lines.at(-1)).toBe('toPerson.0');
    play.until(() => play.view.turn === 'person');
    expect(play.view.personSeatId).toBe(play.lead.seatId);
    expect(play.view.buttons).toEqual([]);
    play.advance(30_000);
    play.add('question.opened', { questionId: SECOND, leaving: 'done' }).advance(90_000);
    expect(play.view.turn).toBe('person');
    play.order('handBack');
    expect(play.lines.at(-1)).toBe('toRecruiter.0');
    play.until(() => play.lines.at(-1) === lineKeys.question(QuestionId.parse('question-3')));
    expect(play.state.rubric?.questions[SECOND]?.state).toBe('done');
  });

  it('takes over immediately while the candidate is speaking', () => {
    const play = withLead().untilListening().sound('speaking').advance(5_000).order('takeOver');
    expect(play.view.turn).toBe('person');
    expect(play.lines.at(-1)).toBe('question.question-1');
  });

  it('returns an open question without an answer, and it is asked again', () => {
    const play = withLead()
      .order('takeOver')
      .until(one => one.view.turn === 'person');
    play.advance(5_000).order('handBack').untilListening();
    expect(play.lines.slice(-2)).toEqual(['toRecruiter.0', 'question.question-1']);
    expect(play.view.question?.questionId).toBe(FIRST);
  });

  it('leaves the question readable for the candidate, and shows those that a person opens', () => {
    const play = withLead()
      .order('takeOver')
      .until(one => one.view.turn === 'person');
    expect(play.view.question).toMatchObject({ number: 1 });
    play.add('question.opened', { questionId: SECOND, leaving: 'done' });
    expect(play.view.question).toMatchObject({ number: 2, text: expect.stringContaining('QUESTIONMARK 2') });
  });

  it.each([
    ['same', FIRST],
    ['following', SECOND],
  ] as const)('returns an unanswered question with the choice: %s', (next, asked) => {
    const play = withLead()
      .order('takeOver')
      .until(one => one.view.turn === 'person');
    expect(play.viewOf(play.lead).choosesNext).toBe(true);
    expect(play.view.choosesNext).toBeUndefined();
    play.advance(next === 'same' ? 90_000 : 5_000);
    play.input({ type: 'ordered', order: 'handBack', seatId: play.lead.seatId, next });
    play.until(() => play.lines.at(-1) === lineKeys.question(asked)).untilListening();
    expect(play.view.question?.questionId).toBe(asked);
  });

  it('has a question asked again that a person opened and that was not answered', () => {
    const play = withLead()
      .order('takeOver')
      .until(one => one.view.turn === 'person');
    play.add('question.opened', { questionId: SECOND, leaving: 'done' }).advance(30_000);
    expect(play.viewOf(play.lead).choosesNext).toBe(true);
    play.input({ type: 'ordered', order: 'handBack', seatId: play.lead.seatId, next: 'same' });
    play.until(() => play.lines.at(-1) === lineKeys.question(SECOND));
    expect(play.view.question).toMatchObject({ number: 2 });
  });

  it('is not asked which question is next once the open one was answered', () => {
    const play = withLead()
      .order('takeOver')
      .until(one => one.view.turn === 'person');
    play.add('answer.started', { questionId: FIRST });
    expect(play.viewOf(play.lead).choosesNext).toBeUndefined();
  });

  it('returns control by leaving after a takeover', () => {
    const play = withLead()
      .order('takeOver')
      .until(one => one.view.turn === 'person');
    play.advance(60_000).leadLeaves().advance(9_000);
    expect(play.view.turn).toBe('person');
    play.advance(2_000);
    expect(play.lines.at(-1)).toBe('toRecruiter.0');
  });

  it('gives orders that the view lists, and no others have an effect', () => {
    const play = withLead();
    expect(play.viewOf(play.lead).orders).toEqual(['pause', 'repeat', 'skip', 'takeOver']);
    expect(play.view.orders).toEqual([]);
    const before = play.recruiter;
    play.order('handBack').order('resume');
    expect(play.recruiter).toBe(before);
  });
});

describe('a candidate with a dropped connection', () => {
  it('is not missed when it is brief', () => {
    const play = new RecruiterPlay().begin().untilListening().disconnect().advance(2_500);
    expect(play.view.turn).toBe('yours');
    play.comeBack().advance(5_000);
    expect(play.view.turn).toBe('yours');
    expect(play.lines).not.toContain('standard.welcomeBack');
  });

  it('is awaited, welcomed back, and asked the question again with the answer’s time kept when it is longer', () => {
    const play = new RecruiterPlay().begin().untilListening().sound('speaking').advance(20_000);
    play.sound('absent').disconnect().advance(3_100);
    expect(play.view.turn).toBe('away');
    const heard = play.lines.length;
    play.advance(60_000);
    expect(play.lines).toHaveLength(heard);
    play.comeBack().untilListening();
    expect(play.lines.slice(-2)).toEqual(['standard.welcomeBack', 'question.question-1']);
    expect(play.now - (play.view.answer?.startedAt ?? 0)).toBeLessThan(25_000);
    play.answer(20_000);
    expect(play.lines.at(-1)).toBe('acknowledgement.0');
  });

  it('who left reads where the interview continues, but not the question', () => {
    const play = new RecruiterPlay().begin().untilListening();
    expect(play.view.reached).toBeUndefined();
    const { number, of } = play.view.question ?? {};
    play.leave();
    expect(play.view.reached).toEqual({ number, of });
    expect(play.view.question).toBeUndefined();
    expect(play.viewOf(play.evaluator).reached).toBeUndefined();
  });

  it('hears the greeting from where it stopped', () => {
    const play = new RecruiterPlay().enter();
    play
      .until(() => play.lines.length === 2)
      .advance(500)
      .leave();
    play.advance(10_000).comeBack().untilListening();
    expect(play.lines).toEqual([
      'greeting',
      'consent',
      'standard.welcomeBackHere',
      'consent',
      'instructions',
      'question.question-1',
    ]);
  });

  it('does not hear an acknowledgment a second time', () => {
    const play = new RecruiterPlay().begin().untilListening().answer(LONG).advance(200).leave();
    play
      .advance(5_000)
      .comeBack()
      .until(() => play.lines.at(-1) === lineKeys.question(SECOND));
    expect(play.lines.slice(-3)).toEqual([
      'acknowledgement.0',
      'standard.welcomeBackHere',
      'question.question-2',
    ]);
  });

  it('finds the interview paused when it was paused', () => {
    const play = withLead().order('pause').leave();
    play.advance(5_000).comeBack();
    expect(play.view.turn).toBe('paused');
  });
});

describe('the end of the session by a person', () => {
  it('silences the virtual recruiter', () => {
    const play = withLead().untilListening();
    play.add('session.ended', {});
    expect(play.view.turn).toBe('over');
    expect(play.willGoOn).toBe(false);
  });
});
