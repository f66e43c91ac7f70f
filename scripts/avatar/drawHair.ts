import { seededRandom } from '../../server/features/recruiter/clips/render/avatar/motion.ts';
import { oklch, skin } from '../../server/features/recruiter/clips/render/avatar/palette.ts';
import type { Ink } from '../../server/features/recruiter/clips/render/avatar/sprites.ts';
import { Layer } from './Layer.ts';

const hair = {
  base: oklch(0.255, 0.028, 48),
  dark: (opacity: number) => oklch(0.17, 0.02, 45, opacity),
  mid: (opacity: number) => oklch(0.35, 0.045, 50, opacity),
  light: (opacity: number) => oklch(0.55, 0.07, 58, opacity),
  shine: (opacity: number) => oklch(0.72, 0.065, 68, opacity),
};

/** Path along the hair: a start point, then cubic Bézier segments of three points each. */
type Guide = readonly (readonly [x: number, y: number])[];

/** Hair between two guides, from the parting to the tips. */
interface Lock {
  outer: Guide;
  inner: Guide;
  strands: number;
  seed: number;
  /** Share of the window's light, 0 to 1. */
  lit: number;
  /** Positions of the two glossy bands, from 0 (top) to 1 (tips). */
  gloss: readonly [number, number];
}

/** The parting runs from the crown down to the forehead. */
const CROWN = [26, -139] as const;
const FOREHEAD = [35, -101] as const;

const LEFT_BACK: Lock = {
  outer: [
    CROWN,
    [-4, -157],
    [-78, -153],
    [-102, -86],
    [-117, -40],
    [-108, 12],
    [-117, 62],
    [-126, 104],
    [-128, 152],
    [-98, 190],
  ],
  inner: [
    FOREHEAD,
    [2, -100],
    [-56, -90],
    [-76, -42],
    [-90, -10],
    [-84, 34],
    [-83, 66],
    [-84, 104],
    [-74, 150],
    [-54, 182],
  ],
  strands: 210,
  seed: 3,
  lit: 1,
  gloss: [0.2, 0.68],
};
/** Swept over the forehead, in front of `LEFT_BACK`. */
const LEFT_SWEEP: Lock = {
  outer: [
    [31, -122],
    [-14, -132],
    [-70, -116],
    [-88, -58],
    [-101, -18],
    [-94, 26],
    [-97, 66],
    [-100, 104],
    [-106, 140],
    [-90, 172],
  ],
  inner: [
    FOREHEAD,
    [4, -99],
    [-52, -92],
    [-74, -46],
    [-87, -14],
    [-81, 30],
    [-84, 64],
    [-88, 96],
    [-90, 126],
    [-76, 160],
  ],
  strands: 105,
  seed: 8,
  lit: 1,
  gloss: [0.24, 0.72],
};
/** Tucked behind the ear, falling forward below it. */
const RIGHT: Lock = {
  outer: [
    CROWN,
    [60, -155],
    [104, -126],
    [108, -54],
    [112, -12],
    [111, 24],
    [115, 66],
    [121, 108],
    [124, 150],
    [94, 188],
  ],
  inner: [
    FOREHEAD,
    [52, -98],
    [76, -82],
    [85, -40],
    [90, -22],
    [98, 10],
    [93, 56],
    [88, 92],
    [78, 146],
    [54, 182],
  ],
  strands: 190,
  seed: 4,
  lit: 0.74,
  gloss: [0.19, 0.7],
};

export function frontHairLayer(): Layer {
  const layer = new Layer('frontHair');
  paintLock(layer, RIGHT);
  paintRim(layer);
  paintLock(layer, LEFT_BACK);
  paintShadowOf(layer, LEFT_SWEEP, LEFT_BACK);
  paintLock(layer, LEFT_SWEEP);
  paintParting(layer);
  paintBabyHair(layer.ink);
  return layer;
}

