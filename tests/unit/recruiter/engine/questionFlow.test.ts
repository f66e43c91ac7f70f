import { describe, expect, it } from 'vitest';
import { recruiter as texts } from '../../../../client/texts/recruiter.ts';
import { takesOf } from '../../../../server/features/practice/AttemptDetails.ts';
import { viewOf } from '../../../../shared/interview/viewOf.ts';
import { QuestionId } from '../../../../shared/kit/kitIds.ts';
import { lineKeys } from '../../../../shared/recruiter/lines.ts';
import { demandOf } from '../../../../shared/recruiter/playback.ts';
import { exampleInterviewKit } from '../../../support/exampleKit.ts';
import { RecruiterPlay } from '../../../support/recruiterPlay.ts';

const LONG = 40_000;
const FIRST = QuestionId.parse('question-1');
const SECOND = QuestionId.parse('question-2');

/** Returns a kit with this many questions, changed as the test needs it. */
function questions(count: number, change: object = {}) {
  return {
    questions: exampleInterviewKit()
      .questions.slice(0, count)
      .map(question => ({ ...question, ...change })),
  };
}

describe('an interview by the virtual recruiter', () => {
  it('greets, asks every question once and in order, acknowledges, closes, and ends the session', () => {
    const play = new RecruiterPlay().begin();
    for (let question = 1; question <= 7; question += 1) play.untilListening().answer(LONG);
    play.until(() => play.state.phase === 'ended');
    expect(play.lines).toEqual([
      'greeting',
      'consent',
      'instructions',
      'question.question-1',
      ...[2, 3, 4, 5, 6, 7].flatMap(number => [
        `acknowledgement.${number - 2}`,
        `question.question-${number}`,
      ]),
      'acknowledgement.6',
      'closing',
    ]);
    expect(play.countOf('question.opened')).toBe(7);
    expect(play.countOf('answer.started')).toBe(7);
    expect(play.countOf('session.ended')).toBe(1);
    const progress = Object.values(play.state.rubric?.questions ?? {});
    expect(progress.map(({ state }) => state)).toEqual(Array(7).fill('done'));
    expect(play.view.turn).toBe('over');
  });

  it('waits until the candidate is ready, without a limit, even when no audio arrives', () => {
    const play = new RecruiterPlay().comeIn().advance(3_600_000);
    expect(play.view).toMatchObject({ turn: 'before', buttons: ['ready'] });
    expect(play.lines).toEqual([]);
    expect(play.press('ready').lines).toEqual(['greeting']);
    const mute = new RecruiterPlay().comeIn().microphone('off').advance(60_000);
    expect(mute.press('ready').lines).toEqual(['greeting']);
  });

  it('accepts words as "I’m ready" once they are over, but neither a cough nor endless talk', () => {
    const play = new RecruiterPlay().comeIn().advance(5_000).speak(700).advance(600);
    expect(play.view.turn).toBe('before');
    expect(play.advance(200).lines).toEqual(['greeting']);
    expect(new RecruiterPlay().comeIn().advance(5_000).speak(400).advance(60_000).lines).toEqual([]);
    expect(new RecruiterPlay().comeIn().sound('speaking').advance(60_000).lines).toEqual([]);
  });

  it('waits again for a candidate who spoke and left', () => {
    const play = new RecruiterPlay().comeIn().advance(5_000).speak(700).advance(200).leave().advance(60_000);
    play.comeBack().advance(60_000);
    expect(play.view).toMatchObject({ turn: 'before', buttons: ['ready'] });
  });

  it('has an introduction that can be read, and skipped at any line', () => {
    const play = new RecruiterPlay().comeIn();
    expect(play.view.briefing).toContain('people evaluate');
    expect(play.viewOf(play.evaluator).briefing).toBeUndefined();
    play.press('ready').until(() => play.lines.at(-1) === 'consent');
    expect(play.view.buttons).toEqual(['skipIntroduction']);
    expect(play.press('skipIntroduction').lines).toEqual(['greeting', 'consent', 'question.question-1']);
    const practising = new RecruiterPlay({ settings: { practice: true } }).enter().press('skipIntroduction');
    expect(practising.lines).toEqual(['greeting', 'standard.practiceIntroduction']);
  });

  it('offers no button to skip an introduction of one line', () => {
    const { script } = exampleInterviewKit();
    const kit = { script: { ...script, consent: '', instructions: '' } };
    const play = new RecruiterPlay({ kit }).comeIn().press('ready');
    expect(play.lines).toEqual(['greeting']);
    expect(play.view.turn).toBe('speaking');
    expect(play.view.buttons).toEqual([]);
  });

  it('starts with a practice question that opens nothing in the rubric', () => {
    const play = new RecruiterPlay({ settings: { practice: true } }).begin();
    expect(play.view.question).toMatchObject({ practice: true, of: 7 });
    expect(play.view.question?.questionId).toBeUndefined();
    play.untilListening().answer(5_000);
    expect(play.countOf('question.opened')).toBe(0);
    play.until(() => play.countOf('question.opened') === 1);
    expect(play.lines.slice(3)).toEqual([
      'standard.practiceIntroduction',
      'standard.practiceQuestion',
      'standard.practiceDone',
      'question.question-1',
    ]);
    expect(play.view.question).toMatchObject({ practice: false, number: 1, of: 7, questionId: FIRST });
  });

  it('gives thinking time that ends automatically, by a button, or when the candidate starts to speak', () => {
    const play = new RecruiterPlay().begin();
    expect(play.view.turn).toBe('thinking');
    expect(play.view.thinksUntil).toBe(play.now + 15_000);
    play.advance(14_000);
    expect(play.view.turn).toBe('thinking');
    play.advance(1_100);
    expect(play.view.turn).toBe('yours');

    const pressed = new RecruiterPlay().begin().press('begin');
    expect(pressed.view.turn).toBe('yours');

    const spoken = new RecruiterPlay().begin().advance(2_000);
    const startedAt = spoken.now;
    spoken.sound('speaking').advance(700);
    expect(spoken.view.turn).toBe('yours');
    expect(spoken.view.answer?.startedAt).toBe(startedAt);
  });

  it('omits lines that the script leaves empty', () => {
    const { script } = exampleInterviewKit();
    const kit = { script: { ...script, greeting: '', instructions: ' ', closing: '' }, ...questions(1) };
    const play = new RecruiterPlay({ kit }).begin();
    play.untilListening().answer(LONG);
    play.until(() => play.state.phase === 'ended');
    expect(play.lines).toEqual(['consent', 'question.question-1', 'acknowledgement.0']);
  });

  it('closes immediately when the kit has no questions', () => {
    const play = new RecruiterPlay({ kit: { questions: [] } }).enter();
    play.until(() => play.state.phase === 'ended');
    expect(play.lines.at(-1)).toBe('closing');
  });

  it('shows a line without a clip for its reading time, and continues', () => {
    const play = new RecruiterPlay({ unplayable: line => line === lineKeys.question(FIRST) }).enter();
    play.until(() => play.view.caption?.text.includes('QUESTIONMARK 1') === true);
    expect(play.view.turn).toBe('speaking');
    expect(play.view.caption?.spoken).toBeUndefined();
    play.until(() => play.view.turn === 'thinking');
    expect(play.now - (play.heard.at(-1)?.at ?? 0)).toBeGreaterThanOrEqual(2_500);
  });

  it.each(['play.started', 'play.ended'] as const)(
    'continues when no event reports that a clip has %s',
    untold => {
      const play = new RecruiterPlay({ kit: questions(1), untold }).begin();
      expect(play.lines.at(-1)).toBe('question.question-1');
      if (untold === 'play.started') expect(play.view.caption?.spoken).toBeUndefined();
    },
  );

  it('ends automatically soon after the closing, and leaves people in the room time for a last word', () => {
    const alone = new RecruiterPlay({ kit: questions(1) }).begin();
    alone.untilListening().answer(LONG);
    alone.until(() => alone.view.turn === 'over');
    alone.advance(4_000);
    expect(alone.state.phase).toBe('ended');

    const watched = new RecruiterPlay({ kit: questions(1) }).leadEnters().begin();
    watched.untilListening().answer(LONG);
    watched.until(() => watched.view.turn === 'over');
    watched.advance(60_000);
    expect(watched.state.phase).toBe('open');
    watched.leave().advance(10);
    expect(watched.state.phase).toBe('ended');
  });

  it('states from the closing on, and not before, that no question follows', () => {
    const play = new RecruiterPlay({ kit: questions(1) }).begin().untilListening();
    expect(play.view.closing).toBeUndefined();
    play.press('finished').until(() => play.lines.at(-1) === 'closing');
    expect(play.view).toMatchObject({ turn: 'speaking', closing: true });
    expect(texts.turn('speaking', { closing: play.view.closing }).detail).not.toMatch(/your turn/i);
  });

  it('can be finished by the candidate from the closing on, when people are in the room', () => {
    const closing = (play: RecruiterPlay) =>
      play
        .begin()
        .untilListening()
        .answer(LONG)
        .until(() => play.lines.at(-1) === 'closing');
    const alone = closing(new RecruiterPlay({ kit: questions(1) }));
    expect(alone.view.buttons).toEqual([]);
    const watched = closing(new RecruiterPlay({ kit: questions(1) }).leadEnters());
    expect(watched.view.buttons).toEqual(['finish']);
    watched.until(() => watched.view.turn === 'over');
    expect(watched.view.buttons).toEqual(['finish']);
    watched.press('finish');
    expect(watched.state.phase).toBe('ended');
    const atOnce = closing(new RecruiterPlay({ kit: questions(1) }).leadEnters()).press('finish');
    expect(atOnce.state.phase).toBe('ended');
    expect(atOnce.heard.at(-1)?.end).toBe('held');
  });
});

