import { FRAME_MS, type VoiceFrame } from './LevelTrack.ts';

/** Pairs: the least level change between two frames, and the log likelihood ratio of voice to click. */
type LikelihoodRatios = readonly (readonly [fromDb: number, logRatio: number])[];

/** Voices swell over several frames and hold their level. Clicks leap up and decay with the room. */
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

/** A voice is reported at `CONFIRMED`; evidence never exceeds `CERTAIN` (see Wald 1945, sequential tests). */
const CONFIRMED = 4.3;
const CERTAIN = 6;
/** Evidence lost per frame without sound. */
const DECAY_PER_FRAME = 0.1;

/** When evidence stays below `DOUBTED` for `DOUBTED_MS`, the voice has ended and only noise is left. */
const DOUBTED = 2;
const DOUBTED_MS = 460;

/** Levels are dBov. */
export interface VoiceThresholds {
  /** A voice starts above this. */
  onDbov: number;
  /** A voice continues above this. */
  offDbov: number;
  /** Levels below this are the decay of a louder sound, and no evidence of a voice. */
  tailDbov: number;
  hangoverMs: number;
  /** 1 if a low level surely means silence. Less if noise may cover the voice, which then ends later. */
  clarity: number;
}

/** Finds stretches of voice in a sequence of audio levels. */
export class VoiceRun {
  #evidence = 0;
  isActive = false;
  /** Time of the first evidence of this run or, while none is active, of a possible run. */
  fromMs = 0;
  /** End of the last sound of this run or of the previous one. */
  toMs = 0;
  #quietMs = 0;
  #likelyMs = 0;
  /** Level of the previous frame, if known, and its change from the frame before that. */
  #lastDbov: number | undefined;
  #lastChangeDb = 0;

  step(
    { atMs, levelDbov, isGuessed }: VoiceFrame,
    thresholds: VoiceThresholds,
  ): 'started' | 'ended' | undefined {
    const isHeard = levelDbov > (this.isActive ? thresholds.offDbov : thresholds.onDbov);
    if (isGuessed) this.#lastDbov = undefined;
    else this.#weigh(atMs, levelDbov, isHeard && levelDbov > thresholds.tailDbov);
    const endMs = atMs + FRAME_MS;
    return this.isActive ? this.#continue(endMs, isHeard, thresholds) : this.#tryStart(endMs);
  }

  stop(): void {
    this.isActive = false;
    this.#evidence = 0;
  }

  /** Discards the current run, as if it had ended at `fromMs`. */
  dismiss(fromMs: number): void {
    this.toMs = fromMs;
    this.stop();
  }

  /** Updates the evidence with a frame. Only a level change between two known frames is evidence. */
  #weigh(atMs: number, levelDbov: number, counts: boolean): void {
    const changeDb = this.#lastDbov === undefined ? undefined : levelDbov - this.#lastDbov;
    if (this.#evidence === 0) this.fromMs = atMs;
    let gained = 0;
    if (!counts) gained = -DECAY_PER_FRAME;
    else if (changeDb !== undefined) gained = logRatioOf(changeDb, this.#lastChangeDb);
    this.#evidence = Math.min(CERTAIN, Math.max(0, this.#evidence + gained));
    this.#lastDbov = levelDbov;
    this.#lastChangeDb = changeDb ?? 0;
  }

  #tryStart(endMs: number): 'started' | undefined {
    if (this.#evidence < CONFIRMED) return undefined;
    this.isActive = true;
    this.toMs = endMs;
    this.#likelyMs = endMs;
    this.#quietMs = 0;
    return 'started';
  }

  #continue(endMs: number, isHeard: boolean, { clarity, hangoverMs }: VoiceThresholds): 'ended' | undefined {
    if (this.#evidence > DOUBTED) this.#likelyMs = endMs;
    if (isHeard) {
      this.toMs = endMs;
      this.#quietMs = 0;
    } else {
      this.#quietMs += FRAME_MS * clarity;
    }
    const isDoubted = endMs - this.#likelyMs > DOUBTED_MS / clarity;
    if (this.#quietMs < hangoverMs && !isDoubted) return undefined;
    if (isDoubted) this.toMs = Math.min(this.toMs, this.#likelyMs);
    this.stop();
    return 'ended';
  }
}

function logRatioOf(changeDb: number, changeBeforeDb: number): number {
  const ratios = changeBeforeDb >= LEAP_DB ? AFTER_LEAP : USUALLY;
  return ratios.find(([fromDb]) => changeDb >= fromDb)?.[1] ?? 0;
}
