import type { SilentClip } from '../../../../../../shared/recruiter/clip.ts';
import { addBlink, type Key, movement } from './motion.ts';
import { FRAME_MS, NEUTRAL_POSE, type Pose, type PoseAxis } from './pose.ts';

/** What moves in a silent clip. Every movement begins and ends at 0, at rest: the clip can be repeated, left and entered. */
interface Score {
  durationMs: number;
  movements: Partial<Record<PoseAxis, readonly Key[]>>;
  /** Pictures in which blinks begin, with the way of blinking. */
  blinks: readonly (readonly [frame: number, kind: number])[];
}

const SCORES: Readonly<Record<SilentClip, Score>> = {
  // Attentive and calm. Two breaths of unlike length, hardly any sway: it is left at any moment without a visible jump.
  listening: {
    durationMs: 8000,
    movements: {
      breath: [
        [0, 0],
        [1500, 0.5],
        [1750, 0.5],
        [3900, 0.02],
        [5250, 0.44],
        [5500, 0.44],
        [7900, 0],
      ],
      headX: [
        [0, 0],
        [2300, 0.7],
        [3100, 0.6],
        [5600, -0.6],
        [7800, 0],
      ],
      headTilt: [
        [300, 0],
        [1900, 0.16],
        [2600, 0.16],
        [4700, -0.13],
        [6200, -0.08],
        [7700, 0],
      ],
      headTurn: [
        [500, 0],
        [2500, 0.05],
        [4400, -0.06],
        [5200, -0.06],
        [7600, 0],
      ],
      headNod: [
        [900, 0],
        [1500, 0.05],
        [3300, -0.02],
        [5900, 0.06],
        [7500, 0],
      ],
      gazeX: [
        [1240, 0],
        [1300, -0.07],
        [2560, -0.07],
        [2620, 0.05],
        [3900, 0.05],
        [3960, 0],
        [6120, 0],
        [6180, 0.06],
        [7260, 0.06],
        [7320, 0],
      ],
      gazeY: [
        [1240, 0],
        [1300, 0.03],
        [2560, 0.03],
        [2620, 0],
        [6120, 0],
        [6180, 0.04],
        [7260, 0.04],
        [7320, 0],
      ],
      browRaise: [
        [3000, 0],
        [3400, 0.13],
        [4300, 0.1],
        [5000, 0],
      ],
      crinkle: [
        [2900, 0],
        [3500, 0.12],
        [4700, 0.1],
        [5600, 0],
      ],
    },
    blinks: [
      [58, 0.1],
      [137, 0.9],
    ],
  },
  // Out of courtesy not looking at a person who is thinking: a little aside and down, back to the camera at the end.
  thinking: {
    durationMs: 6000,
    movements: {
      breath: [
        [0, 0],
        [1500, 0.5],
        [3600, 0.03],
        [4700, 0.38],
        [5920, 0],
      ],
      gazeX: [
        [360, 0],
        [440, 0.42],
        [1900, 0.42],
        [1960, 0.34],
        [3340, 0.34],
        [3420, 0.5],
        [5180, 0.5],
        [5260, 0],
      ],
      gazeY: [
        [360, 0],
        [440, 0.42],
        [1900, 0.42],
        [1960, 0.5],
        [3340, 0.5],
        [3420, 0.4],
        [5180, 0.4],
        [5260, 0],
      ],
      headTurn: [
        [300, 0],
        [1000, 0.2],
        [3500, 0.16],
        [4400, 0.2],
        [5700, 0],
      ],
      headNod: [
        [300, 0],
        [1100, 0.17],
        [3000, 0.2],
        [4500, 0.13],
        [5700, 0],
      ],
      headTilt: [
        [300, 0],
        [1300, 0.45],
        [3400, 0.34],
        [4500, 0.45],
        [5800, 0],
      ],
      browRaise: [
        [2600, 0],
        [3100, 0.14],
        [3900, 0.1],
        [4600, 0],
      ],
      lipPress: [
        [1800, 0],
        [2200, 0.22],
        [2700, 0.2],
        [3200, 0],
      ],
    },
    blinks: [
      [8, 0.9],
      [73, 0.4],
      [129, 0.1],
    ],
  },
  // About to speak: a breath, a little nearer, brows up, lips just parting. Over when the usual pace begins to speak, so that the first
  // word follows from rest; someone slower sees it once more.
  ready: {
    durationMs: 2000,
    movements: {
      breath: [
        [0, 0],
        [600, 0.9],
        [820, 0.85],
        [1400, 0],
      ],
      shoulders: [
        [0, 0],
        [600, 1],
        [820, 0.9],
        [1400, 0],
      ],
      lean: [
        [40, 0],
        [640, 0.36],
        [860, 0.36],
        [1420, 0],
      ],
      headNod: [
        [0, 0],
        [540, -0.1],
        [860, -0.05],
        [1400, 0],
      ],
      browRaise: [
        [100, 0],
        [500, 0.38],
        [860, 0.3],
        [1400, 0],
      ],
      crinkle: [
        [240, 0],
        [700, 0.2],
        [1400, 0],
      ],
      smile: [
        [160, 0],
        [700, 0.3],
        [960, 0.24],
        [1440, 0],
      ],
      lipsApart: [
        [300, 0],
        [600, 0.13],
        [800, 0.1],
        [1200, 0],
      ],
      jaw: [
        [300, 0],
        [600, 0.12],
        [800, 0.08],
        [1200, 0],
      ],
    },
    blinks: [[40, 0.5]],
  },
  // "I follow": up by a hair, down, most of the way back, a small second dip.
  nod: {
    durationMs: 1000,
    movements: {
      headNod: [
        [0, 0],
        [140, -0.1],
        [390, 0.72],
        [620, 0.12],
        [760, 0.26],
        [960, 0],
      ],
      headY: [
        [0, 0],
        [140, -0.5],
        [390, 3],
        [620, 0.5],
        [760, 1.1],
        [960, 0],
      ],
      crinkle: [
        [60, 0],
        [420, 0.75],
        [620, 0.65],
        [960, 0],
      ],
      smile: [
        [60, 0],
        [440, 0.5],
        [640, 0.45],
        [960, 0],
      ],
      browRaise: [
        [0, 0],
        [160, 0.22],
        [420, 0.05],
        [960, 0],
      ],
      gazeY: [
        [120, 0],
        [390, -0.26],
        [620, -0.05],
        [960, 0],
      ],
    },
    blinks: [],
  },
};

/** One pose for each picture of 40 ms. The first and the last are the neutral one. */
export function posesOfSilence(clip: SilentClip): Pose[] {
  const { durationMs, movements, blinks } = SCORES[clip];
  const axes = (Object.entries(movements) as [PoseAxis, readonly Key[]][]).map(
    ([axis, keys]) => [axis, movement(keys)] as const,
  );
  const poses: Pose[] = Array.from({ length: durationMs / FRAME_MS }, (_, frame) => {
    const pose: Pose = { ...NEUTRAL_POSE };
    for (const [axis, at] of axes) pose[axis] = at(frame * FRAME_MS);
    return pose;
  });
  for (const [frame, kind] of blinks) addBlink(poses, frame, kind);
  return poses;
}
