import { expect, it } from 'vitest';
import {
  type AlignedSegment,
  msOfPacket,
} from '../../../../server/features/recording/finalise/work/align/alignSegments.ts';
import {
  activeParts,
  type PictureStep,
  planPicture,
} from '../../../../server/features/recording/finalise/work/plan/planMedia.ts';
import { alignedSegment, type HandMadeSegment } from '../../../support/alignedSegment.ts';

const SPAN = { fromMs: 1_000, toMs: 11_000 };

function camera(options: HandMadeSegment = {}): AlignedSegment {
  return alignedSegment({ source: 'camera', fromMs: 1_000, ...options });
}

function stepsOf(...segments: readonly AlignedSegment[]): PictureStep[] {
  const steps = [...planPicture(activeParts(segments), SPAN)];
  for (const [index, step] of steps.entries()) {
    expect(Number.isInteger(step.atMs)).toBe(true);
    expect(step.atMs).toBeGreaterThan(steps[index - 1]?.atMs ?? -1);
    expect(step.lengthMs).toBe((steps[index + 1]?.atMs ?? 10_000) - step.atMs);
  }
  return steps;
}

function lateMs({ part, index, atMs }: PictureStep): number {
  return atMs + SPAN.fromMs - msOfPacket(part.segment, index);
}

it('planPicture shows each frame at its capture time, and the last one to the end', () => {
  const steps = stepsOf(camera({ driftPpm: 123, lengthMs: 9_000 }));
  expect(steps).toHaveLength(225);
  for (const step of steps) expect(Math.abs(lateMs(step))).toBeLessThanOrEqual(0.5);
});

it('planPicture places video after a suspension at its resume time', () => {
  const steps = stepsOf(camera({ stall: { mediaMs: 3_000, stalledMs: 2_500 }, lengthMs: 7_000 }));
  expect(Math.max(...steps.map(step => Math.abs(lateMs(step))))).toBeLessThanOrEqual(0.5);
  expect(Math.max(...steps.slice(0, -1).map(step => step.lengthMs))).toBe(2_540);
});

it('planPicture keeps frames in order when one would be placed before another', () => {
  const steps = stepsOf(camera({ stall: { mediaMs: 3_000, stalledMs: -100 } }));
  expect(steps).toHaveLength(250);
});

it('planPicture starts with a key frame', () => {
  const steps = stepsOf(camera({ packet: index => ({ isKey: index % 25 === 10 }) }));
  expect(steps[0]).toMatchObject({ index: 10, isKey: true, width: 640, height: 360 });
  expect(steps).toHaveLength(240);
});

it('planPicture shows nothing without a key frame', () => {
  expect(stepsOf(camera({ packet: () => ({ isKey: false }) }))).toEqual([]);
});

it('planPicture continues with a key frame after damage in the file', () => {
  const steps = stepsOf(camera({ packet: index => ({ isAfterDamage: index === 60 }) }));
  expect(steps.map(({ index }) => index)).toEqual(
    Array.from({ length: 250 }, (_, index) => index).filter(index => index < 60 || index >= 75),
  );
});

it('planPicture shows a frame from just before the segment run at its start', () => {
  const early = { ...camera({ fromMs: 900 }), fromMs: 1_000 };
  const steps = stepsOf(early);
  expect(steps[0]).toMatchObject({ index: 0, atMs: 0 });
  expect(steps.slice(4).every(step => Math.abs(lateMs(step)) <= 0.5)).toBe(true);
});

it('planPicture shows the newer of two pages, and the older one again from its next key frame', () => {
  const older = camera();
  const newer = camera({ fromMs: 4_000, lengthMs: 3_000 });
  const steps = stepsOf(older, newer);
  const sequence = steps.map(step => (step.part.segment === older ? 'old' : 'new'));
  expect(sequence.filter((who, index) => who !== sequence[index - 1])).toEqual(['old', 'new', 'old']);
  const [first, again] = [sequence.indexOf('new'), sequence.lastIndexOf('new') + 1];
  expect(steps[first]).toMatchObject({ isKey: true, index: 0 });
  expect(steps[again]).toMatchObject({ isKey: true, atMs: 6_000 });
});
