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
import { type Take, type TakeCategory, testTakes } from '../../../support/spokenAudio.ts';

/** Some minutes of speech are synthesized first. */
const SYNTHESIS_TIMEOUT_MS = 60_000;

describe('voice detection on generated audio', () => {
  let takes: Take[];

  beforeAll(async () => {
    takes = await testTakes();
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

  it('has enough clips for a meaningful result', () => {
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
  ] as const)('detects a voice and its end quickly: %s, %d of the packets lost', (category, lossShare) => {
    const score = heard(category, lossShare);
    expect(score.missed).toBe(0);
    expect(quantile(score.onsetsMs, 0.5)).toBeLessThanOrEqual(120);
    expect(quantile(score.onsetsMs, 0.95)).toBeLessThanOrEqual(650);
    expect(quantile(score.endsMs, 0.5)).toBeLessThanOrEqual(220);
    expect(quantile(score.endErrorsMs.map(Math.abs), 0.95)).toBeLessThanOrEqual(160);
    expect(falseMsPerMinute(score)).toBeLessThan(150);
    expect(score.facts / (score.durationMs / 1_000)).toBeLessThan(1);
  });

  it('detects the end of an answer in a quiet room within 160 ms', () => {
    const { endsMs } = together([heard('answer'), heard('short answer')]);
    expect(quantile(endsMs, 0.95)).toBeLessThanOrEqual(160);
  });

  it('detects real pauses, and hardly any false ones', () => {
    const { flickers, durationMs } = together([heard('answer'), heard('rambler'), heard('short answer')]);
    expect(flickers / (durationMs / 60_000)).toBeLessThan(6);
  });

  it('reports a voice that is too quiet as faint only', () => {
    for (const take of of('faint answer')) {
      const states = listenTo(take).map(({ state }) => state);
      expect(states, take.name).toEqual(['silent', 'faint', 'silent']);
    }
  });

  it.each([0, 0.15])(
    'treats the digital silence of a noise gate as a pause, %d of the packets lost',
    lossShare => {
      for (const take of of('gated answer'))
        expect(new Set(listenTo(take, lossShare).map(({ state }) => state)), take.name).toEqual(
          new Set(['silent', 'speaking']),
        );
    },
  );

  it.each(['typing', 'clicks and knocks', 'silence', 'steady noise'] as const)(
    'detects no voice in %s',
    category => {
      for (const lossShare of [0, 0.15])
        expect(falseMsPerMinute(heard(category, lossShare))).toBeLessThan(300);
    },
  );

  it('learns a new noise within a second, and detects no voice in it from then on', () => {
    for (const take of of('noise that begins')) {
      const speech = toldSpeech(listenTo(take), 20_000);
      expect(speech.length, take.name).toBeLessThanOrEqual(1);
      for (const { toMs } of speech) expect(toMs, take.name).toBeLessThan(3_500);
    }
  });

  it('stops treating music as a voice after a while', () => {
    for (const take of of('music')) {
      const speech = toldSpeech(listenTo(take), 22_000);
      expect(speech.at(-1)?.toMs ?? 0, take.name).toBeLessThan(9_000);
    }
  });

  it('ends with the cough', () => {
    for (const take of of('cough'))
      for (const { fromMs, toMs } of toldSpeech(listenTo(take), 20_000))
        expect(toMs - fromMs, take.name).toBeLessThan(600);
  });

  it('detects no interruption in the echo of the virtual recruiter', () => {
    for (const take of of('echo')) {
      const told = listenTo(take);
      const voices = told.flatMap(({ state, sinceMs }, index) =>
        state === 'speaking' ? [(told[index + 1]?.sinceMs ?? Number.POSITIVE_INFINITY) - sinceMs] : [],
      );
      // An echo that suddenly changes may briefly count as a voice, which is then taken back.
      expect(Math.max(0, ...voices), take.name).toBeLessThan(500);
    }
  });

  it('detects a person who interrupts', () => {
    const score = heard('interruption');
    expect(score.missed).toBe(0);
    expect(quantile(score.onsetsMs, 0.5)).toBeLessThanOrEqual(150);
    expect(quantile(score.onsetsMs, 0.95)).toBeLessThanOrEqual(350);
  });
});
