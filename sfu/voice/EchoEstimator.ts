import { SILENCE_DBOV } from './LevelTrack.ts';

/** Number of possible echo delays, in frames: up to 0.8 s, as with a busy browser's jitter buffer. */
const LAGS = 41;
/** Number of frames to remember: the longest delay plus the longest comparison. */
const MEMORY = 108;

/** Playback quieter than this leaves no audible echo. */
const ACTIVE_DBOV = -50;
const QUIETEST_PLAYED_DBOV = -60;
/** Longest pause that still counts as part of the playback. */
const BETWEEN_WORDS_FRAMES = 20;
/** Playback that is quieter than the loudest by more than this says little about how loud its echo is. */
const LOUD_RANGE_DB = 12;
const LOUDEST_FALL_DB = 0.02;
/** How much a room's echo decays per frame of 20 ms: 60 dB in 0.4 s. */
const TAIL_DB = 3;

/** Initial coupling (heard minus played level), as with a loudspeaker next to the microphone. */
const FIRST_COUPLING_DB = -6;
/**
 * The coupling is a low quantile of what is observed, because other sounds only add to the echo. It is
 * tracked in small steps (see Robbins and Monro 1951), which are larger in the first 80 frames (1.6 s).
 */
const QUANTILE = 0.4;
const FIRST_STEP_DB = 1.6;
const LAST_STEP_DB = 0.3;
const LEARNED_FRAMES = 80;

/** Weight of older frames in means and variances, which cover about three seconds of played audio. */
const DECAY_PER_FRAME = 0.993;
const KNOWN_FRAMES = 40;
/** A delay with less deviation than this counts as the echo's delay. A voice deviates more at any delay. */
const KNOWN_DEVIATION_DB = 6;
const USUAL_DEVIATION_DB = 4;

/** An echo is recognized only if the played level varied this much; else, a match may be chance. */
const VARIED_DB = 5;
const FOLLOWING_SHARE = 0.5;
const COMPARED_SHARE = 0.6;

/**
 * Predicts how loud played audio echoes into a microphone, from levels alone. For each delay, tracks the
 * coupling (heard level minus played level, in dB) and its variance. The delay with the least variance is the
 * true one; until it is known, the loudest prediction counts. While nothing is played, keeps what it learned.
 */
export class EchoEstimator {
  /** Latest played levels, with the room's decay added. */
  readonly #played = new Float64Array(MEMORY).fill(QUIETEST_PLAYED_DBOV);
  readonly #heard = new Float64Array(MEMORY).fill(SILENCE_DBOV);
  #at = 0;
  #smeared = SILENCE_DBOV;
  #loudest = QUIETEST_PLAYED_DBOV;
  #framesSincePlayed = MEMORY;

  readonly #coupling = new Float64Array(LAGS).fill(FIRST_COUPLING_DB);
  readonly #loudFrames = new Float64Array(LAGS);
  readonly #weight = new Float64Array(LAGS);
  readonly #sum = new Float64Array(LAGS);
  readonly #squares = new Float64Array(LAGS);
  #lag: number | undefined;
  #deviation = USUAL_DEVIATION_DB;
  /** Expected level of the echo in the latest frame, in dBov; -127 if there is none. */
  predictedDbov = SILENCE_DBOV;

  get isActive(): boolean {
    return this.#framesSincePlayed < LAGS;
  }

  /** True while something is played, including pauses in it. */
  get isPlaying(): boolean {
    return this.#framesSincePlayed < BETWEEN_WORDS_FRAMES;
  }

  /** Standard deviation of the echo's level from its prediction. */
  get deviationDb(): number {
    return this.#lag === undefined ? USUAL_DEVIATION_DB : this.#deviation;
  }

  /** Takes the next 20 ms. While `voiced`, levels above the prediction are a person's and are ignored. */
  step(heardDbov: number, playedDbov: number, voiced: boolean): void {
    this.#smeared = Math.max(playedDbov, this.#smeared - TAIL_DB);
    this.#at = (this.#at + 1) % MEMORY;
    this.#played[this.#at] = Math.max(QUIETEST_PLAYED_DBOV, this.#smeared);
    this.#heard[this.#at] = heardDbov;
    this.#framesSincePlayed = playedDbov > ACTIVE_DBOV ? 0 : this.#framesSincePlayed + 1;
    this.#loudest = Math.max(playedDbov, this.#loudest - LOUDEST_FALL_DB, ACTIVE_DBOV);
    this.predictedDbov = SILENCE_DBOV;
    if (!this.isActive) return;
    for (let lag = 0; lag < LAGS; lag += 1) {
      this.#takeDeviation(lag, heardDbov);
      this.#takeCoupling(lag, heardDbov, voiced);
    }
    this.#findLag();
    this.#predict();
  }

