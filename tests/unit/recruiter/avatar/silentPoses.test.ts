import { describe, expect, it } from 'vitest';
import {
  FRAME_MS,
  NEUTRAL_POSE,
  type Pose,
} from '../../../../server/features/recruiter/clips/render/avatar/pose.ts';
import { posesOfSilence } from '../../../../server/features/recruiter/clips/render/avatar/silentPoses.ts';
import { SilentClip } from '../../../../shared/recruiter/clip.ts';
import { timingOf } from '../../../../shared/recruiter/timing.ts';
import { landmarksOf, largestShift } from './landmarks.ts';

/** First frame and number of frames of each blink. */
function blinksOf(poses: readonly Pose[]): { from: number; frames: number }[] {
  const blinks: { from: number; frames: number }[] = [];
  for (const [frame, { blink }] of poses.entries()) {
    const last = blinks.at(-1);
    if (blink === 0) continue;
    if (last && last.from + last.frames === frame) last.frames++;
    else blinks.push({ from: frame, frames: 1 });
  }
  return blinks;
}

function mostBetweenPictures(poses: readonly Pose[]): number {
  return Math.max(...poses.slice(1).map((pose, index) => largestShift(pose, poses[index]).px));
}

describe('silent clips', () => {
  it.each([
    ['listening', 200],
    ['thinking', 150],
    ['ready', 50],
    ['nod', 25],
  ] as const)('%s has %i frames', (clip, frames) => {
    expect(posesOfSilence(clip)).toHaveLength(frames);
  });

  it.each(SilentClip.options)('%s starts and ends in the neutral pose', clip => {
    const poses = posesOfSilence(clip);
    expect(poses[0]).toEqual(NEUTRAL_POSE);
    expect(poses.at(-1)).toEqual(NEUTRAL_POSE);
  });

  // Movement at a cut from any moment of the clip to the start of another one, eyes and lips included.
  it.each([
    ['listening', 2.5],
    ['thinking', 7],
    ['ready', 8],
    ['nod', 11],
  ] as const)('nothing in %s is more than %f px away from the neutral pose', (clip, px) => {
    for (const pose of posesOfSilence(clip)) expect(largestShift(pose).px).toBeLessThanOrEqual(px);
  });

  it.each([
    ['listening', 0.8],
    ['thinking', 3.5],
    ['ready', 1],
    ['nod', 4],
  ] as const)('nothing in %s moves more than %f px from one frame to the next', (clip, px) => {
    expect(mostBetweenPictures(posesOfSilence(clip))).toBeLessThanOrEqual(px);
  });

  it('always move while listening, and never speak', () => {
    const poses = posesOfSilence('listening');
    const still = poses.slice(1).filter((pose, index) => largestShift(pose, poses[index]).px === 0);
    expect(still.length).toBeLessThan(10);
    expect(poses.every(({ lipsApart, jaw }) => lipsApart === 0 && jaw === 0)).toBe(true);
  });

  it.each(SilentClip.options)('the eyes in %s close completely, for at most 180 ms', clip => {
    const poses = posesOfSilence(clip);
    for (const { from, frames } of blinksOf(poses)) {
      expect(frames * FRAME_MS).toBeGreaterThanOrEqual(120);
      expect(frames * FRAME_MS).toBeLessThanOrEqual(180);
      expect(Math.max(...poses.slice(from, from + frames).map(({ blink }) => blink))).toBe(1);
    }
  });

  it('blink every 2.5 to 6 s while listening, at irregular intervals, even from one loop to the next', () => {
    const blinks = blinksOf([...posesOfSilence('listening'), ...posesOfSilence('listening')]);
    const gapsMs = blinks.slice(1).map(({ from }, index) => (from - (blinks[index]?.from ?? 0)) * FRAME_MS);
    for (const gapMs of gapsMs) {
      expect(gapMs).toBeGreaterThanOrEqual(2500);
      expect(gapMs).toBeLessThanOrEqual(6000);
    }
    expect(new Set(gapsMs).size).toBeGreaterThan(1);
  });

  it('look aside and down for most of the thinking clip', () => {
    const aside = posesOfSilence('thinking').filter(
      ({ gazeX, gazeY }) => Math.abs(gazeX) > 0.2 && gazeY > 0.2,
    );
    expect(aside.length).toBeGreaterThan(75);
  });

  it('breathe in and lean forward before speaking', () => {
    const poses = posesOfSilence('ready');
    expect(Math.min(...poses.map(pose => landmarksOf(pose).shoulders?.y ?? 0))).toBeLessThan(-2.5);
    expect(Math.max(...poses.map(({ lean }) => lean))).toBeGreaterThanOrEqual(0.3);
  });

  it('are at rest when speech starts at the standard pace, so that the first word does not jump', () => {
    const { hardEnd, softEnd } = timingOf({});
    const usual = Math.round((hardEnd.normal - softEnd) / FRAME_MS);
    const pose = posesOfSilence('ready')[usual];
    expect(pose?.lean).toBeLessThan(0.02);
    expect(Math.abs(landmarksOf(pose ?? NEUTRAL_POSE).nose?.y ?? 0)).toBeCloseTo(
      landmarksOf(NEUTRAL_POSE).nose?.y ?? 0,
      0,
    );
  });

  it('nod down by a few pixels and smile with the eyes', () => {
    const poses = posesOfSilence('nod');
    const restY = landmarksOf(NEUTRAL_POSE).nose?.y ?? 0;
    expect(Math.max(...poses.map(pose => landmarksOf(pose).nose?.y ?? 0)) - restY).toBeGreaterThan(6);
    expect(Math.max(...poses.map(({ crinkle }) => crinkle))).toBeGreaterThan(0.5);
  });
});
