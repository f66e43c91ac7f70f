import { describe, expect, it } from 'vitest';
import {
  type AlignedSegment,
  msOfPacket,
} from '../../../../server/features/recording/finalise/work/align/alignSegments.ts';
import { activeParts } from '../../../../server/features/recording/finalise/work/plan/planMedia.ts';
import {
  LOOKAHEAD_MS,
  planSound,
  type SoundStep,
} from '../../../../server/features/recording/finalise/work/plan/planSound.ts';
import { silentOpusPacket } from '../../../../shared/media/opus.ts';
import { alignedSegment } from '../../../support/alignedSegment.ts';

function stepsOf(segments: readonly AlignedSegment[], span = { fromMs: 0, toMs: 10_000 }): SoundStep[] {
  return [...planSound(activeParts(segments), span)];
}

/** Milliseconds by which each packet is heard later than it was captured. */
function errorsOf(steps: readonly SoundStep[]): number[] {
  return steps.flatMap(step =>
    step.kind === 'packet' ? step.fromMs + LOOKAHEAD_MS - msOfPacket(step.part.segment, step.index) : [],
  );
}

function worst(errors: readonly number[]): number {
  return errors.reduce((worst, error) => Math.max(worst, Math.abs(error)), 0);
}

function expectNoHoles(steps: readonly SoundStep[], { fromMs, toMs } = { fromMs: 0, toMs: 10_000 }): void {
  let atMs = fromMs;
  // One assertion for all steps, because an assertion per step is slow.
  const gapsMs = steps.map(step => {
    const gapMs = step.fromMs - atMs;
    atMs = step.fromMs + step.lengthMs;
    return gapMs;
  });
  expect(worst(gapsMs)).toBeCloseTo(0, 6);
  expect(Math.abs(atMs - toMs)).toBeLessThanOrEqual(20);
}

/** Indexes of a segment's packets, in order. */
function indexesOf(steps: readonly SoundStep[], segment: AlignedSegment): number[] {
  return steps.flatMap(step => (step.kind === 'packet' && step.part.segment === segment ? step.index : []));
}

it('planSound keeps an even sequence of packets unchanged', () => {
  const segment = alignedSegment({ fromMs: LOOKAHEAD_MS });
  const steps = stepsOf([segment]);
  expect(steps.map(step => step.kind)).toEqual(new Array(500).fill('packet'));
  expect(worst(errorsOf(steps))).toBeCloseTo(0, 6);
});

it('planSound is silent before the first packet, and after the last one to the end of the file', () => {
  const steps = stepsOf([alignedSegment({ fromMs: 2_503, lengthMs: 4_000 })]);
  expectNoHoles(steps);
  expect(worst(errorsOf(steps))).toBeLessThanOrEqual(1.25);
  expect(steps[0]?.kind).toBe('silence');
  expect(steps.at(-1)?.kind).toBe('silence');
});

it.each([
  ['a mute', 3_000, 7_000],
  ['one packet', 3_000, 3_020],
  ['three packets', 3_000, 3_060],
])('planSound replaces %s that is missing with silence of equal length', (_, fromMs, toMs) => {
  const steps = stepsOf([alignedSegment({ fromMs: LOOKAHEAD_MS, holes: [{ fromMs, toMs }] })]);
  expectNoHoles(steps);
  const silence = steps.filter(({ kind }) => kind === 'silence');
  expect(silence.reduce((sum, { lengthMs }) => sum + lengthMs, 0)).toBe(toMs - fromMs);
  expect(worst(errorsOf(steps))).toBeCloseTo(0, 6);
});

it('planSound restores the gap of a suspended microphone', () => {
  const stall = { mediaMs: 4_000, stalledMs: 1_234 };
  const steps = stepsOf([alignedSegment({ stall, lengthMs: 8_000 })]);
  expectNoHoles(steps);
  expect(worst(errorsOf(steps))).toBeLessThanOrEqual(1.25);
});