/** Draws the hair behind the neck. */
export function backHairLayer(): Layer {
  const layer = new Layer('backHair');
  const { ink } = layer;
  ink.beginPath();
  ink.moveTo(0, -140);
  ink.bezierCurveTo(86, -140, 102, -60, 106, 20);
  ink.bezierCurveTo(112, 90, 116, 160, 76, 182);
  ink.bezierCurveTo(40, 168, -40, 168, -76, 184);
  ink.bezierCurveTo(-118, 160, -114, 90, -108, 20);
  ink.bezierCurveTo(-104, -60, -86, -140, 0, -140);
  const depth = ink.createLinearGradient(0, 60, 0, 190);
  depth.addColorStop(0, oklch(0.15, 0.015, 45));
  depth.addColorStop(1, oklch(0.23, 0.025, 46));
  ink.fillStyle = depth;
  ink.fill();
  ink.clip();
  const random = seededRandom(11);
  for (let strand = 0; strand < 110; strand++) {
    const x = -112 + 224 * random();
    ink.strokeStyle = hair.mid(0.08 + 0.3 * random());
    ink.lineWidth = 0.6 + random();
    ink.beginPath();
    ink.moveTo(x * 0.93, 40);
    ink.bezierCurveTo(x * 1.02, 90, x * 1.02, 130, x * 0.86 + 6 * (random() - 0.5), 190);
    ink.stroke();
  }
  return layer;
}

function trace(ink: Ink, guide: Guide): void {
  for (let at = 1; at + 2 < guide.length; at += 3) {
    const [a, b, c] = [guide[at], guide[at + 1], guide[at + 2]];
    if (a && b && c) ink.bezierCurveTo(a[0], a[1], b[0], b[1], c[0], c[1]);
  }
}

function begin(ink: Ink, guide: Guide): void {
  ink.beginPath();
  const [start] = guide;
  if (start) ink.moveTo(start[0], start[1]);
  trace(ink, guide);
}

/** Interpolates between the outer guide (`share` 0) and the inner guide (1). A `share` slightly out of range is allowed. */
function between({ outer, inner }: Lock, share: number): Guide {
  return outer.map(([x, y], index) => {
    const [ix, iy] = inner[index] ?? [x, y];
    return [x + (ix - x) * share, y + (iy - y) * share] as const;
  });
}

function outline(ink: Ink, { outer, inner }: Lock): void {
  begin(ink, outer);
  const tips = [outer.at(-1), inner.at(-1)] as const;
  if (tips[0] && tips[1]) {
    ink.quadraticCurveTo(
      (tips[0][0] + tips[1][0]) / 2,
      Math.max(tips[0][1], tips[1][1]) + 4,
      tips[1][0],
      tips[1][1],
    );
  }
  trace(ink, [...inner].reverse());
  ink.closePath();
}

function paintLock(layer: Layer, lock: Lock): void {
  const { ink } = layer;
  const random = seededRandom(lock.seed);
  ink.save();
  outline(ink, lock);
  ink.fillStyle = hair.base;
  ink.fill();
  ink.clip();
  for (let strand = 0; strand < lock.strands; strand++) paintStrand(ink, lock, random);
  // Shade along the edge toward the face.
  layer.soft(4.5, soft => {
    soft.strokeStyle = hair.dark(0.6);
    soft.lineWidth = 8;
    begin(soft, lock.inner);
    soft.stroke();
  });
  ink.restore();
  paintTips(ink, lock, random);
  paintLooseStrands(ink, lock, random);
}

/** Draws fine tips of different lengths, so that the hair does not end in a straight line. */
function paintTips(ink: Ink, lock: Lock, random: () => number): void {
  for (let strand = 0; strand < 80; strand++) {
    const way = between(lock, 0.02 + 0.96 * random());
    const [before, end] = [way.at(-2), way.at(-1)];
    if (!before || !end) continue;
    const length = Math.hypot(end[0] - before[0], end[1] - before[1]);
    const [dx, dy] = [(end[0] - before[0]) / length, (end[1] - before[1]) / length];
    const reach = 1.5 + 3.5 * random() ** 2;
    const from = [end[0] - 14 * dx, end[1] - 14 * dy] as const;
    const to = [end[0] + reach * dx, end[1] + reach * dy] as const;
    const fade = ink.createLinearGradient(from[0], from[1], to[0], to[1]);
    const tone = random() < 0.6 ? hair.mid : hair.dark;
    fade.addColorStop(0, tone(0));
    fade.addColorStop(0.6, tone(0.6));
    fade.addColorStop(1, tone(0.35));
    ink.strokeStyle = fade;
    ink.lineWidth = 0.6 + 0.6 * random();
    ink.beginPath();
    ink.moveTo(from[0], from[1]);
    ink.lineTo(to[0], to[1]);
    ink.stroke();
  }
}

