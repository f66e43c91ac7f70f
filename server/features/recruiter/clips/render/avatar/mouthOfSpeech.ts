import { eased } from './motion.ts';
import type { Loudness, Phone } from './phones.ts';
import { FRAME_MS, MOUTH_AXES, type MouthPose, type PoseAxis } from './pose.ts';

/** Pose axes for how far the mouth opens. All other mouth axes describe the mouth's shape. */
const OPENING_AXES: ReadonlySet<PoseAxis> = new Set([
  'jaw',
  'lipsApart',
  'lipPress',
  'lipTuck',
  'teeth',
  'tongue',
]);

/** The lips move this long before the sound that they form. */
const LEAD_MS = 20;
/** Time constants of a sound's effect on the mouth before and after the sound. */
const PREPARE_MS = 46;
const REMEMBER_MS = 32;
const HORIZON_MS = 240;

const SHORTEST_SILENCE_MS = 120;
const CLOSING_MS = 70;

/**
 * Returns the mouth pose of each frame: the mean of the poses of the sounds around it, weighted by dominance
 * (M. M. Cohen and D. W. Massaro, "Modeling coarticulation in synthetic visual speech", 1993).
 */
export function mouthOfSpeech(
  visemes: readonly TimedViseme[],
  loudness: Loudness,
  frames: number,
): MouthPose[] {
  const blended = blend(visemes, frames);
  const mouths = smoothed(blended);
  mouths.forEach((mouth, frame) => {
    const atMs = momentOf(frame);
    const loud = loudness.mean(atMs - 30, atMs + 30);
    const gain = 0.26 + 0.86 * loud;
    mouth.lipsApart *= gain;
    mouth.jaw *= gain;
  });
  keepContacts(mouths, visemes);
  closeInSilence(mouths, loudness, frames * FRAME_MS);
  return mouths;
}

function momentOf(frame: number): number {
  return (frame + 0.5) * FRAME_MS + LEAD_MS;
}

function blend(visemes: readonly TimedViseme[], frames: number): MouthPose[] {
  let first = 0;
  return Array.from({ length: frames }, (_, frame) => {
    const atMs = momentOf(frame);
    while ((visemes[first]?.toMs ?? Number.POSITIVE_INFINITY) < atMs - HORIZON_MS) first++;
    const sums = closedMouth();
    let opening = 1e-6;
    let shape = 1e-6;
    for (let at = first; at < visemes.length; at++) {
      const timed = visemes[at];
      if (!timed || timed.fromMs > atMs + HORIZON_MS) break;
      const near = dominance(timed, atMs);
      opening += near * timed.viseme.openingGrip;
      shape += near * timed.viseme.shapeGrip;
      for (const axis of MOUTH_AXES) sums[axis] += near * gripOf(timed.viseme, axis) * timed.viseme[axis];
    }
    for (const axis of MOUTH_AXES) sums[axis] /= OPENING_AXES.has(axis) ? opening : shape;
    return sums;
  });
}

function gripOf(viseme: Viseme, axis: keyof MouthPose): number {
  return OPENING_AXES.has(axis) ? viseme.openingGrip : viseme.shapeGrip;
}

/** Returns 1 within a sound, falling off toward and beyond its ends. */
function dominance({ fromMs, toMs }: TimedViseme, atMs: number): number {
  const inside = Math.min(25, 0.3 * (toMs - fromMs));
  if (atMs < fromMs + inside) return Math.exp(-(((fromMs + inside - atMs) / PREPARE_MS) ** 1.5));
  if (atMs > toMs - inside) return Math.exp(-(((atMs - toMs + inside) / REMEMBER_MS) ** 1.5));
  return 1;
}

function smoothed(mouths: readonly MouthPose[]): MouthPose[] {
  return mouths.map((mouth, frame) => {
    const before = mouths[frame - 1] ?? mouth;
    const after = mouths[frame + 1] ?? mouth;
    const result = closedMouth();
    for (const axis of MOUTH_AXES)
      result[axis] = 0.14 * before[axis] + 0.72 * mouth[axis] + 0.14 * after[axis];
    return result;
  });
}

