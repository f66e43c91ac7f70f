import { FRAME_MS, type VoiceFrame } from './LevelTrack.ts';

/** A change of level from one frame to the next, and the logarithm of how much more likely it is in a voice than in clicks and knocks. */
type LikelihoodRatios = readonly (readonly [fromDb: number, logRatio: number])[];

/**
 * Voices swell over several frames and hold their level; clicks and knocks leap up and die away at once, at the pace of the room. Measured on
 * held audio of both, in rooms of several kinds.
 */
const AFTER_LEAP: LikelihoodRatios = [
  [2.5, 1.9],
  [0.5, 0.9],
  [-1.5, 0],
  [Number.NEGATIVE_INFINITY, -2.4],
];
const USUALLY: LikelihoodRatios = [
  [11.5, -1.4],
  [7.5, 0],
  [3.5, 0.8],
  [-1.5, 1.6],
  [-2.5, -0.4],
  [Number.NEGATIVE_INFINITY, -0.9],
];
const LEAP_DB = 7.5;

/** Evidence for a voice at which it is told, and beyond which it does not add up (Wald 1945, "Sequential tests of statistical hypotheses"). */
const CONFIRMED = 4.3;
const CERTAIN = 6;
/** Lost with each frame without sound. */
const DECAY_PER_FRAME = 0.1;

/** A voice never leaves so little evidence for so long; what does is noise that goes on after it. */
const DOUBTED = 2;
const DOUBTED_MS = 460;

/** All in dBov. */
export interface VoiceThresholds {
  /** A voice begins above this. */
  onDbov: number;
  /** A voice that is there goes on above this. */
  offDbov: number;
  /** What is quieter is the end of something louder, and says nothing. */
  tailDbov: number;
  /** Milliseconds of quiet after which the voice has ended. */
  hangoverMs: number;
  /** 1 where quiet is quiet for certain; less where something louder may be covering the voice, whose end is then awaited for longer. */
  clarity: number;
}

/** Finds stretches of voice among levels. Pure. */
export class VoiceRun {
  #evidence = 0;
  #isActive = false;
  #fromMs = 0;
  #toMs = 0;
  #quietMs = 0;
  #likelyMs = 0;
  /** Of the frame before, where that is known, and by how much it was louder than the one before it. */
  #lastDbov: number | undefined;
  #lastChangeDb = 0;

  get isActive(): boolean {
    return this.#isActive;
  }

  /** Where the first evidence of this run lies, or of what may become one. */
  get fromMs(): number {
    return this.#fromMs;
  }

  /** Where the last sound of this run, or of the one before, ends. */
  get toMs(): number {
    return this.#toMs;
  }

  step(
    { atMs, levelDbov, isGuessed }: VoiceFrame,
    thresholds: VoiceThresholds,
  ): 'began' | 'ended' | undefined {
    const isHeard = levelDbov > (this.#isActive ? thresholds.offDbov : thresholds.onDbov);
    if (isGuessed) this.#lastDbov = undefined;
    else this.#weigh(atMs, levelDbov, isHeard && levelDbov > thresholds.tailDbov);
    const endMs = atMs + FRAME_MS;
    return this.#isActive ? this.#continue(endMs, isHeard, thresholds) : this.#tryStart(endMs);
  }

  /** No more is heard. */
  stop(): void {
    this.#isActive = false;
    this.#evidence = 0;
  }

  /** It was no voice: it ended where it had begun. */
  dismiss(fromMs: number): void {
    this.#toMs = fromMs;
    this.stop();
  }

  /** A change is evidence only between two frames that are known. */
  #weigh(atMs: number, levelDbov: number, counts: boolean): void {
    const changeDb = this.#lastDbov === undefined ? undefined : levelDbov - this.#lastDbov;
    if (this.#evidence === 0) this.#fromMs = atMs;
    let gained = 0;
    if (!counts) gained = -DECAY_PER_FRAME;
    else if (changeDb !== undefined) gained = logRatioOf(changeDb, this.#lastChangeDb);
    this.#evidence = Math.min(CERTAIN, Math.max(0, this.#evidence + gained));
    this.#lastDbov = levelDbov;
    this.#lastChangeDb = changeDb ?? 0;
  }

  #tryStart(endMs: number): 'began' | undefined {
    if (this.#evidence < CONFIRMED) return undefined;
    this.#isActive = true;
    this.#toMs = endMs;
    this.#likelyMs = endMs;
    this.#quietMs = 0;
    return 'began';
  }

  #continue(endMs: number, isHeard: boolean, { clarity, hangoverMs }: VoiceThresholds): 'ended' | undefined {
    if (this.#evidence > DOUBTED) this.#likelyMs = endMs;
    if (isHeard) {
      this.#toMs = endMs;
      this.#quietMs = 0;
    } else {
      this.#quietMs += FRAME_MS * clarity;
    }
    const isDoubted = endMs - this.#likelyMs > DOUBTED_MS / clarity;
    if (this.#quietMs < hangoverMs && !isDoubted) return undefined;
    if (isDoubted) this.#toMs = Math.min(this.#toMs, this.#likelyMs);
    this.stop();
    return 'ended';
  }
}

function logRatioOf(changeDb: number, changeBeforeDb: number): number {
  const ratios = changeBeforeDb >= LEAP_DB ? AFTER_LEAP : USUALLY;
  return ratios.find(([fromDb]) => changeDb >= fromDb)?.[1] ?? 0;
}
