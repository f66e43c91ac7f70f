/**
 * Everything that can move, as plain numbers. A pose names degrees of freedom of a person, not pixels of a drawing: what is
 * drawn from it is the business of `AvatarPainter`. Unless a unit is given, 0 is at rest and 1 as far as it naturally goes.
 */
export interface Pose {
  /** Shift of the whole head in px, to the right. */
  headX: number;
  /** Shift of the whole head in px, downwards. */
  headY: number;
  /** Lean of the head towards a shoulder in degrees, clockwise. */
  headTilt: number;
  /** Turn about the vertical axis, -1 to 1; 1 is a good ten degrees towards the picture's right. */
  headTurn: number;
  /** Turn about the axis through the ears, -1 to 1; 1 is about ten degrees downwards. */
  headNod: number;
  /** How much nearer to the viewer: 1 makes the head 4% larger. */
  lean: number;
  /** Filling of the lungs: 0 breathed out, 1 a deep breath. */
  breath: number;
  /** Raising of both shoulders in px. */
  shoulders: number;
  /** Direction of the eyes, -1 to 1, 0 into the camera; 1 is towards the picture's right. */
  gazeX: number;
  /** Direction of the eyes, -1 to 1; 1 is down. The upper lids follow. */
  gazeY: number;
  /** Lids: 0 at rest, 1 closed, slightly negative for wide-open eyes. */
  blink: number;
  /** Raised lower lids, as in a smile that reaches the eyes. */
  crinkle: number;
  /** Raised brows; negative lowers them. */
  browRaise: number;
  /** The brows' inner ends raised: attention, concern. */
  browInner: number;
  /** Lowered jaw. */
  jaw: number;
  /** Distance between the lips. */
  lipsApart: number;
  /** Corners of the mouth: 1 wide as in "ee", -1 narrow. */
  lipWidth: number;
  /** Rounded and pushed forward, as in "oo". */
  lipRound: number;
  /** Lips pressed upon each other, as in "m". */
  lipPress: number;
  /** Lower lip at the upper teeth, as in "f". */
  lipTuck: number;
  /** Both rows of teeth close together behind the open lips, as in "s". */
  teeth: number;
  /** Tip of the tongue raised, as in "l" and "th". */
  tongue: number;
  /** Corners of the mouth raised, beyond the hint of a smile that is always there. */
  smile: number;
}

export type PoseAxis = keyof Pose;

/** In it every clip begins and ends. */
export const NEUTRAL_POSE: Readonly<Pose> = {
  headX: 0,
  headY: 0,
  headTilt: 0,
  headTurn: 0,
  headNod: 0,
  lean: 0,
  breath: 0,
  shoulders: 0,
  gazeX: 0,
  gazeY: 0,
  blink: 0,
  crinkle: 0,
  browRaise: 0,
  browInner: 0,
  jaw: 0,
  lipsApart: 0,
  lipWidth: 0,
  lipRound: 0,
  lipPress: 0,
  lipTuck: 0,
  teeth: 0,
  tongue: 0,
  smile: 0,
};

export const POSE_AXES = Object.keys(NEUTRAL_POSE) as readonly PoseAxis[];

/** The picture's size in pixels. All distances of the avatar are counted in pixels of this size. */
export const AVATAR_SIZE = { width: 960, height: 540 };

/** Pictures per second. */
export const FRAME_RATE = 25;

/** How long one picture stands. */
export const FRAME_MS = 1000 / FRAME_RATE;