/** Shows each contact, such as the closed lips of a "p", for at least one frame, however short it is. */
function keepContacts(mouths: MouthPose[], visemes: readonly TimedViseme[]): void {
  for (const { viseme, fromMs, toMs } of visemes) {
    if (!viseme.contact) continue;
    // The lips part before the sound of a stop ends.
    const contactMs = fromMs + 0.75 * (toMs - fromMs);
    const first = Math.ceil((fromMs - LEAD_MS) / FRAME_MS - 0.5);
    const last = Math.floor((contactMs - LEAD_MS) / FRAME_MS - 0.5);
    const nearest = Math.round(((fromMs + contactMs) / 2 - LEAD_MS) / FRAME_MS - 0.5);
    for (let frame = Math.min(first, nearest); frame <= Math.max(last, nearest); frame++) {
      const mouth = mouths[frame];
      if (!mouth) continue;
      if (viseme.contact === 'lips') {
        mouth.lipsApart = 0;
        mouth.jaw = Math.min(mouth.jaw, 0.16);
        mouth.lipPress = Math.max(mouth.lipPress, 0.6);
      } else {
        mouth.lipTuck = Math.max(mouth.lipTuck, 0.9);
        mouth.lipsApart = Math.min(mouth.lipsApart, 0.3);
        mouth.jaw = Math.min(mouth.jaw, 0.2);
      }
    }
  }
}

function closeInSilence(mouths: MouthPose[], loudness: Loudness, durationMs: number): void {
  for (const { fromMs, toMs } of loudness.silences(SHORTEST_SILENCE_MS)) {
    const shutFromMs = fromMs <= 0 ? Number.NEGATIVE_INFINITY : fromMs;
    const shutToMs = toMs >= durationMs - FRAME_MS ? Number.POSITIVE_INFINITY : toMs;
    const firstFrame = Math.max(0, Math.floor((fromMs - CLOSING_MS) / FRAME_MS));
    const lastFrame = Math.min(mouths.length - 1, Math.ceil((toMs + CLOSING_MS) / FRAME_MS));
    for (let frame = firstFrame; frame <= lastFrame; frame++) {
      const mouth = mouths[frame];
      const atMs = (frame + 0.5) * FRAME_MS;
      const outsideMs = Math.max(shutFromMs - atMs, atMs - shutToMs, 0);
      const open = eased(outsideMs / CLOSING_MS);
      if (mouth) for (const axis of MOUTH_AXES) mouth[axis] *= open;
    }
  }
}

function closedMouth(): MouthPose {
  return { jaw: 0, lipsApart: 0, lipWidth: 0, lipRound: 0, lipPress: 0, lipTuck: 0, teeth: 0, tongue: 0 };
}

interface Viseme extends Readonly<MouthPose> {
  /** How strongly the sound affects the opening and the lip shape of adjacent sounds. */
  openingGrip: number;
  shapeGrip: number;
  /** `lips`: both lips touch. `teeth`: the lower lip touches the upper teeth. Shown even in fast speech. */
  contact?: 'lips' | 'teeth';
}

const REST: Viseme = { ...closedMouth(), openingGrip: 1, shapeGrip: 0.5 };

function vowel(jaw: number, lipsApart: number, lipWidth: number, lipRound: number): Viseme {
  return { ...REST, jaw, lipsApart, lipWidth, lipRound, openingGrip: 1, shapeGrip: 1 };
}

/** Sounds made behind the lips. They take the lip shape of the vowels around them. */
function inner(jaw: number, lipsApart: number, more: Partial<Viseme> = {}): Viseme {
  return { ...REST, jaw, lipsApart, openingGrip: 1, shapeGrip: 0.25, ...more };
}

