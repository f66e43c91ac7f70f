import { beforeAll, describe, expect, it } from 'vitest';
import {
  type HearingScore,
  listenTo,
  quantile,
  scoreOf,
  summaryOf,
  together,
  toldSpeech,
} from '../../../support/spoken/heardVoice.ts';
import { type HeldTake, heldTakes, type TakeCategory } from '../../../support/spokenAudio.ts';

/** Some minutes of speech are synthesised first. */
const SYNTHESIS_TIMEOUT_MS = 60_000;

describe('on held audio', () => {
  let takes: HeldTake[];

  beforeAll(async () => {
    takes = await heldTakes();
    if (!process.env.VOICE_TABLE) return;
    const categories = new Set(takes.map(({ category }) => category));
    console.table(
      Object.fromEntries([...categories].map(category => [category, summaryOf(heard(category))])),
    );
  }, SYNTHESIS_TIMEOUT_MS);

  const of = (category: TakeCategory) => takes.filter(take => take.category === category);
  const heard = (category: TakeCategory, lossShare = 0): HearingScore =>
    together(of(category).map(take => scoreOf(take, listenTo(take, lossShare))));
  const falseMsPerMinute = ({ falseMs, durationMs }: HearingScore) => falseMs / (durationMs / 60_000);

  it('there are takes enough to say something', () => {
    expect(takes.length).toBeGreaterThanOrEqual(60);
  });

  it.each([
    ['answer', 0],
    ['answer', 0.15],
    ['answer in an echoing room', 0],
    ['answer in noise', 0],
    ['rambler', 0],
    ['short answer', 0],
    ['gated answer', 0],
  ] as const)('a voice is told quickly, and its end: %s, %d of the packets lost', (category, lossShare) => {
    const score = heard(category, lossShare);
    expect(score.missed).toBe(0);
    expect(quantile(score.onsetsMs, 0.5)).toBeLessThanOrEqual(120);
    expect(quantile(score.onsetsMs, 0.95)).toBeLessThanOrEqual(650);
    expect(quantile(score.endsMs, 0.5)).toBeLessThanOrEqual(220);
    expect(quantile(score.endErrorsMs.map(Math.abs), 0.95)).toBeLessThanOrEqual(160);
    expect(falseMsPerMinute(score)).toBeLessThan(150);
    expect(score.facts / (score.durationMs / 1_000)).toBeLessThan(1);
  });

  it('the end of an answer in a quiet room is told within 160 ms', () => {
    const { endsMs } = together([heard('answer'), heard('short answer')]);
    expect(quantile(endsMs, 0.95)).toBeLessThanOrEqual(160);
  });

  it('pauses are told where there are some, and hardly any where there are none', () => {
    const { flickers, durationMs } = together([heard('answer'), heard('rambler'), heard('short answer')]);
    expect(flickers / (durationMs / 60_000)).toBeLessThan(6);
  });

  it('a voice that is too soft is told as faint, and as nothing else', () => {
    for (const take of of('faint answer')) {
      const states = listenTo(take).map(({ state }) => state);
      expect(states, take.name).toEqual(['silent', 'faint', 'silent']);
    }
  });

  it.each([0, 0.15])('the digital silence of a noise gate is a pause, %d of the packets lost', lossShare => {
    for (const take of of('gated answer'))
      expect(new Set(listenTo(take, lossShare).map(({ state }) => state)), take.name).toEqual(
        new Set(['silent', 'speaking']),
      );
  });

  it.each(['typing', 'clicks and knocks', 'silence', 'steady noise'] as const)('%s is no voice', category => {
    for (const lossShare of [0, 0.15]) expect(falseMsPerMinute(heard(category, lossShare))).toBeLessThan(300);
  });

  it('a noise that begins is learned within a second, and is no voice from then on', () => {
    for (const take of of('noise that begins')) {
      const speech = toldSpeech(listenTo(take), 20_000);
      expect(speech.length, take.name).toBeLessThanOrEqual(1);
      for (const { toMs } of speech) expect(toMs, take.name).toBeLessThan(3_500);
    }
  });

  it('music is no voice forever', () => {
    for (const take of of('music')) {
      const speech = toldSpeech(listenTo(take), 22_000);
      expect(speech.at(-1)?.toMs ?? 0, take.name).toBeLessThan(9_000);
    }
  });

  it('a cough is over when it is over', () => {
    for (const take of of('cough'))
      for (const { fromMs, toMs } of toldSpeech(listenTo(take), 20_000))
        expect(toMs - fromMs, take.name).toBeLessThan(600);
  });

  it('the echo of the recruiter interrupts no one', () => {
    for (const take of of('echo')) {
      const told = listenTo(take);
      const voices = told.flatMap(({ state, sinceMs }, index) =>
        state === 'speaking' ? [(told[index + 1]?.sinceMs ?? Number.POSITIVE_INFINITY) - sinceMs] : [],
      );
      // Of an echo that suddenly changes, it may be said for a moment, and is then said to have been no voice.
      expect(Math.max(0, ...voices), take.name).toBeLessThan(500);
    }
  });

  it('a person who interrupts is heard', () => {
    const score = heard('interruption');
    expect(score.missed).toBe(0);
    expect(quantile(score.onsetsMs, 0.5)).toBeLessThanOrEqual(150);
    expect(quantile(score.onsetsMs, 0.95)).toBeLessThanOrEqual(350);
  });
});
