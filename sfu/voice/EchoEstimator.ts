import { SILENCE_DBOV } from './LevelTrack.ts';

/** Delays that are looked at, in frames, from the packet that goes out to its echo that comes in, through the jitter buffer of a browser that has much to do: up to 0.8 s. */
const LAGS = 41;
/** Frames that are remembered: the longest delay and the longest stretch that is looked at together. */
const MEMORY = 108;

/** What is played more softly than this is not heard back. */
const ACTIVE_DBOV = -50;
const QUIETEST_PLAYED_DBOV = -60;
/** Silence within what is played. */
const BETWEEN_WORDS_FRAMES = 20;
/** What is played so far below its loudest says little of the coupling. */
const LOUD_RANGE_DB = 12;
const LOUDEST_FALL_DB = 0.02;
/** A room dies away by this much a frame: 60 dB in 0.4 s. */
const TAIL_DB = 3;

/** Assumed of every delay before anything is known: a loudspeaker beside the microphone. */
const FIRST_COUPLING_DB = -6;
/**
 * Everything else that is heard only adds to the echo, so that its coupling is to be looked for among the lower ones that are seen. It is
 * followed in small steps (Robbins and Monro 1951), larger ones in the first second and a half.
 */
const QUANTILE = 0.4;
const FIRST_STEP_DB = 1.6;
const LAST_STEP_DB = 0.3;
const LEARNED_FRAMES = 80;

/** Some three seconds of what was played are remembered in means and variances. */
const DECAY_PER_FRAME = 0.993;
const KNOWN_FRAMES = 40;
/** An echo stays as close as this to what was played; a voice at any delay does not. */
const KNOWN_DEVIATION_DB = 6;
const USUAL_DEVIATION_DB = 4;

/** An echo is recognised only where what was played varied so much that following it is no accident. */
const VARIED_DB = 5;
const FOLLOWING_SHARE = 0.5;
const COMPARED_SHARE = 0.6;

/**
 * Predicts how loud what the players send comes back through a loudspeaker and a microphone, from levels alone: for each delay it follows the
 * coupling (level heard less level played, in decibels) and how much that varies. The delay at which it varies least is the true one,
 * once it is known; before, the worst of all delays counts. What was learned is kept while nothing is played. Pure.
 */
export class EchoEstimator {
  /** What was played, as a room smears it. */
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
  #predicted = SILENCE_DBOV;

  /** Whether an echo can be coming in at the moment. */
  get isActive(): boolean {
    return this.#framesSincePlayed < LAGS;
  }

  /** Whether something is being played, also between its words. */
  get isPlaying(): boolean {
    return this.#framesSincePlayed < BETWEEN_WORDS_FRAMES;
  }

  /** How loud the echo in the newest frame is at the usual, in dBov; -127 where there is none. */
  get predictedDbov(): number {
    return this.#predicted;
  }

  /** By how much the echo differs from what is predicted: one standard deviation. */
  get deviationDb(): number {
    return this.#lag === undefined ? USUAL_DEVIATION_DB : this.#deviation;
  }

  /** Takes the next 20 ms. While `voiced`, a person speaks, and what is louder than expected says nothing of the echo. */
  step(heardDbov: number, playedDbov: number, voiced: boolean): void {
    this.#smeared = Math.max(playedDbov, this.#smeared - TAIL_DB);
    this.#at = (this.#at + 1) % MEMORY;
    this.#played[this.#at] = Math.max(QUIETEST_PLAYED_DBOV, this.#smeared);
    this.#heard[this.#at] = heardDbov;
    this.#framesSincePlayed = playedDbov > ACTIVE_DBOV ? 0 : this.#framesSincePlayed + 1;
    this.#loudest = Math.max(playedDbov, this.#loudest - LOUDEST_FALL_DB, ACTIVE_DBOV);
    this.#predicted = SILENCE_DBOV;
    if (!this.isActive) return;
    for (let lag = 0; lag < LAGS; lag += 1) {
      this.#takeDeviation(lag, heardDbov);
      this.#takeCoupling(lag, heardDbov, voiced);
    }
    this.#findLag();
    this.#predict();
  }

  /**
   * Whether the newest frames are an echo though they were louder than predicted, because someone has turned up the volume or pulled out the
   * headphones: they follow what was played with no more than this deviation. From then on that is what is predicted.
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
        this.#predicted = Math.max(this.#predicted, played + this.#couplingAt(lag));
    }
  }

  /** How the newest frames compare with what was played so long before; an infinite deviation where that says nothing. */
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

  /** First and last delay to be reckoned with: those around the true one where that is known, else all. */
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