describe('follow-ups', () => {
  it('ask for more, once, when an answer is shorter than the kit expects', () => {
    const play = new RecruiterPlay().begin().untilListening().answer(20_000);
    play.untilListening();
    expect(play.lines.at(-1)).toBe('probe.question-1.probe-1-1');
    expect(play.view.question?.probe).toContain('PROBEMARK 1');
    play.answer(2_500 + 1_000);
    play.until(() => play.lines.at(-1) === lineKeys.question(SECOND));
    expect(play.lines.filter(line => line.startsWith('probe.'))).toHaveLength(1);
  });

  it('ask for an example when the kit maps nothing and the answer is shorter than fifteen seconds', () => {
    const kit = questions(2, { probes: [] });
    const short = new RecruiterPlay({ kit }).begin().untilListening().answer(9_000);
    expect(short.lines.at(-1)).toBe('standard.concreteExample');
    const longer = new RecruiterPlay({ kit }).begin().untilListening().answer(16_000);
    expect(longer.lines.at(-1)).toBe('acknowledgement.0');
  });

  it('are not asked when the candidate finishes without speaking', () => {
    const play = new RecruiterPlay().begin().untilListening().press('finished');
    expect(play.lines.at(-1)).toBe('acknowledgement.0');
  });

  it('that people request come first, in their order, and are resolved as asked', () => {
    const play = new RecruiterPlay().begin().untilListening();
    const first = play.queueProbe(FIRST, 1);
    const second = play.queueProbe(FIRST, 0);
    play.answer(LONG);
    expect(play.lines.at(-1)).toBe('probe.question-1.probe-1-2');
    expect(play.state.rubric?.probes[first]?.outcome).toBe('asked');
    expect(play.state.rubric?.probes[second]?.outcome).toBeUndefined();
    play.untilListening().answer(LONG);
    expect(play.lines.at(-1)).toBe('probe.question-1.probe-1-1');
    play.untilListening().answer(LONG);
    play.until(() => play.lines.at(-1) === lineKeys.question(SECOND));
    expect(play.state.rubric?.probes[second]?.outcome).toBe('asked');
  });

  it('that arrive too late for their question are dismissed, and those for a later one wait', () => {
    const play = new RecruiterPlay().begin().untilListening();
    const later = play.queueProbe(SECOND, 1);
    play.answer(LONG);
    const late = play.queueProbe(FIRST, 1);
    play.until(() => play.lines.at(-1) === lineKeys.question(SECOND));
    expect(play.state.rubric?.probes[late]?.outcome).toBe('dismissed');
    play.untilListening().answer(LONG);
    expect(play.state.rubric?.probes[later]?.outcome).toBe('asked');
  });
});

