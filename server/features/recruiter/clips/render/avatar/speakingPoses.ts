import { addBlink, eased, LONGEST_BLINK_FRAMES, seededRandom, wandering } from './motion.ts';
import { mouthOfSpeech, visemesOf } from './mouthOfSpeech.ts';
import { Loudness, type Phone, phonesOfLevels } from './phones.ts';
import { FRAME_MS, NEUTRAL_POSE, type Pose, RESTING_AXES } from './pose.ts';

export interface Speech {
  durationMs: number;
  /** Phones of the line. If absent, the mouth follows the loudness. */
  phones?: readonly Phone[];
  /** One level per 20 ms as in RFC 6464, 0 (loud) to 127 (silent). Time without levels is silent. */
  levels: Uint8Array;
  /** Starts of phrases. Speech can be cut there, so the pose is near neutral. */
  phrasesMs: readonly number[];
  seed: number;
}

/** Head and eyes rest from this long before a cut until this long after it. */
const REST_MS = 300;
/** The mouth closes this long before a cut, and opens this long after it. */
const MOUTH_CLOSES_MS = 80;

const SHORTEST_BETWEEN_EMPHASES_MS = 750;
const SHORTEST_BETWEEN_BLINKS_MS = 1300;
const LONGEST_BETWEEN_BLINKS_MS = 5200;

export function posesOfSpeech(speech: Speech): Pose[] {
  const { durationMs, levels, seed } = speech;
  const frames = Math.max(0, Math.ceil(durationMs / FRAME_MS));
  const random = seededRandom(seed);
  const loudness = new Loudness(levels, durationMs);
  const phones = speech.phones?.length ? speech.phones : phonesOfLevels(loudness, durationMs, seed);
  const mouths = mouthOfSpeech(visemesOf(phones), loudness, frames);
  const cutsMs = [...new Set([0, ...speech.phrasesMs, durationMs])].sort((a, b) => a - b);
  const fromCutMs = distancesFrom(cutsMs, frames);

  const poses: Pose[] = mouths.map((mouth, frame) => {
    const open = eased((fromCutMs[frame] ?? 0) / MOUTH_CLOSES_MS);
    const pose: Pose = { ...NEUTRAL_POSE };
    for (const axis of Object.keys(mouth) as (keyof typeof mouth)[]) pose[axis] = mouth[axis] * open;
    return pose;
  });
  moveHead(poses, loudness, random, durationMs);
  emphasise(poses, loudness, random);
  glance(poses, random, durationMs);
  for (const [frame, pose] of poses.entries()) restNearCuts(pose, eased((fromCutMs[frame] ?? 0) / REST_MS));
  blinkInPauses(poses, cutsMs, random);
  for (const end of [poses[0], poses.at(-1)]) if (end) Object.assign(end, NEUTRAL_POSE);
  return poses;
}

/** Returns, for each frame, the time between the frame and the nearest cut. */
function distancesFrom(cutsMs: readonly number[], frames: number): Float64Array {
  let next = 0;
  return Float64Array.from({ length: frames }, (_, frame) => {
    const fromMs = frame * FRAME_MS;
    while ((cutsMs[next + 1] ?? Number.POSITIVE_INFINITY) <= fromMs) next++;
    const sinceMs = fromMs - (cutsMs[next] ?? 0);
    const untilMs = (cutsMs[next + 1] ?? Number.POSITIVE_INFINITY) - (fromMs + FRAME_MS);
    return Math.max(0, Math.min(sinceMs, untilMs));
  });
}

function restNearCuts(pose: Pose, share: number): void {
  for (const axis of RESTING_AXES) pose[axis] *= share;
}

/** Adds slow shifts of the head, and faster, smaller movements that follow the speech. */
function moveHead(poses: Pose[], loudness: Loudness, random: () => number, durationMs: number): void {
  const tilt = wandering(random, durationMs, [900, 2200]);
  const turn = wandering(random, durationMs, [700, 1900]);
  const nod = wandering(random, durationMs, [420, 1000]);
  const sideways = wandering(random, durationMs, [1100, 2600]);
  const breath = wandering(random, durationMs, [900, 1700]);
  const warmth = wandering(random, durationMs, [1200, 2800]);
  for (const [frame, pose] of poses.entries()) {
    const atMs = frame * FRAME_MS;
    const lively = 0.55 + 0.45 * loudness.mean(atMs - 300, atMs + 300);
    pose.headTilt = 1.7 * tilt(atMs);
    pose.headTurn = 0.4 * turn(atMs) * lively;
    pose.headNod = 0.17 * nod(atMs) * lively;
    pose.headX = 3.2 * sideways(atMs) + 2.4 * pose.headTurn;
    pose.headY = 0.8 * nod(atMs + 180);
    pose.breath = 0.28 + 0.22 * breath(atMs);
    pose.smile = 0.14 + 0.1 * warmth(atMs);
    pose.lean = 0.18 + 0.14 * sideways(atMs + 400);
  }
}