  /**
   * True when the latest frames follow the played levels with at most this deviation: an echo that is louder
   * than predicted, because someone turned up the volume or unplugged headphones. Updates the prediction.
   */
  recognize(frames: number, deviationMaxDb: number): boolean {
    const [from, to] = this.#lagsAround(2);
    let best: { lag: number; coupling: number; deviation: number } | undefined;
    for (let lag = from; lag <= to; lag += 1) {
      const { coupling, deviation } = this.#compare(lag, frames);
      if (deviation <= (best?.deviation ?? deviationMaxDb)) best = { lag, coupling, deviation };
    }
    if (!best || best.coupling > 0) return false;
    for (let lag = Math.max(0, best.lag - 2); lag <= Math.min(LAGS - 1, best.lag + 2); lag += 1)
      this.#coupling[lag] = Math.max(this.#couplingAt(lag), best.coupling);
    return true;
  }

  #takeDeviation(lag: number, heardDbov: number): void {
    const played = this.#playedAgo(lag);
    if (played <= ACTIVE_DBOV && heardDbov <= ACTIVE_DBOV) return;
    const coupling = heardDbov - played;
    this.#weight[lag] = (this.#weight[lag] ?? 0) * DECAY_PER_FRAME + 1;
    this.#sum[lag] = (this.#sum[lag] ?? 0) * DECAY_PER_FRAME + coupling;
    this.#squares[lag] = (this.#squares[lag] ?? 0) * DECAY_PER_FRAME + coupling ** 2;
  }

  #takeCoupling(lag: number, heardDbov: number, voiced: boolean): void {
    const played = this.#playedAgo(lag);
    if (played < this.#loudest - LOUD_RANGE_DB) return;
    const frames = this.#loudFrames[lag] ?? 0;
    this.#loudFrames[lag] = frames + 1;
    const coupling = this.#couplingAt(lag);
    const isAbove = heardDbov - played > coupling;
    if (isAbove && voiced) return;
    const step = LAST_STEP_DB + (FIRST_STEP_DB - LAST_STEP_DB) * Math.max(0, 1 - frames / LEARNED_FRAMES);
    this.#coupling[lag] = Math.min(0, coupling + step * (isAbove ? QUANTILE : QUANTILE - 1));
  }

  #findLag(): void {
    let least = KNOWN_DEVIATION_DB ** 2;
    this.#lag = undefined;
    for (let lag = 0; lag < LAGS; lag += 1) {
      const weight = this.#weight[lag] ?? 0;
      if (weight < KNOWN_FRAMES) continue;
      const variance = Math.max(
        0,
        (this.#squares[lag] ?? 0) / weight - ((this.#sum[lag] ?? 0) / weight) ** 2,
      );
      if (variance >= least) continue;
      least = variance;
      this.#lag = lag;
    }
    this.#deviation = Math.sqrt(least);
  }

  #predict(): void {
    const [from, to] = this.#lagsAround(1);
    for (let lag = from; lag <= to; lag += 1) {
      const played = this.#playedAgo(lag);
      if (played > QUIETEST_PLAYED_DBOV)
        this.predictedDbov = Math.max(this.predictedDbov, played + this.#couplingAt(lag));
    }
  }

  /** Compares heard levels with those played `lag` frames earlier. `deviation`: infinite without a match. */
  #compare(lag: number, frames: number): { coupling: number; deviation: number } {
    let [count, sum, squares, sumPlayed, squaresPlayed] = [0, 0, 0, 0, 0];
    for (let back = 0; back < frames; back += 1) {
      const heard = this.#heard[(this.#at - back + MEMORY) % MEMORY] ?? SILENCE_DBOV;
      const played = this.#playedAgo(lag + back);
      if (played <= ACTIVE_DBOV && heard <= ACTIVE_DBOV) continue;
      count += 1;
      sum += heard - played;
      squares += (heard - played) ** 2;
      sumPlayed += played;
      squaresPlayed += played ** 2;
    }
    const coupling = sum / count;
    const deviation = Math.sqrt(Math.max(0, squares / count - coupling ** 2));
    const varied = Math.sqrt(Math.max(0, squaresPlayed / count - (sumPlayed / count) ** 2));
    const says =
      count >= frames * COMPARED_SHARE && varied >= VARIED_DB && deviation < varied * FOLLOWING_SHARE;
    return { coupling, deviation: says ? deviation : Number.POSITIVE_INFINITY };
  }

  /** Returns the delays to consider: near the true one if it is known, otherwise all delays. */
  #lagsAround(reach: number): [from: number, to: number] {
    if (this.#lag === undefined) return [0, LAGS - 1];
    return [Math.max(0, this.#lag - reach), Math.min(LAGS - 1, this.#lag + reach)];
  }

  #playedAgo(frames: number): number {
    return this.#played[(this.#at - frames + MEMORY) % MEMORY] ?? QUIETEST_PLAYED_DBOV;
  }

  #couplingAt(lag: number): number {
    return this.#coupling[lag] ?? FIRST_COUPLING_DB;
  }
}