describe('the candidate’s buttons', () => {
  it('"I’m finished" ends the answer immediately', () => {
    const play = new RecruiterPlay().begin().untilListening().sound('speaking').advance(LONG);
    play.press('finished');
    expect(play.lines.at(-1)).toBe('acknowledgement.0');
  });

  it('"Repeat" says the question or the open follow-up again, and keeps the answer’s time', () => {
    const play = new RecruiterPlay().begin().untilListening().speak(5_000).advance(500);
    const before = play.view.answer?.startedAt ?? 0;
    play.press('repeat');
    const pausedAt = play.now;
    expect(play.lines.at(-1)).toBe('question.question-1');
    play.untilListening();
    expect(play.view.answer?.startedAt).toBe(before + (play.now - pausedAt));
    play.answer(8_000).untilListening().press('repeat');
    expect(play.lines.at(-1)).toBe('probe.question-1.probe-1-1');
  });

  it('"I need a moment" stops the clock until the button or a voice ends it', () => {
    const play = new RecruiterPlay().begin().untilListening().press('moment');
    play.until(() => play.view.turn === 'moment').advance(600_000);
    expect(play.view.turn).toBe('moment');
    expect(play.view.buttons).toContain('moment');
    play.press('moment');
    expect(play.view.turn).toBe('yours');
    play.press('moment').until(() => play.view.turn === 'moment');
    play.sound('speaking').advance(2_000);
    expect(play.view.turn).toBe('yours');
  });

  it('"Skip" closes the question as skipped and continues without an acknowledgment', () => {
    const play = new RecruiterPlay().begin().press('skip');
    expect(play.state.rubric?.questions[FIRST]?.state).toBe('skipped');
    play.until(() => play.lines.at(-1) === lineKeys.question(SECOND));
    expect(play.lines.slice(-2)).toEqual(['standard.skipped', 'question.question-2']);
    expect(play.state.rubric?.questions[FIRST]?.state).toBe('skipped');
  });

  it('"Skip" at a follow-up keeps the question answered', () => {
    const play = new RecruiterPlay().begin().untilListening().answer(5_000);
    play.until(() => play.lines.at(-1) === 'probe.question-1.probe-1-1').press('skip');
    expect(play.state.rubric?.questions[FIRST]?.state).toBe('done');
    play.until(() => play.lines.at(-1) === lineKeys.question(SECOND)).press('undoSkip');
    expect(play.lines.at(-1)).toBe('probe.question-1.probe-1-1');
    expect(play.state.rubric?.questions[FIRST]?.state).toBe('open');
    play.untilListening().speak(2_000).press('skip').advance(500).press('undoSkip').untilListening();
    play.press('skip');
    expect(play.state.rubric?.questions[FIRST]?.state).toBe('done');
    expect(takesOf(play.log)).toEqual(new Map([[FIRST, 1]]));
  });

  it('"Undo skip" returns to the question until the next one is being answered', () => {
    const play = new RecruiterPlay().begin().press('skip');
    expect(play.view.buttons).toEqual(['undoSkip']);
    play.until(() => play.lines.at(-1) === lineKeys.question(SECOND)).untilListening();
    expect(play.view.buttons).toContain('undoSkip');
    play.press('undoSkip');
    expect(play.lines.at(-1)).toBe('question.question-1');
    expect(play.view.question).toMatchObject({ number: 1 });
    expect(play.state.rubric?.questions[FIRST]?.state).toBe('open');
    expect(play.state.rubric?.questions[SECOND]?.state).toBe('set-aside');
    expect(play.view.buttons).not.toContain('undoSkip');
    play
      .untilListening()
      .answer(LONG)
      .until(() => play.lines.at(-1) === lineKeys.question(SECOND));
    expect(play.state.rubric?.questions[FIRST]?.state).toBe('done');
    play.untilListening().sound('speaking').advance(2_000);
    expect(play.view.buttons).not.toContain('undoSkip');
  });

  it('"Undo skip" restores a started answer, with its time', () => {
    const play = new RecruiterPlay().begin().untilListening().speak(20_000).advance(500);
    const spent = play.now - (play.view.answer?.startedAt ?? 0);
    play.press('skip').advance(30_000).press('undoSkip').untilListening();
    expect(play.now - (play.view.answer?.startedAt ?? 0)).toBe(spent);
    expect(play.state.rubric?.questions[FIRST]?.answerStartedAt).toBeDefined();
  });

  it('"Undo skip" works for the last question, in the closing, and for the practice question', () => {
    const last = new RecruiterPlay({ kit: questions(1) }).begin().press('skip');
    last
      .until(() => last.lines.at(-1) === 'closing')
      .press('undoSkip')
      .untilListening()
      .answer(LONG);
    last.until(() => last.state.phase === 'ended');
    expect(last.state.rubric?.questions[FIRST]?.state).toBe('done');
    const practice = new RecruiterPlay({ settings: { practice: true } }).begin().press('skip');
    practice.until(() => practice.lines.at(-1) === lineKeys.question(FIRST)).press('undoSkip');
    expect(practice.view.question).toMatchObject({ practice: true });
    practice
      .untilListening()
      .answer(5_000)
      .until(() => practice.lines.at(-1) === lineKeys.question(FIRST));
    expect(practice.view.question).toMatchObject({ number: 1 });
  });

  it('"Skip" is missing when the kit does not allow it', () => {
    const play = new RecruiterPlay({ kit: questions(2, { mayBeSkipped: false }) }).begin();
    expect(play.view.buttons).not.toContain('skip');
    const before = play.recruiter;
    play.input({ type: 'pressed', button: 'skip' });
    expect(play.recruiter).toBe(before);
  });

  it('are available to the candidate only', () => {
    const play = new RecruiterPlay().leadEnters().evaluatorEnters().begin();
    expect(play.view.buttons).not.toEqual([]);
    expect(play.viewOf(play.lead).buttons).toEqual([]);
    expect(play.viewOf(play.evaluator).buttons).toEqual([]);
  });
});

