import { describe, expect, it } from 'vitest';
import { QuestionId } from '../../../../shared/kit/kitIds.ts';
import { lineKeys } from '../../../../shared/recruiter/lines.ts';
import { demandOf } from '../../../../shared/recruiter/playback.ts';
import { exampleInterviewKit } from '../../../support/exampleKit.ts';
import { RecruiterPlay } from '../../../support/recruiterPlay.ts';

const LONG = 40_000;
const FIRST = QuestionId.parse('question-1');

function listening(options: ConstructorParameters<typeof RecruiterPlay>[0] = {}): RecruiterPlay {
  return new RecruiterPlay(options).begin().untilListening();
}

describe('the end of an answer', () => {
  it('is announced after 1.2 seconds of silence, and follows at the set pace, counted from the last sound', () => {
    const play = listening().speak(LONG);
    const silentSince = play.now;
    play.advance(1_190);
    expect(play.view.turn).toBe('yours');
    play.advance(20);
    expect(play.view.turn).toBe('goingOn');
    expect(play.view.goesOn).toEqual({ since: silentSince + 1_200, at: silentSince + 2_650 });
    expect(demandOf(play.recruiter).loop).toBe('ready');
    play.advance(1_430);
    expect(play.stage.name).toBe('listening');
    play.advance(20);
    expect(play.lines.at(-1)).toBe('acknowledgement.0');
  });

  it.each([
    ['faster', 1_600],
    ['normal', 2_650],
    ['slower', 3_600],
  ] as const)('follows at the pace %s after %i ms', (pace, ms) => {
    const play = listening({ settings: { pace } }).speak(LONG);
    const silentSince = play.now;
    play.until(() => play.stage.name === 'speaking');
    expect(play.now - silentSince).toBe(ms);
  });

  it('is undone by 200 ms of speech and not by a shorter sound', () => {
    const play = listening().speak(LONG).advance(1_500);
    expect(play.view.turn).toBe('goingOn');
    const { at } = play.view.goesOn ?? { at: 0 };
    play.sound('speaking').advance(150);
    expect(play.view.turn).toBe('yours');
    play.sound('silent').advance(200);
    expect(play.view.turn).toBe('goingOn');
    expect(play.view.goesOn?.at).toBe(at);
    play.sound('speaking').advance(400).sound('silent').advance(200);
    expect(play.view.turn).toBe('yours');
  });

  it('does not happen while someone has just resumed speaking', () => {
    const play = listening().speak(LONG).advance(2_500).sound('speaking').advance(400);
    expect(play.stage.name).toBe('listening');
    expect(play.view.turn).toBe('yours');
  });

  it('waits longer for a person who has hardly started', () => {
    const play = listening().speak(1_000).advance(3_900);
    expect(play.stage.name).toBe('listening');
    play.advance(200);
    expect(play.stage.name).toBe('speaking');
  });

  it('adapts to the speaker: later for long pauses, sooner for short ones, within limits', () => {
    const endAfter = (pauseMs: number) => {
      const play = listening();
      for (let phrase = 0; phrase < 8; phrase += 1) play.speak(5_000).advance(pauseMs);
      play.speak(5_000);
      const silentSince = play.now;
      play.until(() => play.stage.name === 'speaking');
      return play.now - silentSince;
    };
    expect(endAfter(2_200)).toBeGreaterThan(3_000);
    expect(endAfter(2_200)).toBeLessThanOrEqual(4_000);
    expect(endAfter(400)).toBeLessThan(2_100);
    expect(endAfter(400)).toBeGreaterThanOrEqual(1_200);
  });

  it('is undone when the acknowledgment was too early, and the pause is remembered', () => {
    const play = listening()
      .speak(LONG)
      .until(one => one.stage.name === 'speaking');
    expect(play.lines.at(-1)).toBe('acknowledgement.0');
    play.advance(200).sound('speaking').advance(1_200);
    expect(play.view.turn).toBe('yours');
    expect(play.view.question?.questionId).toBe(FIRST);
    expect(play.countOf('question.opened')).toBe(1);
    expect(play.recruiter.pauses.at(-1)).toBeGreaterThan(2_650);
    play.sound('silent').until(() => play.stage.name === 'speaking');
    expect(play.lines.at(-1)).toBe('acknowledgement.1');
  });

  it('is never caused by silence when audio no longer arrives', () => {
    const play = listening().speak(LONG).sound('absent').advance(3_900);
    expect(play.stage.name).toBe('listening');
    play.until(() => play.stage.name === 'speaking');
    expect(play.lines.at(-1)).toBe('standard.microphoneOff');
    play.untilListening().advance(60_000);
    expect(play.stage.name).toBe('listening');
    expect(play.lines.filter(line => line === 'standard.microphoneOff')).toHaveLength(1);
    play.sound('silent').advance(500).sound('speaking').advance(5_000).sound('silent');
    play.until(() => play.stage.name === 'speaking');
    expect(play.lines.at(-1)).toBe('acknowledgement.0');
  });

  it('is requested by name when the microphone is muted, and follows by the button', () => {
    const play = listening().speak(LONG).microphone('muted');
    play.until(() => play.stage.name === 'speaking');
    expect(play.lines.at(-1)).toBe('standard.microphoneMuted');
    play.untilListening();
    expect(play.view.trouble).toBe('muted');
    play.press('finished');
    expect(play.lines.at(-1)).toBe('acknowledgement.0');
  });

  it('counts speech with its short pauses, and not the silence at its end', () => {
    const play = listening().speak(6_000).advance(900).speak(6_000).advance(2_000).speak(6_000);
    play.until(() => play.stage.name === 'speaking');
    const { spokenMs = 0 } = play.recruiter.topic?.answer ?? { spokenMs: 0 };
    // The follow-up has started a new answer. The choice of follow-up shows the measured time: under 30
    // seconds.
    expect(spokenMs).toBe(0);
    expect(play.lines.at(-1)).toBe('probe.question-1.probe-1-1');
  });
});

