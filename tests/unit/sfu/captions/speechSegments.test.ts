import { describe, expect, it } from 'vitest';
import { SpeechSegments } from '../../../../sfu/captions/program/SpeechSegments.ts';

type Voice = readonly [fromMs: number, toMs: number];

/** Reports these voices 140 ms late, as the voice detector does, and audio in steps of 20 ms. */
function segmentsOf(voices: readonly Voice[], untilMs: number, isShort = false) {
  const ended: string[] = [];
  const segments = new SpeechSegments({
    closed: ({ fromMs, toMs }) => ended.push(`${fromMs} to ${toMs}`),
    dropped: () => ended.push('dropped'),
    quietestMs: (_fromMs, toMs) => toMs - 500,
  });
  segments.isShort = isShort;
  for (let ms = 0; ms <= untilMs; ms += 20) {
    segments.advance(ms);
    for (const [fromMs, toMs] of voices) {
      if (ms === fromMs + 140) segments.speak(fromMs);
      if (ms === toMs + 140) segments.fallSilent(toMs);
    }
  }
  return { segments, ended };
}

describe('segments of what a person says', () => {
  it('start before the first voice and end after a pause', () => {
    const { ended, segments } = segmentsOf([[1_000, 3_000]], 3_760);
    expect(ended).toEqual([]);
    segments.advance(3_780);
    expect(ended).toEqual(['700 to 3300']);
    expect(segments.open).toBeUndefined();
  });

  it('continue over short pauses', () => {
    const { ended } = segmentsOf(
      [
        [1_000, 2_000],
        [2_500, 4_000],
      ],
      5_000,
    );
    expect(ended).toEqual(['700 to 4300']);
  });

  it('end at shorter pauses when they are long', () => {
    const { ended } = segmentsOf(
      [
        [1_000, 9_600],
        [10_080, 11_000],
      ],
      10_200,
    );
    expect(ended).toEqual(['700 to 9900']);
  });

  it('are cut at their longest late pause before they have 15 s, and lose nothing', () => {
    const { ended } = segmentsOf(
      [
        [1_000, 8_000],
        [8_200, 9_000],
        [9_300, 20_000],
      ],
      21_000,
    );
    expect(ended).toEqual(['700 to 9150', '9150 to 20300']);
  });

  it('are cut at the quietest place if there is no pause', () => {
    const { ended } = segmentsOf([[1_000, 40_000]], 41_000);
    const [first] = ended;
    expect(first).toBe('700 to 14700');
    const lengths = ended.map(text => text.split(' to ').map(Number)).map(([from = 0, to = 0]) => to - from);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(15_000);
  });

  it('end at a short pause after 4 s, or after 8 s, if no one can read the open one', () => {
    const voices = [
      [1_000, 5_000],
      [5_320, 20_000],
    ] as const;
    const { ended } = segmentsOf(voices, 21_000, true);
    expect(ended).toEqual(['700 to 5300', '5300 to 12500', '12500 to 20200']);
  });

  it('do not overlap', () => {
    const { ended } = segmentsOf(
      [
        [1_000, 2_000],
        [2_900, 4_000],
      ],
      5_000,
    );
    expect(ended).toEqual(['700 to 2300', '2600 to 4300']);
  });

  it('are dropped if the voice was too short for a word, or none', () => {
    expect(segmentsOf([[1_000, 1_100]], 3_000).ended).toEqual(['dropped']);
    const { segments, ended } = segmentsOf([[1_000, 9_000]], 1_200);
    segments.fallSilent(1_000);
    expect(ended).toEqual(['dropped']);
  });

  it('end immediately when the microphone is muted', () => {
    const { segments, ended } = segmentsOf([[1_000, 9_000]], 2_000);
    segments.stop(2_000);
    segments.stop(2_000);
    expect(ended).toEqual(['700 to 2000']);
  });
});
