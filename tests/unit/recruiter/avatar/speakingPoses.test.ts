import { describe, expect, it } from 'vitest';
import { openingOf } from '../../../../server/features/recruiter/clips/render/avatar/drawMouth.ts';
import {
  FRAME_MS,
  NEUTRAL_POSE,
  type Pose,
} from '../../../../server/features/recruiter/clips/render/avatar/pose.ts';
import {
  posesOfSpeech,
  type Speech,
} from '../../../../server/features/recruiter/clips/render/avatar/speakingPoses.ts';
import { largestShift } from './landmarks.ts';
import { spokenSentence } from './spokenSentence.ts';

const withoutPhones: Speech = { ...spokenSentence, phones: undefined };
const bothKinds: [string, Speech][] = [
  ['sounds', spokenSentence],
  ['loudness alone', withoutPhones],
];

/** Frames that are shown completely within the given time. */
function posesBetween(poses: readonly Pose[], fromMs: number, toMs: number): Pose[] {
  return poses.slice(Math.ceil(fromMs / FRAME_MS), Math.floor(toMs / FRAME_MS));
}

/** Returns the pose with a neutral mouth. */
function withoutMouth(pose: Pose): Pose {
  const { jaw, lipsApart, lipWidth, lipRound, lipPress, lipTuck, teeth, tongue } = NEUTRAL_POSE;
  return { ...pose, jaw, lipsApart, lipWidth, lipRound, lipPress, lipTuck, teeth, tongue };
}

function pearson(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  const product = (x: readonly number[], mx: number, y: readonly number[], my: number) =>
    x.reduce((sum, value, index) => sum + (value - mx) * ((y[index] ?? 0) - my), 0);
  return product(a, meanA, b, meanB) / Math.sqrt(product(a, meanA, a, meanA) * product(b, meanB, b, meanB));
}

/** Loudness of each frame in dB, at least -60 dBFS. */
function loudnessOfPictures({ levels }: Speech, frames: number): number[] {
  const perFrame = FRAME_MS / 20;
  return Array.from({ length: frames }, (_, frame) => {
    const of = [...levels.subarray(frame * perFrame, (frame + 1) * perFrame)].map(level =>
      Math.max(-60, -level),
    );
    return of.reduce((sum, db) => sum + db, 0) / of.length;
  });
}

function repeated(times: number): Speech {
  const { durationMs, phones, levels, phrasesMs } = spokenSentence;
  const rounds = [...Array(times).keys()];
  return {
    durationMs: durationMs * times,
    phones: rounds.flatMap(round =>
      phones.map(({ name, fromMs, toMs }) => ({
        name,
        fromMs: fromMs + round * durationMs,
        toMs: toMs + round * durationMs,
      })),
    ),
    levels: new Uint8Array(rounds.flatMap(() => [...levels])),
    phrasesMs: rounds.flatMap(round => phrasesMs.map(phraseMs => phraseMs + round * durationMs)),
    seed: 1,
  };
}

describe.each(bothKinds)('speech poses for %s', (_, speech) => {
  const poses = posesOfSpeech(speech);

  it('have a frame for every 40 ms or part of it', () => {
    expect(poses).toHaveLength(Math.ceil(speech.durationMs / 40));
  });

  it('start and end in the neutral pose', () => {
    expect(poses[0]).toEqual(NEUTRAL_POSE);
    expect(poses.at(-1)).toEqual(NEUTRAL_POSE);
  });

  it('open the mouth with the sound', () => {
    expect(pearson(poses.map(openingOf), loudnessOfPictures(speech, poses.length))).toBeGreaterThan(0.5);
  });

  it('open the mouth clearly in every phrase', () => {
    for (const [index, fromMs] of speech.phrasesMs.entries()) {
      const toMs = speech.phrasesMs[index + 1] ?? speech.durationMs;
      expect(Math.max(...posesBetween(poses, fromMs, toMs).map(openingOf))).toBeGreaterThan(4);
    }
  });

  it('close the mouth in pauses', () => {
    for (const [fromMs, toMs] of [
      [0, 160],
      [660, 860],
      [2720, 2880],
    ] as const) {
      const openings = posesBetween(poses, fromMs + 40, toMs - 60).map(openingOf);
      expect(Math.max(...openings)).toBeLessThan(0.5);
    }
  });

  it('are near the neutral pose around each possible cut, with lips closed and eyes open', () => {
    for (const phraseMs of speech.phrasesMs) {
      const at = Math.floor(phraseMs / FRAME_MS);
      for (const pose of poses.slice(Math.max(0, at - 1), at + 1)) {
        expect(largestShift(pose).px).toBeLessThan(1);
        expect(openingOf(pose)).toBeLessThan(0.5);
        expect(pose.blink).toBe(0);
      }
    }
  });

  it('move the head by at most a few pixels and without jerks', () => {
    const heads = poses.map(withoutMouth);
    const shifts = heads.map(pose => largestShift(pose).px);
    expect(Math.max(...shifts)).toBeGreaterThan(3);
    expect(Math.max(...shifts)).toBeLessThan(14);
    const steps = heads.slice(1).map((pose, index) => largestShift(pose, heads[index]).px);
    expect(Math.max(...steps)).toBeLessThan(3);
  });

  it('blink, for at most four frames', () => {
    const closed = poses.map(({ blink }) => (blink > 0 ? 'x' : ' ')).join('');
    const blinks = closed.match(/x+/g) ?? [];
    expect(blinks.length).toBeGreaterThan(0);
    expect(Math.max(...blinks.map(blink => blink.length))).toBeLessThanOrEqual(4);
  });

  it('are identical for one seed and differ for another', () => {
    expect(posesOfSpeech(speech)).toEqual(poses);
    expect(posesOfSpeech({ ...speech, seed: speech.seed + 1 })).not.toEqual(poses);
  });
});