describe('nods', () => {
  it('happen once in a pause of 400 to 700 ms, and not in a shorter one', () => {
    const play = listening().speak(5_000);
    play.advance(390);
    expect(play.recruiter.nods).toBe(0);
    play.advance(320);
    expect(play.recruiter.nods).toBe(1);
    play.advance(300).speak(3_000).advance(390).speak(3_000);
    expect(play.recruiter.nods).toBe(1);
  });
});

describe('silence before an answer', () => {
  it('leads to prompts after 12, 25, and 45 seconds, each different, and never ends the question', () => {
    const play = listening();
    const since = play.now;
    play.until(() => play.stage.name === 'speaking');
    expect([play.lines.at(-1), play.now - since]).toEqual(['reassurance.0', 12_000]);
    play.untilListening().until(() => play.stage.name === 'speaking');
    expect([play.lines.at(-1), play.now - since]).toEqual(['reask.0', 25_000]);
    play.until(() => play.lines.at(-1) === lineKeys.rephrased(FIRST)).untilListening();
    expect(play.view.trouble).toBe('silent');
    play.until(() => play.stage.name === 'speaking');
    expect([play.lines.at(-1), play.now - since]).toEqual(['standard.offerToSkip', 45_000]);
    play.untilListening().advance(1_200_000);
    expect(play.view.question?.questionId).toBe(FIRST);
    expect(play.state.phase).toBe('open');
    play.untilListening().answer(LONG);
    expect(play.lines.at(-1)).toBe('acknowledgement.0');
  });

  it.each([
    ['muted', 'standard.microphoneMuted', (play: RecruiterPlay) => play.microphone('muted')],
    ['no track', 'standard.microphoneOff', (play: RecruiterPlay) => play.microphone('off')],
    ['no packets', 'standard.microphoneOff', (play: RecruiterPlay) => play.sound('absent')],
    ['too quiet', 'standard.microphoneFaint', (play: RecruiterPlay) => play.sound('faint')],
  ] as const)('has its own line when the candidate is %s', (_name, line, change) => {
    const play = listening();
    change(play);
    play.until(() => play.stage.name === 'speaking');
    expect(play.lines.at(-1)).toBe(line);
  });

  it('stops the prompt when the answer starts during it', () => {
    const play = listening().until(one => one.stage.name === 'speaking');
    play.sound('speaking').advance(700);
    expect(play.heard.at(-1)?.end).toBe('held');
    expect(play.view.turn).toBe('yours');
    expect(play.countOf('answer.started')).toBe(1);
  });
});

