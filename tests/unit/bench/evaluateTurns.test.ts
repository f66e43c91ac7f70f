import { describe, expect, it } from 'vitest';
import { timingOf } from '../../../shared/recruiter/timing.ts';
import { evaluateTurns, type InterviewRecord } from '../../bench/turnTaking/evaluateTurns.ts';
import type { TrueAnswer } from '../../bench/turnTaking/interviewTruth.ts';
import { turnTable } from '../../bench/turnTaking/turnTable.ts';
import { RecruiterPlay } from '../../support/recruiterPlay.ts';

const LONG_MS = 40_000;
/** The engine's silence before it continues, at the standard pace. */
const THRESHOLD_MS = 2_650;

/** The true speech, on the clock of the play. */
class Truth {
  readonly #answers: TrueAnswer[] = [];
  readonly #play: RecruiterPlay;

  constructor(play: RecruiterPlay) {
    this.#play = play;
  }

  /** The candidate really speaks from now on, for this duration. */
  speaks(durationMs: number, fromMs = this.#play.now - 100): this {
    const last = this.#answers.at(-1);
    if (last) last.untilMs = fromMs;
    const voiced = [{ fromMs: this.#play.now, toMs: this.#play.now + durationMs }];
    this.#answers.push({
      category: 'plain',
      name: 'made up',
      fromMs,
      voiced,
      untilMs: Number.MAX_SAFE_INTEGER,
    });
    return this;
  }