describe.each([100, -100, 400, -400])('planSound with a clock that is off by %d ppm', driftPpm => {
  const lengthMs = 20 * 60_000;
  const span = { fromMs: 0, toMs: Math.ceil(lengthMs / (1 + driftPpm / 1e6)) };

  it('is never more than 40 ms off', () => {
    const steps = stepsOf([alignedSegment({ lengthMs, driftPpm })], span);
    expectNoHoles(steps, span);
    expect(worst(errorsOf(steps))).toBeLessThanOrEqual(40);
  });

  it('is corrected in pauses when there are some', () => {
    const pauses = (index: number) => ({ bytes: index % 200 < 20 ? 12 : 80 });
    const segment = alignedSegment({ lengthMs, driftPpm, packet: pauses });
    const steps = stepsOf([segment], span);
    expectNoHoles(steps, span);
    expect(worst(errorsOf(steps))).toBeLessThanOrEqual(20);
    const heard = new Set(indexesOf(steps, segment));
    for (let index = 0; index < segment.packets.count; index += 1)
      if (!heard.has(index) && index > 0) expect(segment.packets.bytesOf(index)).toBe(12);
    for (const [at, step] of steps.entries()) {
      const next = steps[at + 1];
      if (step.kind === 'silence' && at > 1 && next?.kind === 'packet')
        expect(segment.packets.bytesOf(next.index)).toBe(12);
    }
    const corrections = Math.abs(steps.length - segment.packets.count);
    expect(corrections).toBeGreaterThanOrEqual((lengthMs * Math.abs(driftPpm)) / 1e6 / 20 - 3);
  });
});

it('planSound ignores the rounding of timestamps to milliseconds', () => {
  const packet = (index: number) => ({ mediaMs: Math.round(index * 20 + (index % 3) - 1) });
  const steps = stepsOf([alignedSegment({ fromMs: LOOKAHEAD_MS + 1, packet })]);
  expect(steps.filter(({ kind }) => kind === 'silence')).toHaveLength(0);
});

it.each([10, 40, 60])('planSound keeps packets of %d ms unchanged', lengthMs => {
  const packet = (index: number) => ({ mediaMs: index * lengthMs, lengthMs });
  const segment = alignedSegment({ packet, driftPpm: 300 });
  const steps = stepsOf([segment], { fromMs: 0, toMs: 500 * lengthMs });
  expect(worst(errorsOf(steps))).toBeLessThanOrEqual(40);
  expect(indexesOf(steps, segment).length).toBeGreaterThan(495);
});

describe('planSound with two pages of one person', () => {
  it('plays the newer one while they overlap, and the older one after the newer one has ended', () => {
    const older = alignedSegment({ fromMs: 0, lengthMs: 10_000 });
    const newer = alignedSegment({ fromMs: 4_005, lengthMs: 2_000 });
    const steps = stepsOf([newer, older]);
    expectNoHoles(steps);
    expect(worst(errorsOf(steps))).toBeLessThanOrEqual(1.25);
    const during = steps.filter(step => step.fromMs > 4_005 && step.fromMs < 5_970);
    expect(during.every(step => step.kind === 'packet' && step.part.segment === newer)).toBe(true);
    expect(indexesOf(steps, newer).length).toBeGreaterThanOrEqual(98);
    expect(indexesOf(steps, older).at(-1)).toBe(499);
  });

  it('plays silence between one and the next', () => {
    const steps = stepsOf([
      alignedSegment({ fromMs: 0, lengthMs: 3_000 }),
      alignedSegment({ fromMs: 6_000, lengthMs: 3_000 }),
    ]);
    expectNoHoles(steps);
    expect(worst(errorsOf(steps))).toBeLessThanOrEqual(1.25);
  });
});

it('planSound omits packets that overlap others only because of wrong timestamps', () => {
  const stall = { mediaMs: 5_000, stalledMs: -300 };
  const steps = stepsOf([alignedSegment({ stall })]);
  expectNoHoles(steps);
  expect(worst(errorsOf(steps))).toBeLessThanOrEqual(40);
});

it('creates a silent packet for each duration and number of channels', () => {
  expect([...silentOpusPacket(20, false)]).toEqual([0xf8, 0xff, 0xfe]);
  expect([...silentOpusPacket(20, true)]).toEqual([0xfc, 0xff, 0xfe]);
  expect([...silentOpusPacket(2.5, true)]).toEqual([0xe4, 0xff, 0xfe]);
});