describe('other words', () => {
  const PROBE = 'probe.question-1.probe-1-1';
  const OTHERS = { probe: 'rephrasedProbe.question-1.probe-1-1', question: 'rephrased.question-1' };
  const withoutOtherWords = () => {
    const questions = exampleInterviewKit().questions.map(question => ({
      ...question,
      rephrased: '',
      probes: question.probes.map(({ rephrased: _none, ...probe }) => probe),
    }));
    return { kit: { questions } };
  };
  const atFollowUp = (options = {}) =>
    listening(options)
      .speak(10_000)
      .until(({ lines }) => lines.at(-1) === PROBE)
      .untilListening();
  const helpAfterSilence = (play: RecruiterPlay) => {
    const known = play.lines.length;
    play.until(({ lines }) => lines.length > known).untilListening();
    const reassured = play.lines.length;
    play.until(({ lines }) => lines.length > reassured).untilListening();
    return play.lines.slice(reassured);
  };

  it('are said to a silent candidate, for a question and for a follow-up', () => {
    expect(helpAfterSilence(listening())).toEqual(['reask.0', OTHERS.question]);
    expect(helpAfterSilence(atFollowUp())).toEqual(['reask.0', OTHERS.probe]);
  });

  it('are not announced where there are none: what was asked is repeated, and help goes on', () => {
    const play = listening(withoutOtherWords());
    expect(helpAfterSilence(play)).toEqual(['question.question-1']);
    play.until(() => play.stage.name === 'speaking');
    expect(play.lines.at(-1)).toBe('standard.offerToSkip');
    expect(helpAfterSilence(atFollowUp(withoutOtherWords()))).toEqual([PROBE]);
  });

  it('can be asked for, for a question and for a follow-up, and are then shown', () => {
    const play = listening();
    expect(play.view.question).not.toHaveProperty('otherWords');
    play.press('rephrase').untilListening();
    expect(play.lines.slice(-2)).toEqual(['reask.0', OTHERS.question]);
    expect(play.view.question?.otherWords).toBe(play.kit.questions[0]?.rephrased);
    play.answer(10_000).until(({ lines }) => lines.at(-1) === PROBE);
    expect(play.view.question).not.toHaveProperty('otherWords');
    play.untilListening().press('rephrase').untilListening();
    expect(play.lines.slice(-2)).toEqual(['reask.0', OTHERS.probe]);
    expect(play.view.question?.otherWords).toBe(play.kit.questions[0]?.probes[0]?.rephrased);
    play.press('repeat').untilListening();
    expect(play.lines.at(-1)).toBe(PROBE);
  });

  it('are offered only where there are some, and only while the question can be repeated', () => {
    const none = listening(withoutOtherWords());
    expect(none.view.buttons).toContain('repeat');
    expect(none.view.buttons).not.toContain('rephrase');
    none.input({ type: 'pressed', button: 'rephrase' });
    expect(none.stage.name).toBe('listening');
    expect(atFollowUp(withoutOtherWords()).view.buttons).not.toContain('rephrase');
    const practice = new RecruiterPlay({ settings: { practice: true } }).begin().untilListening();
    expect(practice.view.question?.practice).toBe(true);
    expect(practice.view.buttons).not.toContain('rephrase');
    const play = listening().speak(LONG);
    expect(play.view.buttons).toContain('rephrase');
    play.until(({ lines }) => lines.at(-1) === 'acknowledgement.0');
    expect(play.view.buttons).not.toContain('rephrase');
  });

  it('that repeat the question word for word are none', () => {
    const questions = exampleInterviewKit().questions.map(one => ({ ...one, rephrased: ` ${one.text}` }));
    const play = listening({ kit: { questions } });
    expect(play.view.buttons).not.toContain('rephrase');
    expect(helpAfterSilence(play)).toEqual(['question.question-1']);
  });

  it('do not end an answer that was started', () => {
    const play = listening().speak(5_000).advance(500).press('rephrase').untilListening();
    expect(play.countOf('answer.started')).toBe(1);
    expect(play.view.question?.questionId).toBe(FIRST);
    expect(play.view.answer).toBeDefined();
  });
});