describe('accommodations', () => {
  it('extra time multiplies thinking and answering time', () => {
    const play = new RecruiterPlay({ accommodations: { extraTime: 1.5 } }).begin();
    expect(play.view.thinksUntil).toBe(play.now + 22_500);
    play.untilListening().sound('speaking').advance(1_000);
    const { startedAt = 0, limitAt } = play.view.answer ?? {};
    expect(limitAt).toBe(startedAt + 180_000);
    expect(play.view.limitMs).toBe(180_000);
    expect(play.viewOf(play.evaluator).limitMs).toBeUndefined();
  });

  it('no time limit removes the limit and the button for more time', () => {
    const play = new RecruiterPlay({ accommodations: { noTimeLimit: true } }).begin().untilListening();
    play.sound('speaking').advance(1_000);
    expect(play.view.answer?.limitAt).toBeUndefined();
    expect(play.view.timerOff).toBe(true);
    expect(play.view.buttons).not.toContain('timer');
    play.advance(1_200_000).sound('silent').advance(2_000);
    expect(play.lines).not.toContain('standard.timeUp');
  });

  it('a pace for the candidate replaces the interview’s', () => {
    const play = new RecruiterPlay({ accommodations: { pace: 'slower' } }).begin().untilListening();
    play.speak(LONG).advance(3_400);
    expect(play.stage.name).toBe('listening');
    play.advance(300);
    expect(play.stage.name).toBe('speaking');
  });

  it('reading questions in advance is for the candidate alone', () => {
    const play = new RecruiterPlay({ accommodations: { questionsInAdvance: true } }).leadEnters();
    expect(play.view.advance).toHaveLength(7);
    expect(play.viewOf(play.lead).advance).toBeUndefined();
    expect(play.viewOf(play.lead).accommodations).toBeUndefined();
    expect(play.viewOf(play.evaluator).accommodations).toBeUndefined();
    expect(play.view.accommodations?.questionsInAdvance).toBe(true);
  });

  it('are not revealed by any time that evaluators see', () => {
    const usual = new RecruiterPlay({ accommodations: {} }).leadEnters().evaluatorEnters();
    const set = { extraTime: 2, pace: 'slower', noTimeLimit: true, textAnswers: true } as const;
    const other = new RecruiterPlay({ accommodations: set }).leadEnters().evaluatorEnters();
    const seen = (play: RecruiterPlay) => {
      const looks: unknown[] = [];
      const look = () => looks.push(play.viewOf(play.lead), play.viewOf(play.evaluator));
      play.begin();
      look();
      play.press('begin').sound('speaking').advance(3_000);
      look();
      play.sound('silent').advance(1_400);
      look();
      // Times differ between two interviews, names do not.
      return looks.map(one => Object.keys(one as object).sort());
    };
    expect(seen(other)).toEqual(seen(usual));
    expect(JSON.stringify(other.viewOf(other.evaluator))).not.toMatch(
      /thinksUntil|limitAt|goesOn|"timerOff":true/i,
    );
  });

  it.each([{ extraTime: 1 }, { extraTime: 2 }, { extraTime: 1, noTimeLimit: true }] as const)(
    'show evaluators one turn from the question to the end of the answer, whatever is set: %o',
    accommodations => {
      const play = new RecruiterPlay({ accommodations }).leadEnters().evaluatorEnters().begin();
      expect(play.stage.name).toBe('thinking');
      play.microphone('muted');
      const raters = [
        { kind: 'seat', seatId: play.lead.seatId },
        { kind: 'seat', seatId: play.evaluator.seatId },
      ] as const;
      const seen = () => JSON.stringify(raters.map(viewer => viewOf(play.state, viewer)));
      const picture = () => demandOf(play.recruiter).loop;
      const [thinking, loop] = [seen(), picture()];
      play.until(() => play.stage.name === 'listening');
      // No patch is sent at the end of thinking time, and the recruiter's image does not change.
      expect(seen()).toBe(thinking);
      expect(picture()).toBe(loop);
      play.microphone('on').sound('speaking').advance(LONG).sound('silent');
      const speaking = seen();
      play.until(() => play.view.turn === 'goingOn');
      expect(seen()).toBe(speaking);
    },
  );

  it('a written answer ends the question like a spoken one, and evaluators can read it', () => {
    const play = new RecruiterPlay({ accommodations: { textAnswers: true } }).evaluatorEnters().begin();
    play.untilListening();
    play.add('answer.written', { questionId: FIRST, text: 'An index, because …' });
    play.input({ type: 'written', words: 120 });
    expect(play.lines.at(-1)).toBe('acknowledgement.0');
    expect(play.countOf('answer.started')).toBe(1);
    expect(play.view.written[FIRST]?.text).toBe('An index, because …');
    expect(play.viewOf(play.evaluator).written[FIRST]?.text).toBe('An index, because …');
  });
});
