/** Levels are averaged over this many frames. */
const SMOOTHED_FRAMES = 3;
/** The floor is the minimum of the latest 2.2 s, because speakers pause more often than that. */
const BLOCK_FRAMES = 12;
const BLOCKS = 9;

/** A level that varies this little is noise, even if it is loud. Even a drawn-out vowel varies more. */
const MACHINE = { frames: 24, deviationDb: 0.8 };
const STEADY = { frames: 50, deviationDb: 2.2 };

/** Frames up to this far above the minimum count as background. */
const RANGE_DB = 9;
const DECAY_PER_FRAME = 0.98;
/** The lowest noise floor. A lower one would have no effect on the detection. */
const QUIETEST_DBOV = -82;

/**
 * Estimates the background level, like the minimum statistics of Martin 2001, "Noise power spectral density
 * estimation based on optimal smoothing and minimum statistics", but from levels. Learns a new noise after
 * half a second (machines) or one second (other steady noise); any other noise, within 2.5 seconds.
 */
export class NoiseFloor {
  readonly #smoothed: number[] = [];
  readonly #blockMinima: number[] = [];
  readonly #windows = [MACHINE, STEADY].map(kind => new SteadyWindow(kind.frames, kind.deviationDb));
  #framesInBlock = 0;
  #minimum = 0;
  #mean = 0;
  spreadDb = 1;

  get dbov(): number {
    return Math.max(QUIETEST_DBOV, this.#mean);
  }

  /** Takes the next 20 ms. `voiced`: this audio belongs to a voice. The caller skips digital silence. */
  step(levelDbov: number, voiced: boolean): void {
    const isFirst = this.#blockMinima.length === 0;
    this.#takeMinimum(levelDbov);
    for (const window of this.#windows) {
      window.step(levelDbov);
      if (window.isSteady) this.#riseTo(window);
    }
    if (isFirst) this.#mean = levelDbov;
    else if (!voiced && levelDbov < this.#minimum + RANGE_DB) {
      this.#mean += (levelDbov - this.#mean) * (1 - DECAY_PER_FRAME);
      this.spreadDb += (Math.abs(levelDbov - this.#mean) - this.spreadDb) * (1 - DECAY_PER_FRAME);
    }
    this.#mean = Math.min(Math.max(this.#mean, this.#minimum), this.#minimum + RANGE_DB);
  }

  #takeMinimum(levelDbov: number): void {
    this.#smoothed.push(levelDbov);
    if (this.#smoothed.length > SMOOTHED_FRAMES) this.#smoothed.shift();
    const smoothed = this.#smoothed.reduce((sum, level) => sum + level, 0) / this.#smoothed.length;
    if (this.#framesInBlock === 0) {
      this.#blockMinima.push(smoothed);
      if (this.#blockMinima.length > BLOCKS) this.#blockMinima.shift();
    }
    const newest = this.#blockMinima.length - 1;
    this.#blockMinima[newest] = Math.min(this.#blockMinima[newest] ?? smoothed, smoothed);
    this.#framesInBlock = (this.#framesInBlock + 1) % BLOCK_FRAMES;
    this.#minimum = Math.min(...this.#blockMinima);
  }

  /** Raises the floor to a steady noise. A quieter frame lowers it again. */
  #riseTo({ mean, deviation }: SteadyWindow): void {
    const minimum = mean - 2 * deviation;
    if (minimum <= this.#minimum) return;
    this.#blockMinima.fill(minimum);
    this.#minimum = minimum;
    this.#mean = mean;
    this.spreadDb = deviation;
  }
}

/** Tells whether the latest levels are too even for a voice, and their mean and deviation. */
class SteadyWindow {
  readonly #levels: Float64Array;
  readonly #deviationMaxDb: number;
  #count = 0;
  #sum = 0;
  #squares = 0;

  constructor(frames: number, deviationMaxDb: number) {
    this.#levels = new Float64Array(frames);
    this.#deviationMaxDb = deviationMaxDb;
  }

  get mean(): number {
    return this.#sum / this.#levels.length;
  }

  get deviation(): number {
    return Math.sqrt(Math.max(0, this.#squares / this.#levels.length - this.mean ** 2));
  }

  get isSteady(): boolean {
    return this.#count >= this.#levels.length && this.deviation < this.#deviationMaxDb;
  }

  step(levelDbov: number): void {
    const at = this.#count % this.#levels.length;
    const oldest = this.#levels[at] ?? 0;
    this.#levels[at] = levelDbov;
    this.#count += 1;
    this.#sum += levelDbov - oldest;
    this.#squares += levelDbov ** 2 - oldest ** 2;
  }
}