describe('interrupting the virtual recruiter', () => {
  function greeting(): RecruiterPlay {
    const play = new RecruiterPlay().enter();
    return play.until(() => play.lines.length === 1).advance(300);
  }

  it('pauses the line after little more than half a second, and a brief sound lets it resume from its phrase', () => {
    const play = greeting().sound('speaking').advance(520);
    expect(play.heard.at(-1)?.end).toBeUndefined();
    play.advance(60);
    expect(play.heard.at(-1)?.end).toBe('held');
    play.advance(100).sound('silent').advance(600);
    expect(play.stage).toMatchObject({ name: 'speaking', take: 2, fromMs: 0 });
    play.until(() => play.lines.length === 2);
    expect(play.lines).toEqual(['greeting', 'consent']);
  });

  it('counts across the gaps within speech, and not across a pause', () => {
    const play = new RecruiterPlay().enter().until(({ lines }) => lines.at(-1) === 'question.question-1');
    play.advance(1_000).speak(200).advance(250).speak(200);
    expect(play.view.turn).toBe('speaking');
    play.advance(250).speak(200);
    expect(play.view.turn).toBe('yours');
    const inOneBreath = new RecruiterPlay()
      .enter()
      .until(({ lines }) => lines.at(-1) === 'question.question-1');
    inOneBreath.advance(1_000).speak(250).advance(150).speak(200);
    expect(inOneBreath.view.turn).toBe('yours');

    const pausing = new RecruiterPlay().enter().until(({ lines }) => lines.at(-1) === 'question.question-1');
    pausing.advance(500).speak(300).advance(400).speak(300);
    expect(pausing.view.turn).toBe('speaking');
    expect(pausing.heard.at(-1)?.end).toBeUndefined();
  });

  it('does not happen for a cough of 400 ms', () => {
    const play = greeting().sound('speaking').advance(400).sound('silent').advance(800);
    expect(play.heard.at(-1)?.end).toBeUndefined();
  });

  it('makes the line wait for talk that is no answer', () => {
    const play = greeting().sound('speaking').advance(4_000);
    expect(play.stage.name).toBe('speaking');
    play.sound('silent').advance(1_100);
    expect(play.stage).toMatchObject({ held: { long: true } });
    play.advance(400);
    expect(play.stage).toMatchObject({ take: 2 });
  });

  it('has a limit, so that a television does not stop the recruiter forever', () => {
    const play = greeting().sound('speaking').advance(15_600);
    expect(play.stage).toMatchObject({ name: 'speaking', take: 2 });
    play.until(() => play.lines.length === 2);
  });

  it("does not restart a line again and again, as the recruiter's own echo would", () => {
    const play = greeting();
    for (let time = 0; time < 2; time += 1) {
      play.sound('speaking').until(({ view }) => view.turn === 'yours');
      play.sound('silent').until(({ view }) => view.turn === 'speaking');
    }
    expect(play.stage).toMatchObject({ take: 3, insists: true });
    play.sound('speaking').advance(700).sound('silent');
    expect(play.view.turn).toBe('speaking');
    play.until(({ lines }) => lines.length === 2);
    // The next line can be interrupted again.
    play.advance(1_000).sound('speaking').advance(700);
    expect(play.view.turn).toBe('yours');
  });

  it('during a question starts the answer early when it is more than a brief sound', () => {
    const play = new RecruiterPlay().enter();
    play.until(() => play.lines.at(-1) === lineKeys.question(FIRST)).advance(800);
    const startedAt = play.now;
    play.sound('speaking').advance(1_200);
    expect(play.view.turn).toBe('yours');
    expect(play.view.answer?.startedAt).toBe(startedAt);
    play
      .advance(LONG)
      .sound('silent')
      .until(() => play.stage.name === 'speaking');
    expect(play.lines.at(-1)).toBe('acknowledgement.0');
  });
});