  evaluated(rest: Partial<InterviewRecord> = {}) {
    const record = { events: this.#play.log, answers: this.#answers, disturbances: [], heard: [], ...rest };
    return evaluateTurns({ leadMs: () => 0, ...record });
  }
}

function asked(): { play: RecruiterPlay; truth: Truth } {
  const play = new RecruiterPlay().begin().untilListening();
  return { play, truth: new Truth(play) };
}

function sayingQuestion(play: RecruiterPlay): RecruiterPlay {
  return play.enter().until(({ lines }) => lines.at(-1) === 'question.question-1');
}

describe('evaluation of an answer', () => {
  it('counts the time from the true last sound to the decision, minus the silence that the engine waited for', () => {
    const { play, truth } = asked();
    truth.speaks(LONG_MS);
    play.speak(LONG_MS).until(({ stage }) => stage.name === 'speaking');
    const [answer] = truth.evaluated().answers;
    expect(answer).toMatchObject({ thresholdMs: THRESHOLD_MS, endDelayMs: 0, recovered: false });
    expect(answer?.cutOffByMs).toBeUndefined();
  });

  it('includes the delay with which the engine heard the end', () => {
    const { play, truth } = asked();
    truth.speaks(LONG_MS - 300);
    play.speak(LONG_MS).until(({ stage }) => stage.name === 'speaking');
    expect(truth.evaluated().answers[0]?.endDelayMs).toBe(300);
  });

  it('detects when the virtual recruiter cuts in before the true last sound', () => {
    const { play, truth } = asked();
    truth.speaks(LONG_MS + THRESHOLD_MS + 2_000);
    // The engine hears nothing of the end.
    play.speak(LONG_MS).until(({ stage }) => stage.name === 'speaking');
    play.advance(5_000);
    const [answer] = truth.evaluated().answers;
    expect(answer?.cutOffByMs).toBe(2_000);
    expect(answer).toMatchObject({ recovered: false });
    expect(answer?.endDelayMs).toBeUndefined();
  });

  it('reports a cut-off that the virtual recruiter took back, and still counts it', () => {
    const { play, truth } = asked();
    truth.speaks(LONG_MS + THRESHOLD_MS + 2_000);
    play.speak(LONG_MS).until(({ stage }) => stage.name === 'speaking');
    play.advance(100).speak(3_000);
    expect(play.stage.name).toBe('listening');
    expect(truth.evaluated().answers).toMatchObject([{ cutOffByMs: 2_000, recovered: true }]);
  });

  it('does not count a word in the silence before an answer as a cut-off', () => {
    const { play, truth } = asked();
    const fromMs = play.now;
    play
      .until(({ lines }) => lines.at(-1) === 'reassurance.0')
      .untilListening()
      .advance(500);
    truth.speaks(LONG_MS, fromMs);
    play.speak(LONG_MS).until(({ stage }) => stage.name === 'speaking');
    expect(truth.evaluated().answers[0]?.cutOffByMs).toBeUndefined();
    expect(truth.evaluated().answers[0]?.endDelayMs).toBe(0);
  });

  it('counts a sound that was mistaken for the whole answer as a cut-off of the real one', () => {
    const { play, truth } = asked();
    const fromMs = play.now;
    play.speak(400).until(({ stage }) => stage.name === 'speaking');
    truth.speaks(LONG_MS, fromMs);
    play.advance(LONG_MS);
    expect(truth.evaluated().answers[0]?.cutOffByMs).toBe(LONG_MS);
  });

  it('reports an answer that never ended', () => {
    const { play, truth } = asked();
    truth.speaks(LONG_MS);
    play.sound('speaking').advance(LONG_MS + 60_000);
    const { answers } = truth.evaluated();
    expect(answers).toEqual([{ category: 'plain', name: 'made up', recovered: false }]);
    expect(turnTable({ answers, lines: [], bargeIns: [] })[1]?.split(/\s+/)).toEqual([
      'plain',
      '1',
      '0',
      '0',
      '1',
      '-',
      '-',
      '-',
      '-',
    ]);
  });

  it('takes the start of the next clip from the played audio, without the silence at its start', () => {
    const { play, truth } = asked();
    truth.speaks(LONG_MS);
    play.speak(LONG_MS).until(({ stage }) => stage.name === 'speaking');
    const decidedAt = play.now;
    play.advance(1_000);
    const heard = [
      { at: decidedAt - 5_000, db: -20 },
      { at: decidedAt + 50, db: -90 },
      { at: decidedAt + 260, db: -24 },
    ];
    const { answers } = truth.evaluated({ heard, leadMs: () => 120 });
    expect(answers[0]).toMatchObject({ playRequestMs: 0, clipStartMs: 140 });
  });
});

describe("evaluation of sounds during the virtual recruiter's lines", () => {
  it('detects a line that was paused without a cause', () => {
    const play = sayingQuestion(new RecruiterPlay());
    const from = play.now;
    play.advance(500).speak(800).untilListening();
    const disturbances = [{ kind: 'cough' as const, fromMs: from + 500, toMs: from + 1_100 }];
    const { lines, bargeIns } = new Truth(play).evaluated({ disturbances });
    expect(bargeIns).toEqual([]);
    expect(lines.filter(({ wasHeld }) => wasHeld)).toMatchObject([
      { line: 'question.question-1', over: 'cough' },
    ]);
    expect(lines.map(({ over }) => over)).toEqual(['silence', 'silence', 'silence', 'cough']);
  });

  it('names the echo during which a line was said', () => {
    const play = new RecruiterPlay().begin();
    const { lines } = new Truth(play).evaluated({ echo: { couplingDb: -20, delayMs: 100 } });
    expect(new Set(lines.map(({ over }) => over))).toEqual(new Set(['echo -20 dB']));
  });

  it('counts from half a second of true voice to the last sound of the virtual recruiter', () => {
    const play = sayingQuestion(new RecruiterPlay()).advance(600);
    const truth = new Truth(play).speaks(LONG_MS);
    const from = play.now;
    play
      .speak(LONG_MS)
      .until(({ stage }) => stage.name === 'speaking')
      .advance(1_000);
    const heard = [
      { at: from + 640, db: -22 },
      { at: from + 650, db: -70 },
    ];
    const { lines, bargeIns } = truth.evaluated({ heard });
    expect(bargeIns).toMatchObject([{ decidedMs: timingOf({}).bargeInDoubt, stopMs: 140, isDrowned: false }]);
    expect(lines.map(({ line }) => line)).not.toContain('question.question-1');
  });

  it("reports a virtual recruiter who can't be interrupted", () => {
    const play = sayingQuestion(new RecruiterPlay()).advance(600);
    const truth = new Truth(play).speaks(3_000);
    const from = play.now;
    play.untilListening();
    const { bargeIns } = truth.evaluated({ heard: [{ at: from + 2_500, db: -20 }] });
    expect(bargeIns).toMatchObject([{ stopMs: 2_000 }]);
    expect(bargeIns[0]).not.toHaveProperty('decidedMs');
  });
});