/** Draws a strand with two highlights, where the hair bends toward the light: over the crown, and at the wave further down. */
function paintStrand(ink: Ink, lock: Lock, random: () => number): void {
  const share = random();
  const way = between(lock, share);
  const shift = 0.07 * (random() - 0.5);
  const facing = 0.4 + 0.6 * Math.sin(Math.PI * Math.min(1, share * 0.85 + 0.1));
  const gloss = lock.lit * (0.15 + 0.62 * random()) * facing;
  const tone = random() < 0.42 ? hair.dark : hair.mid;
  const bright = random() < 0.28 ? hair.shine : hair.light;
  const [crown, wave] = lock.gloss;
  const shade = ink.createLinearGradient(0, -150, 0, 190);
  shade.addColorStop(0, tone(0.45));
  shade.addColorStop(crown - 0.09 + shift, hair.light(gloss * 0.5));
  shade.addColorStop(crown + shift, bright(gloss));
  shade.addColorStop(crown + 0.14 + shift, tone(0.5));
  shade.addColorStop(0.52 + shift, hair.dark(0.4));
  shade.addColorStop(wave - 0.03 + shift, bright(gloss * 0.55));
  shade.addColorStop(wave + 0.14 + shift, tone(0.5));
  shade.addColorStop(1, hair.mid(0.5));
  ink.strokeStyle = shade;
  ink.lineWidth = 0.5 + 1.6 * random() ** 2;
  begin(ink, way);
  ink.stroke();
}

function paintLooseStrands(ink: Ink, lock: Lock, random: () => number): void {
  for (let strand = 0; strand < 14; strand++) {
    ink.strokeStyle = hair.mid(0.2 + 0.3 * random());
    ink.lineWidth = 0.5 + 0.4 * random();
    begin(ink, between(lock, random() < 0.75 ? -0.07 * random() : 1 + 0.05 * random()));
    ink.stroke();
  }
}

/** Draws the shadow of `lock` on the lock behind it. */
function paintShadowOf(layer: Layer, lock: Lock, behind: Lock): void {
  layer.ink.save();
  outline(layer.ink, behind);
  layer.ink.clip();
  layer.soft(3.5, soft => {
    soft.strokeStyle = hair.dark(0.7);
    soft.lineWidth = 6;
    begin(soft, between(lock, -0.04));
    soft.stroke();
  });
  layer.ink.restore();
}

/** Draws the lamp's warm light on the right edge. */
function paintRim(layer: Layer): void {
  const { ink } = layer;
  ink.save();
  outline(ink, RIGHT);
  ink.clip();
  layer.soft(2.2, soft => {
    const glow = soft.createLinearGradient(0, -150, 0, 190);
    glow.addColorStop(0, oklch(0.7, 0.09, 65, 0));
    glow.addColorStop(0.3, oklch(0.72, 0.1, 65, 0.35));
    glow.addColorStop(0.7, oklch(0.75, 0.1, 65, 0.75));
    glow.addColorStop(1, oklch(0.7, 0.09, 65, 0.15));
    soft.strokeStyle = glow;
    soft.lineWidth = 4;
    begin(soft, RIGHT.outer);
    soft.stroke();
  });
  ink.restore();
}

/** Draws the scalp line and the shade next to it. */
function paintParting(layer: Layer): void {
  const along = (ink: Ink) => {
    ink.beginPath();
    ink.moveTo(CROWN[0] + 1, CROWN[1] + 5);
    ink.quadraticCurveTo(28, -120, FOREHEAD[0], FOREHEAD[1] + 1);
    ink.stroke();
  };
  layer.soft(2, soft => {
    soft.strokeStyle = hair.dark(0.75);
    soft.lineWidth = 5;
    along(soft);
  });
  layer.soft(0.6, soft => {
    const scalp = soft.createLinearGradient(0, CROWN[1], 0, FOREHEAD[1]);
    scalp.addColorStop(0, skin.shade(0));
    scalp.addColorStop(1, skin.shade(0.85));
    soft.strokeStyle = scalp;
    soft.lineWidth = 1.5;
    along(soft);
  });
}

/** Draws short hairs along the hairline, so that its edge looks natural. */
function paintBabyHair(ink: Ink): void {
  const random = seededRandom(23);
  for (let hairs = 0; hairs < 46; hairs++) {
    const onLeft = hairs % 2 === 0;
    const share = random() ** 1.3;
    const x = onLeft ? 33 - 96 * share : 36 + 44 * share;
    const y = onLeft ? -101 + 44 * share ** 1.9 : -101 + 52 * share ** 1.8;
    ink.strokeStyle = hair.mid(0.08 + 0.15 * random());
    ink.lineWidth = 0.5;
    ink.beginPath();
    ink.moveTo(x, y - 3);
    ink.quadraticCurveTo(x + (onLeft ? -4 : 4), y + 2, x + (onLeft ? -11 : 8), y + 5 + 4 * random());
    ink.stroke();
  }
}
