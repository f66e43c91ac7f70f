import { FRAME_MS } from './avatarSize.ts';
import { eased } from './easing.ts';
import type { Loudness } from './loudness.ts';
import type { TimedViseme, Viseme } from './visemes.ts';

const MOUTH_AXES = [
  'jaw',
  'lipsApart',
  'lipWidth',
  'lipRound',
  'lipPress',
  'lipTuck',
  'teeth',
  'tongue',
] as const;
type MouthAxis = (typeof MOUTH_AXES)[number];
export type MouthPose = Record<MouthAxis, number>;

/** Axes that say how open the mouth is; the others are its shape. */
const OPENING_AXES: ReadonlySet<MouthAxis> = new Set([
  'jaw',
  'lipsApart',
  'lipPress',
  'lipTuck',
  'teeth',
  'tongue',
]);

/** Lips move a little before what they make is heard. */
const LEAD_MS = 20;
/** How far a sound's shape reaches into its neighbours': forwards it is prepared for longer than it is remembered. */
const PREPARE_MS = 46;
const REMEMBER_MS = 32;
const HORIZON_MS = 240;

const SHORTEST_SILENCE_MS = 120;
const CLOSING_MS = 70;

/**
 * The mouth for each picture. After M. M. Cohen and D. W. Massaro, "Modeling coarticulation in synthetic visual speech" (1993): every
 * sound has a dominance over the mouth that falls off before and after it, and the mouth is their mean, weighted by dominance. Then
 * loudness opens it more or less, contacts of the lips are kept, and silence closes it.
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

/** The moment of sound that a picture shows: its middle, and what is about to be heard. */
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

function gripOf(viseme: Viseme, axis: MouthAxis): number {
  return OPENING_AXES.has(axis) ? viseme.openingGrip : viseme.shapeGrip;
}

/** 1 in the middle of a sound, falling off from shortly inside its ends. */
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

/** At 25 pictures a second a short "p" may fall between two of them; the nearest one shows it all the same. */
function keepContacts(mouths: MouthPose[], visemes: readonly TimedViseme[]): void {
  for (const { viseme, fromMs, toMs } of visemes) {
    if (!viseme.contact) continue;
    // A stop's lips part before its sound is over.
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
    // The mouth closes while the sound dies away, and opens only just before the next.
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
