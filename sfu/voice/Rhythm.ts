/** Four seconds are compared with themselves, a quarter to one and a quarter of a second earlier: 48 to 250 beats a minute. */
const FRAMES = 200;
const LAG_MIN = 12;
const LAG_MAX = 62;
const LOOK_EVERY_FRAMES = 25;
/** Speech repeats itself with at most 0.8 or so. */
const BEATS_ABOVE = 0.9;
const BEATS_NO_MORE_BELOW = 0.7;
/** So many looks in a row must agree. */
const LOOKS = 2;
/** What is quieter is no part of the music. */
const QUIETEST_DBOV = -62;

/** Whether a level repeats itself as evenly as music does and no voice, by its autocorrelation. Pure. */
export class Rhythm {
  readonly #levels = new Float64Array(FRAMES + LAG_MAX).fill(QUIETEST_DBOV);
  #at = 0;
  #frames = 0;
  #looks = 0;
  #isBeating = false;

  get isBeating(): boolean {
    return this.#isBeating;
  }

  step(levelDbov: number): void {
    this.#at = (this.#at + 1) % this.#levels.length;
    this.#levels[this.#at] = Math.max(QUIETEST_DBOV, levelDbov);
    this.#frames += 1;
    if (this.#frames % LOOK_EVERY_FRAMES === 0) this.#look(this.#likenessToItself());
  }

  #look(likeness: number): void {
    const isOther = this.#isBeating ? likeness < BEATS_NO_MORE_BELOW : likeness > BEATS_ABOVE;
    this.#looks = isOther ? this.#looks + 1 : 0;
    if (this.#looks < LOOKS) return;
    this.#isBeating = !this.#isBeating;
    this.#looks = 0;
  }

  #likenessToItself(): number {
    let best = 0;
    for (let lag = LAG_MIN; lag <= LAG_MAX; lag += 1) best = Math.max(best, this.#correlation(lag));
    return best;
  }

  #correlation(lag: number): number {
    const size = this.#levels.length;
    let [sumX, sumY, squaresX, squaresY, products] = [0, 0, 0, 0, 0];
    for (let back = 0; back < FRAMES; back += 1) {
      const x = this.#levels[(this.#at - back + size) % size] ?? 0;
      const y = this.#levels[(this.#at - back - lag + size * 2) % size] ?? 0;
      sumX += x;
      sumY += y;
      squaresX += x * x;
      squaresY += y * y;
      products += x * y;
    }
    const variances = (squaresX - sumX ** 2 / FRAMES) * (squaresY - sumY ** 2 / FRAMES);
    // Of levels that hardly vary none follows another.
    return variances < FRAMES ** 2 ? 0 : (products - (sumX * sumY) / FRAMES) / Math.sqrt(variances);
  }
}