describe('the time for an answer', () => {
  it('warns at 80%, is announced in a pause at its end, and interrupts only in a pause after the grace period', () => {
    const play = listening().sound('speaking').advance(500);
    const { startedAt = 0, softLimitAt, limitAt = 0 } = play.view.answer ?? {};
    expect(softLimitAt).toBe(startedAt + 96_000);
    expect(limitAt).toBe(startedAt + 120_000);
    play.advance(limitAt - play.now + 5_000);
    expect(play.stage.name).toBe('listening');
    play.sound('silent').advance(700);
    expect(play.lines.at(-1)).toBe('timeWarning.0');
    play
      .sound('speaking')
      .until(() => play.stage.name === 'listening')
      .advance(60_000);
    expect(play.stage.name).toBe('listening');
    play.sound('silent').advance(500);
    expect(play.lines.at(-1)).toBe('standard.timeUp');
    play.sound('speaking').advance(3_000);
    expect(play.heard.at(-1)?.line).not.toBe('acknowledgement.0');
    play.sound('silent').until(() => play.lines.at(-1) === 'question.question-2');
    expect(play.countOf('question.opened')).toBe(2);
  });

  it('can be extended repeatedly, and switched off and on', () => {
    const play = listening().sound('speaking').advance(500);
    const before = play.view.answer?.limitAt ?? 0;
    for (let press = 1; press <= 10; press += 1) {
      play.press('extend');
      expect(play.view.answer?.limitAt).toBe(before + press * 60_000);
    }
    play.press('timer');
    expect(play.view.answer?.limitAt).toBeUndefined();
    expect(play.view.buttons).not.toContain('extend');
    play.press('timer');
    expect(play.view.answer?.limitAt).toBe(before + 600_000);
  });

  it('does not run before the first word, and is visible from the question on', () => {
    const play = new RecruiterPlay().begin();
    expect(play.view.limitMs).toBe(120_000);
    play.untilListening().advance(10_000);
    expect(play.view.answer).toBeUndefined();
    expect(play.view.limitMs).toBe(120_000);
    expect(play.press('extend').view.limitMs).toBe(180_000);
    expect(play.press('timer').view.limitMs).toBeUndefined();
  });
});

describe('acknowledgments', () => {
  it('are omitted once all have been used', () => {
    const { script } = exampleInterviewKit();
    const play = new RecruiterPlay({ kit: { script: { ...script, acknowledgements: ['Thank you.', ''] } } });
    play.begin();
    for (let question = 1; question <= 7; question += 1) play.untilListening().answer(LONG);
    play.until(() => play.state.phase === 'ended');
    expect(play.lines.filter(line => line.startsWith('acknowledgement.'))).toEqual(['acknowledgement.0']);
  });
});

describe('a candidate who writes', () => {
  const writing = () => {
    const play = new RecruiterPlay({ accommodations: { textAnswers: true } }).begin().untilListening();
    return play.input({ type: 'writing', on: true });
  };

  it.each(['muted', 'off'] as const)(
    'hears nothing about a microphone that is %s, and is not prompted',
    state => {
      const play = writing().microphone(state);
      const said = play.lines.length;
      play.advance(10 * 60_000);
      expect(play.lines).toHaveLength(said);
      expect(play.view.trouble).toBeUndefined();
      expect(play.view.turn).toBe('yours');
    },
  );

  it('is not moved on by silence after speech, and has no clock before it', () => {
    const play = writing();
    expect(play.view.limitMs).toBeUndefined();
    play.speak(LONG).advance(30_000);
    expect(play.view.turn).toBe('yours');
    expect(play.view.goesOn).toBeUndefined();
    expect(play.view.limitMs).toBeGreaterThan(0);
  });

  it('has the same limit for an answer that started in speech', () => {
    const play = writing().speak(LONG);
    play.until(() => play.stage.name === 'speaking');
    expect(play.lines.at(-1)).toBe('standard.timeUp');
  });

  it('is heard and waited for as before once they speak again', () => {
    const play = writing().advance(60_000);
    play.input({ type: 'writing', on: false });
    expect(play.view.writes).toBeUndefined();
    expect(play.stage.name).toBe('listening');
    play.advance(5_000);
    expect(play.stage.name).toBe('listening');
    play.answer(LONG);
    expect(play.stage.name).toBe('speaking');
  });
});