describe('mouth shapes', () => {
  const poses = posesOfSpeech(spokenSentence);
  const during = (names: readonly string[]) =>
    spokenSentence.phones
      .filter(({ name }) => names.includes(name))
      .map(({ fromMs, toMs }) =>
        poses.slice(Math.floor(fromMs / FRAME_MS) - 1, Math.ceil(toMs / FRAME_MS) + 1),
      );

  it('close the lips for every m, b, and p', () => {
    const closings = during(['m', 'b', 'p']);
    expect(closings).toHaveLength(4);
    for (const pictures of closings) expect(Math.min(...pictures.map(openingOf))).toBe(0);
  });

  it('put the lower lip to the teeth for every f and v', () => {
    for (const pictures of during(['f', 'v'])) {
      expect(Math.max(...pictures.map(({ lipTuck }) => lipTuck))).toBeGreaterThan(0.6);
    }
  });

  it('round the lips for oo and w, and spread them for ee', () => {
    for (const pictures of during(['uw', 'w'])) {
      expect(Math.max(...pictures.map(({ lipRound }) => lipRound))).toBeGreaterThan(0.3);
    }
    for (const pictures of during(['iy'])) {
      expect(Math.max(...pictures.map(({ lipWidth }) => lipWidth))).toBeGreaterThan(0.25);
    }
  });

  it('start to form a vowel before it is heard', () => {
    const rounding = (name: string) =>
      posesOfSpeech({
        durationMs: 1000,
        phones: [
          { name: 't', fromMs: 300, toMs: 400 },
          { name, fromMs: 400, toMs: 640 },
        ],
        levels: new Uint8Array(50).fill(20),
        phrasesMs: [0],
        seed: 1,
      })[9]?.lipRound ?? 0;
    expect(rounding('uw')).toBeGreaterThan(rounding('iy') + 0.2);
  });
});

describe('poses for unusual speech', () => {
  const silent = { phrasesMs: [0], seed: 1 };

  it('have no frame without a duration', () => {
    expect(posesOfSpeech({ ...silent, durationMs: 0, phones: [], levels: new Uint8Array() })).toEqual([]);
  });

  it('are neutral when the speech is as short as one frame', () => {
    expect(posesOfSpeech({ ...silent, durationMs: 15, levels: new Uint8Array([10]) })).toEqual([
      NEUTRAL_POSE,
    ]);
  });

  it('follow loudness when there are no sounds', () => {
    expect(posesOfSpeech({ ...spokenSentence, phones: [] })).toEqual(posesOfSpeech(withoutPhones));
  });

  it('close the mouth after the levels have ended', () => {
    const poses = posesOfSpeech({ ...spokenSentence, levels: spokenSentence.levels.subarray(0, 120) });
    expect(poses).toHaveLength(128);
    expect(Math.max(...posesBetween(poses, 1700, 2400).map(openingOf))).toBeGreaterThan(3);
    expect(Math.max(...posesBetween(poses, 2500, 5101).map(openingOf))).toBe(0);
  });

  it('keep the mouth closed in silence, whatever the sounds are', () => {
    const poses = posesOfSpeech({ ...spokenSentence, levels: new Uint8Array(256).fill(127) });
    expect(Math.max(...poses.map(openingOf))).toBe(0);
  });

  it('open the mouth for an unknown sound', () => {
    const poses = posesOfSpeech({
      ...silent,
      durationMs: 1000,
      phones: [{ name: 'click', fromMs: 300, toMs: 700 }],
      levels: new Uint8Array(50).fill(20),
    });
    expect(openingOf(poses[12] ?? NEUTRAL_POSE)).toBeGreaterThan(2);
  });

  it('accept phrases in any order, repeated, and beyond the end', () => {
    const poses = posesOfSpeech({ ...spokenSentence, phrasesMs: [9000, 1643, 0, 1643, 880, 2914] });
    expect(poses).toHaveLength(128);
    expect(largestShift(poses[41] ?? NEUTRAL_POSE).px).toBeLessThan(1);
  });

  it('are calculated for 2,000 characters in less than a hundredth of their duration', () => {
    const speech = repeated(26);
    const before = performance.now();
    const poses = posesOfSpeech(speech);
    expect(performance.now() - before).toBeLessThan(speech.durationMs / 100);
    expect(poses).toHaveLength(Math.ceil(speech.durationMs / FRAME_MS));
  });

  it('do not repeat movements when the words repeat', () => {
    const poses = posesOfSpeech(repeated(2));
    const half = spokenSentence.durationMs / FRAME_MS;
    const differences = poses
      .slice(0, Math.floor(half))
      .map(
        (pose, frame) =>
          largestShift(withoutMouth(pose), withoutMouth(poses[Math.round(frame + half)] ?? pose)).px,
      );
    expect(Math.max(...differences)).toBeGreaterThan(2);
  });
});
