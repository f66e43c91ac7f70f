import type { SilentClip } from '../../../../../../shared/recruiter/clip.ts';
import { addBlink, type KeyFrames, movement } from './motion.ts';
import { FRAME_MS, NEUTRAL_POSE, type Pose, type PoseAxis } from './pose.ts';

/** Animation of a silent clip. Movements start and end at 0, so that clips can loop and follow each other. */
interface Animation {
  durationMs: number;
  movements: Partial<Record<PoseAxis, KeyFrames>>;
  /** First frame of each blink, and its kind from 0 to 1. */
  blinks: readonly (readonly [frame: number, kind: number])[];
}

const ANIMATIONS: Readonly<Record<SilentClip, Animation>> = {
  // Has only small movements, so that playback can leave it at any frame without a visible jump.
  listening: {
    durationMs: 8000,
    movements: {
      breath: { atMs: [0, 1500, 1750, 3900, 5250, 5500, 7900], values: [0, 0.5, 0.5, 0.02, 0.44, 0.44, 0] },
      headX: { atMs: [0, 2300, 3100, 5600, 7800], values: [0, 0.7, 0.6, -0.6, 0] },
      headTilt: { atMs: [300, 1900, 2600, 4700, 6200, 7700], values: [0, 0.16, 0.16, -0.13, -0.08, 0] },
      headTurn: { atMs: [500, 2500, 4400, 5200, 7600], values: [0, 0.05, -0.06, -0.06, 0] },
      headNod: { atMs: [900, 1500, 3300, 5900, 7500], values: [0, 0.05, -0.02, 0.06, 0] },
      gazeX: {
        atMs: [1240, 1300, 2560, 2620, 3900, 3960, 6120, 6180, 7260, 7320],
        values: [0, -0.07, -0.07, 0.05, 0.05, 0, 0, 0.06, 0.06, 0],
      },
      gazeY: {
        atMs: [1240, 1300, 2560, 2620, 6120, 6180, 7260, 7320],
        values: [0, 0.03, 0.03, 0, 0, 0.04, 0.04, 0],
      },
      browRaise: { atMs: [3000, 3400, 4300, 5000], values: [0, 0.13, 0.1, 0] },
      crinkle: { atMs: [2900, 3500, 4700, 5600], values: [0, 0.12, 0.1, 0] },
    },
    blinks: [
      [58, 0.1],
      [137, 0.9],
    ],
  },
  // The recruiter looks away while the candidate thinks, and back to the camera at the end.
  thinking: {
    durationMs: 6000,
    movements: {
      breath: { atMs: [0, 1500, 3600, 4700, 5920], values: [0, 0.5, 0.03, 0.38, 0] },
      gazeX: {
        atMs: [360, 440, 1900, 1960, 3340, 3420, 5180, 5260],
        values: [0, 0.42, 0.42, 0.34, 0.34, 0.5, 0.5, 0],
      },
      gazeY: {
        atMs: [360, 440, 1900, 1960, 3340, 3420, 5180, 5260],
        values: [0, 0.42, 0.42, 0.5, 0.5, 0.4, 0.4, 0],
      },
      headTurn: { atMs: [300, 1000, 3500, 4400, 5700], values: [0, 0.2, 0.16, 0.2, 0] },
      headNod: { atMs: [300, 1100, 3000, 4500, 5700], values: [0, 0.17, 0.2, 0.13, 0] },
      headTilt: { atMs: [300, 1300, 3400, 4500, 5800], values: [0, 0.45, 0.34, 0.45, 0] },
      browRaise: { atMs: [2600, 3100, 3900, 4600], values: [0, 0.14, 0.1, 0] },
      lipPress: { atMs: [1800, 2200, 2700, 3200], values: [0, 0.22, 0.2, 0] },
    },
    blinks: [
      [8, 0.9],
      [73, 0.4],
      [129, 0.1],
    ],
  },
  // The recruiter is about to speak. This clip loops if speech does not start by its end.
  ready: {
    durationMs: 2000,
    movements: {
      breath: { atMs: [0, 600, 820, 1400], values: [0, 0.9, 0.85, 0] },
      shoulders: { atMs: [0, 600, 820, 1400], values: [0, 1, 0.9, 0] },
      lean: { atMs: [40, 640, 860, 1420], values: [0, 0.36, 0.36, 0] },
      headNod: { atMs: [0, 540, 860, 1400], values: [0, -0.1, -0.05, 0] },
      browRaise: { atMs: [100, 500, 860, 1400], values: [0, 0.38, 0.3, 0] },
      crinkle: { atMs: [240, 700, 1400], values: [0, 0.2, 0] },
      smile: { atMs: [160, 700, 960, 1440], values: [0, 0.3, 0.24, 0] },
      lipsApart: { atMs: [300, 600, 800, 1200], values: [0, 0.13, 0.1, 0] },
      jaw: { atMs: [300, 600, 800, 1200], values: [0, 0.12, 0.08, 0] },
    },
    blinks: [[40, 0.5]],
  },
  nod: {
    durationMs: 1000,
    movements: {
      headNod: { atMs: [0, 140, 390, 620, 760, 960], values: [0, -0.1, 0.72, 0.12, 0.26, 0] },
      headY: { atMs: [0, 140, 390, 620, 760, 960], values: [0, -0.5, 3, 0.5, 1.1, 0] },
      crinkle: { atMs: [60, 420, 620, 960], values: [0, 0.75, 0.65, 0] },
      smile: { atMs: [60, 440, 640, 960], values: [0, 0.5, 0.45, 0] },
      browRaise: { atMs: [0, 160, 420, 960], values: [0, 0.22, 0.05, 0] },
      gazeY: { atMs: [120, 390, 620, 960], values: [0, -0.26, -0.05, 0] },
    },
    blinks: [],
  },
};

export function posesOfSilence(clip: SilentClip): Pose[] {
  const { durationMs, movements, blinks } = ANIMATIONS[clip];
  const axes = (Object.entries(movements) as [PoseAxis, KeyFrames][]).map(
    ([axis, frames]) => [axis, movement(frames)] as const,
  );
  const poses: Pose[] = Array.from({ length: durationMs / FRAME_MS }, (_, frame) => {
    const pose: Pose = { ...NEUTRAL_POSE };
    for (const [axis, at] of axes) pose[axis] = at(frame * FRAME_MS);
    return pose;
  });
  for (const [frame, kind] of blinks) addBlink(poses, frame, kind);
  return poses;
}
