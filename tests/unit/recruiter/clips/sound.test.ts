import { describe, expect, it } from 'vitest';
import {
  levelsOf,
  SILENT_LEVEL,
  voicedOf,
} from '../../../../server/features/recruiter/clips/render/sound/levels.ts';
import {
  integratedLoudness,
  limitPeaks,
  normalLoudness,
} from '../../../../server/features/recruiter/clips/render/sound/normalLoudness.ts';
import { resample } from '../../../../server/features/recruiter/clips/render/sound/resample.ts';

const RATE = 48_000;

function sine(hertz: number, seconds: number, amplitude = 1, rate = RATE): Float32Array {
  return Float32Array.from(
    { length: seconds * rate },
    (_, at) => amplitude * Math.sin((2 * Math.PI * hertz * at) / rate),
  );
}

function rms(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
}

function db(ratio: number): number {
  return 20 * Math.log10(ratio);
}

describe('resampling', () => {
  it.each([8_000, 16_000, 22_050, 24_000, 44_100, 96_000])(
    'keeps the frequency, position, and length of a tone, from %i Hz',
    rate => {
      const result = resample(sine(1_000, 0.5, 0.5, rate), rate, RATE);
      const expected = sine(1_000, 0.5, 0.5);
      expect(result.length).toBe(expected.length);
      const inner = [2_000, result.length - 2_000] as const;
      const error = result.slice(...inner).map((sample, at) => sample - (expected[at + inner[0]] ?? 0));
      expect(db(rms(error))).toBeLessThan(-65);
    },
  );

  it('adds no aliases', () => {
    const result = resample(sine(7_000, 0.5, 1, 16_000), 16_000, RATE).slice(2_000, -2_000);
    const image = sine(9_000, 0.5).slice(2_000, -2_000);
    const share = result.reduce((sum, sample, at) => sum + sample * (image[at] ?? 0), 0) / result.length;
    expect(db(Math.abs(2 * share))).toBeLessThan(-60);
  });

  it('removes frequencies above the lower rate', () => {
    const result = resample(sine(40_000, 0.2, 1, 96_000), 96_000, RATE).slice(2_000, -2_000);
    expect(db(rms(result))).toBeLessThan(-60);
  });
});

describe('loudness', () => {
  it('is -3.01 LUFS for 997 Hz at full scale, the reference of BS.1770', () => {
    expect(integratedLoudness(sine(997, 3))).toBeCloseTo(-3.01, 1);
  });

  it('excludes pauses', () => {
    const spoken = new Float32Array(6 * RATE);
    spoken.set(sine(997, 3, 0.1));
    expect(integratedLoudness(spoken)).toBeCloseTo(-23.01, 0);
  });

  it('is measured for less than a block, and not for empty audio', () => {
    expect(integratedLoudness(sine(997, 0.2, 0.1))).toBeCloseTo(-23, 0);
    expect(integratedLoudness(new Float32Array(RATE))).toBe(Number.NEGATIVE_INFINITY);
    expect(integratedLoudness(new Float32Array(0))).toBe(Number.NEGATIVE_INFINITY);
  });

  it.each([0.01, 0.1, 0.9])('is normalized to -20 LUFS from an amplitude of %d', amplitude => {
    expect(integratedLoudness(normalLoudness(sine(997, 2, amplitude)))).toBeCloseTo(-20, 0);
  });

  it('leaves silence silent and noise quiet after normalization', () => {
    expect(rms(normalLoudness(new Float32Array(RATE)))).toBe(0);
    expect(db(rms(normalLoudness(sine(997, 1, 0.0005))))).toBeLessThan(-35);
  });

  it('excludes rumble below any voice', () => {
    const voice = sine(300, 1, 0.1);
    const rumbling = voice.map((sample, at) => sample + 0.3 * Math.sin((2 * Math.PI * 15 * at) / RATE));
    const clean = normalLoudness(rumbling).slice(RATE / 2);
    expect(rms(clean) / rms(normalLoudness(voice).slice(RATE / 2))).toBeCloseTo(1, 0);
  });
});

describe('the limiter', () => {
  it('keeps every sample below the ceiling, and changes nothing far from a peak', () => {
    const samples = sine(400, 1, 0.2);
    for (const at of [10_000, 10_004, 30_000]) samples[at] = 1;
    const limited = limitPeaks(samples, 0.5);
    expect(Math.max(...limited.map(Math.abs))).toBeLessThanOrEqual(0.5 + 1e-6);
    expect(limited.slice(0, 9_000)).toEqual(samples.slice(0, 9_000));
    expect(limited.slice(20_000, 29_000)).toEqual(samples.slice(20_000, 29_000));
  });

  it('changes nothing when no sample is too loud, and accepts empty audio', () => {
    const samples = sine(400, 0.1, 0.2);
    expect(limitPeaks(samples, 0.5)).toEqual(samples);
    expect(limitPeaks(new Float32Array(0), 0.5)).toHaveLength(0);
  });
});

describe('audio levels', () => {
  it('are in dB below overload, one per 20 ms, as in RFC 6464', () => {
    const square = Float32Array.from({ length: 960 }, (_, at) => (at % 2 === 0 ? 1 : -1));
    expect([...levelsOf(square)]).toEqual([0]);
    expect([...levelsOf(sine(1_000, 0.04))]).toEqual([3, 3]);
    expect([...levelsOf(sine(1_000, 0.02, 0.01))]).toEqual([43]);
    expect([...levelsOf(new Float32Array(961))]).toEqual([SILENT_LEVEL, SILENT_LEVEL]);
  });

  it('distinguish voice and pauses', () => {
    const levels = Uint8Array.of(
      127,
      127,
      20,
      20,
      18,
      80,
      90,
      90,
      90,
      80,
      90,
      90,
      90,
      20,
      20,
      127,
      25,
      25,
      127,
    );
    expect(voicedOf(levels, 150)).toEqual({ fromMs: 40, toMs: 360, pauses: [{ fromMs: 100, toMs: 260 }] });
    expect(voicedOf(new Uint8Array(50).fill(127), 150)).toBeUndefined();
    expect(voicedOf(new Uint8Array(0), 150)).toBeUndefined();
  });

  it('do not count a click in a pause as a word', () => {
    const levels = new Uint8Array(40).fill(127);
    levels.fill(20, 0, 5).fill(30, 15, 16).fill(20, 30, 40);
    expect(voicedOf(levels, 150)?.pauses).toEqual([{ fromMs: 100, toMs: 600 }]);
  });
});
