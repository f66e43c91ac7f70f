import {
  DEPTH,
  EYE,
  JAW_DROP,
  MOUTH,
  NECK_PIVOT,
  type Point,
  parallax,
  placementOfHead,
  shiftOfTorso,
} from '../../../../server/features/recruiter/clips/render/avatar/anatomy.ts';
import { lipShape } from '../../../../server/features/recruiter/clips/render/avatar/drawMouth.ts';
import { NEUTRAL_POSE, type Pose } from '../../../../server/features/recruiter/clips/render/avatar/pose.ts';

/**
 * Positions of visible landmarks in the image, in px. Eyelids are omitted, because blinks should be visible.
 */
export function landmarksOf(pose: Pose): Record<string, Point> {
  const onHead = (x: number, y: number, depth: number): Point => {
    const { pivot, angle, scale } = placementOfHead(pose);
    const shift = parallax(pose, depth);
    const [fromX, fromY] = [(x + shift.x - NECK_PIVOT.x) * scale, (y + shift.y - NECK_PIVOT.y) * scale];
    return {
      x: pivot.x + fromX * Math.cos(angle) - fromY * Math.sin(angle),
      y: pivot.y + fromX * Math.sin(angle) + fromY * Math.cos(angle),
    };
  };
  const torso = shiftOfTorso(pose);
  const lips = lipShape(pose);
  const iris = { x: 6.6 * pose.gazeX, y: 5.5 * pose.gazeY };
  return {
    crown: onHead(0, -150, DEPTH.frontHair),
    leftHairTip: onHead(-100, 188, DEPTH.frontHair),
    rightHairTip: onHead(100, 188, DEPTH.frontHair),
    chin: onHead(0, 134 + JAW_DROP * pose.jaw, DEPTH.contour),
    leftEye: onHead(-EYE.x + iris.x, EYE.y + iris.y, DEPTH.features),
    rightEye: onHead(EYE.x + iris.x, EYE.y + iris.y, DEPTH.features),
    leftBrow: onHead(-EYE.x, -30 - 5 * pose.browRaise - 1.4 * pose.browInner, DEPTH.brows),
    rightBrow: onHead(EYE.x, -30 - 5 * pose.browRaise - 1.4 * pose.browInner, DEPTH.brows),
    nose: onHead(0, 45, DEPTH.nose),
    leftCorner: onHead(MOUTH.x - lips.half, MOUTH.y + lips.cornerY, DEPTH.mouth),
    rightCorner: onHead(MOUTH.x + lips.half, MOUTH.y + lips.cornerY, DEPTH.mouth),
    upperLip: onHead(MOUTH.x, MOUTH.y + lips.upperInner, DEPTH.mouth),
    lowerLip: onHead(MOUTH.x, MOUTH.y + lips.lowerInner, DEPTH.mouth),
    shoulders: { x: torso.x, y: torso.y },
  };
}

/** Returns the landmark that moved the most between two poses, and by how many px. */
export function largestShift(pose: Pose, other: Pose = NEUTRAL_POSE): { landmark: string; px: number } {
  const there = landmarksOf(other);
  return Object.entries(landmarksOf(pose))
    .map(([landmark, { x, y }]) => ({
      landmark,
      px: Math.hypot(x - (there[landmark]?.x ?? x), y - (there[landmark]?.y ?? y)),
    }))
    .reduce((most, shift) => (shift.px > most.px ? shift : most), { landmark: 'none', px: 0 });
}