/** Adds nods, and often raised brows, where the voice is louder than just before and after. */
function emphasise(poses: Pose[], loudness: Loudness, random: () => number): void {
  let lastMs = Number.NEGATIVE_INFINITY;
  const slow = poses.map((_, frame) => loudness.mean(frame * FRAME_MS - 80, frame * FRAME_MS + 80));
  for (let frame = 4; frame < poses.length - 4; frame++) {
    const here = slow[frame] ?? 0;
    const peak = slow.slice(frame - 4, frame + 5).every(value => value <= here);
    const around = loudness.mean(frame * FRAME_MS - 600, frame * FRAME_MS + 600);
    if (!peak || here < 0.5 || here < around + 0.08) continue;
    if (frame * FRAME_MS - lastMs < SHORTEST_BETWEEN_EMPHASES_MS || random() < 0.3) continue;
    lastMs = frame * FRAME_MS;
    addEmphasis(poses, frame * FRAME_MS, 0.6 + 0.4 * random(), random());
  }
}

function addEmphasis(poses: Pose[], peakMs: number, strength: number, kind: number): void {
  const riseMs = 200;
  const fallMs = 520;
  const from = Math.max(0, Math.floor((peakMs - riseMs) / FRAME_MS));
  const to = Math.min(poses.length - 1, Math.ceil((peakMs + fallMs) / FRAME_MS));
  for (let frame = from; frame <= to; frame++) {
    const pose = poses[frame];
    if (!pose) continue;
    const fromPeakMs = frame * FRAME_MS - peakMs;
    const share = fromPeakMs < 0 ? eased(1 + fromPeakMs / riseMs) : 1 - eased(fromPeakMs / fallMs);
    if (kind < 0.78) pose.headNod += 0.5 * strength * share;
    if (kind > 0.45) pose.browRaise += 0.55 * strength * share;
    if (kind > 0.45 && kind < 0.78) pose.browInner += 0.25 * share;
    if (kind < 0.3) pose.headTilt += (kind < 0.15 ? 1 : -1) * 0.7 * strength * share;
  }
}

function glance(poses: Pose[], random: () => number, durationMs: number): void {
  let atMs = 700 + 1200 * random();
  while (atMs < durationMs) {
    const holdMs = 350 + 800 * random();
    const wide = random() < 0.25;
    const x = (random() - 0.5) * (wide ? 0.62 : 0.26);
    const y = (random() - 0.35) * (wide ? 0.3 : 0.14);
    for (let frame = Math.ceil(atMs / FRAME_MS); frame * FRAME_MS < atMs + holdMs; frame++) {
      const pose = poses[frame];
      if (!pose) break;
      const share = Math.min(
        1,
        (frame * FRAME_MS - atMs + FRAME_MS) / 60,
        (atMs + holdMs - frame * FRAME_MS) / 60,
      );
      pose.gazeX += x * share;
      pose.gazeY += y * share;
    }
    atMs += holdMs + 900 + 2400 * random();
  }
}

/** Adds blinks at pauses. The eyes stay open immediately before and at a cut. */
function blinkInPauses(poses: Pose[], cutsMs: readonly number[], random: () => number): void {
  const isFree = (frame: number) => {
    const toMs = (frame + LONGEST_BLINK_FRAMES + 1) * FRAME_MS;
    return (
      toMs <= (poses.length - 1) * FRAME_MS &&
      !cutsMs.some(cutMs => cutMs > (frame - 1) * FRAME_MS && cutMs < toMs)
    );
  };
  let last = 0;
  const blinkAt = (frame: number) => {
    addBlink(poses, frame, random());
    last = frame;
  };
  const gapMs = (frame: number) => (frame - last) * FRAME_MS;
  for (const cutMs of [...cutsMs, poses.length * FRAME_MS]) {
    const begins = Math.ceil(cutMs / FRAME_MS) + 1 + Math.floor(2 * random());
    const request = random() < 0.5 ? Math.floor(cutMs / FRAME_MS) - LONGEST_BLINK_FRAMES - 1 : begins;
    while (gapMs(request) > LONGEST_BETWEEN_BLINKS_MS) {
      let frame = last + Math.round((2200 + 2600 * random()) / FRAME_MS);
      while (frame < request && !isFree(frame)) frame++;
      if (gapMs(frame) > gapMs(request) - SHORTEST_BETWEEN_BLINKS_MS) break;
      blinkAt(frame);
    }
    if (gapMs(request) < SHORTEST_BETWEEN_BLINKS_MS || !isFree(request)) continue;
    if (random() < 0.8) blinkAt(request);
  }
}
