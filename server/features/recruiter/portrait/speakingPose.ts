import { NEUTRAL_POSE, type Pose } from '../clips/render/avatar/pose.ts';

/** Pose for still pictures, in the middle of a word. */
export const SPEAKING_POSE: Pose = {
  ...NEUTRAL_POSE,
  headTurn: -0.1,
  browRaise: 0.3,
  smile: 0.35,
  jaw: 0.3,
  lipsApart: 0.45,
};
