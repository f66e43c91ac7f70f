/** Pose in which every clip starts and ends. */
export const NEUTRAL_POSE = {
  /** Shift of the whole head in px, to the right. */
  headX: 0,
  headY: 0,
  /** Lean of the head toward a shoulder in degrees, clockwise. */
  headTilt: 0,
  /** Turn about the vertical axis, -1 to 1; 1 is just over ten degrees toward the picture's right. */
  headTurn: 0,
  /** Turn about the axis through the ears, -1 to 1; 1 is about ten degrees downward. */
  headNod: 0,
  /** How far the head leans toward the viewer. 1 makes the head 4% larger. */
  lean: 0,
  /** How full the lungs are: 0 after breathing out, 1 after a deep breath. */
  breath: 0,
  /** How far both shoulders are raised, in px. */
  shoulders: 0,
  /** Direction of the eyes, -1 to 1, 0 into the camera; 1 is toward the picture's right. */
  gazeX: 0,
  /** Direction of the eyes, -1 to 1; 1 is down. The upper lids follow. */
  gazeY: 0,
  /** Lids: 0 at rest, 1 closed, slightly negative for wide-open eyes. */
  blink: 0,
  /** Raised lower lids, as in a smile. */
  crinkle: 0,
  /** Raises the brows. Negative values lower them. */
  browRaise: 0,
  /** Raises the inner ends of the brows, which shows attention or concern. */
  browInner: 0,
  jaw: 0,
  lipsApart: 0,
  /** Corners of the mouth: 1 wide as in "ee", -1 narrow. */
  lipWidth: 0,
  /** How far the lips are rounded and pushed forward, as in "oo". */
  lipRound: 0,
  /** Pressed lips, as in "m". */
  lipPress: 0,
  /** Lower lip at the upper teeth, as in "f". */
  lipTuck: 0,
  /** Closed teeth behind open lips, as in "s". */
  teeth: 0,
  /** Raised tip of the tongue, as in "l" and "th". */
  tongue: 0,
  /** Raised corners of the mouth, in addition to the slight smile of the drawing. */
  smile: 0,
};

/** Position of all moving parts. On axes without a unit, 0 is at rest and 1 is the natural maximum. */
export type Pose = typeof NEUTRAL_POSE;
export type PoseAxis = keyof Pose;

/** For still pictures, in the middle of a word. */
export const SPEAKING_POSE: Pose = {
  ...NEUTRAL_POSE,
  headTurn: -0.1,
  browRaise: 0.3,
  smile: 0.35,
  jaw: 0.3,
  lipsApart: 0.45,
};

export const MOUTH_AXES = [
  'jaw',
  'lipsApart',
  'lipWidth',
  'lipRound',
  'lipPress',
  'lipTuck',
  'teeth',
  'tongue',
] as const satisfies PoseAxis[];
export type MouthPose = Pick<Pose, (typeof MOUTH_AXES)[number]>;

/** Axes that return to rest near times where speech can be cut: all except those of the mouth. */
export const RESTING_AXES = (Object.keys(NEUTRAL_POSE) as PoseAxis[]).filter(
  axis => !MOUTH_AXES.some(mouth => mouth === axis),
);

/** Size of a frame in px. All distances of the avatar are in px of this size. */
export const AVATAR_SIZE = { width: 960, height: 540 };

export const FRAME_RATE = 25;

export const FRAME_MS = 1000 / FRAME_RATE;