const OPEN = vowel(0.92, 0.92, 0.05, 0);
const OPEN_ROUND = vowel(0.82, 0.8, -0.25, 0.35);
const SPREAD = vowel(0.3, 0.42, 0.75, 0);
const HALF_SPREAD = vowel(0.38, 0.45, 0.4, 0);
const MIDDLE = vowel(0.56, 0.6, 0.12, 0);
const ROUND = vowel(0.3, 0.3, -0.4, 0.95);
const LIPS = { ...REST, lipPress: 0.7, jaw: 0.1, openingGrip: 3, shapeGrip: 0.3, contact: 'lips' } as const;
const LIP_AT_TEETH = {
  ...inner(0.14, 0.26, { lipTuck: 1, openingGrip: 2, lipWidth: 0.1 }),
  contact: 'teeth',
} as const;
const HISS = inner(0.06, 0.22, { teeth: 1, lipWidth: 0.35, openingGrip: 1.4, shapeGrip: 0.5 });
const HUSH = inner(0.12, 0.3, {
  teeth: 0.8,
  lipRound: 0.55,
  lipWidth: -0.2,
  openingGrip: 1.4,
  shapeGrip: 0.9,
});
const TIP = inner(0.14, 0.2, { tongue: 0.7, teeth: 0.25 });
const BACK = inner(0.24, 0.27);

/** Mouth shapes by CMU phone name, as in Flite. For a diphthong, the shape of its first half. */
const VISEMES: Readonly<Record<string, Viseme>> = {
  pau: REST,
  ssil: REST,
  h: inner(0.36, 0.4, { openingGrip: 0.4 }),
  hh: inner(0.36, 0.4, { openingGrip: 0.4 }),
  ax: vowel(0.36, 0.42, 0.05, 0.05),
  ae: vowel(0.85, 0.85, 0.45, 0),
  aa: OPEN,
  ao: OPEN_ROUND,
  ah: vowel(0.7, 0.72, 0.08, 0),
  ow: vowel(0.5, 0.5, -0.35, 0.7),
  aw: OPEN,
  ay: OPEN,
  eh: MIDDLE,
  er: vowel(0.34, 0.4, -0.2, 0.42),
  ey: vowel(0.46, 0.5, 0.55, 0),
  ih: HALF_SPREAD,
  iy: SPREAD,
  oy: OPEN_ROUND,
  uh: vowel(0.36, 0.36, -0.25, 0.6),
  uw: ROUND,
  b: LIPS,
  ch: HUSH,
  d: TIP,
  dh: inner(0.2, 0.32, { tongue: 1 }),
  f: LIP_AT_TEETH,
  g: BACK,
  jh: HUSH,
  k: BACK,
  l: inner(0.3, 0.4, { tongue: 0.9, openingGrip: 0.6 }),
  m: LIPS,
  n: TIP,
  ng: BACK,
  p: LIPS,
  r: inner(0.24, 0.32, { lipRound: 0.5, lipWidth: -0.2, shapeGrip: 0.6 }),
  s: HISS,
  sh: HUSH,
  t: TIP,
  th: inner(0.2, 0.34, { tongue: 1, openingGrip: 1.1 }),
  v: LIP_AT_TEETH,
  w: inner(0.18, 0.2, { lipRound: 1, lipWidth: -0.5, openingGrip: 1.2, shapeGrip: 1.2 }),
  y: inner(0.2, 0.32, { lipWidth: 0.6, shapeGrip: 0.6 }),
  z: HISS,
  zh: HUSH,
};

const GLIDES: Readonly<Record<string, Viseme>> = {
  ow: ROUND,
  aw: ROUND,
  ay: HALF_SPREAD,
  ey: SPREAD,
  oy: HALF_SPREAD,
};

type TimedViseme = { viseme: Viseme; fromMs: number; toMs: number };

/** Converts phones to mouth shapes. An unknown phone counts as a short open vowel. */
export function visemesOf(phones: readonly Phone[]): TimedViseme[] {
  return phones.flatMap(({ name, fromMs, toMs }) => {
    const viseme = VISEMES[name] ?? MIDDLE;
    const glide = GLIDES[name];
    if (!glide) return [{ viseme, fromMs, toMs }];
    const turnMs = fromMs + 0.55 * (toMs - fromMs);
    return [
      { viseme, fromMs, toMs: turnMs },
      { viseme: glide, fromMs: turnMs, toMs },
    ];
  });
}
