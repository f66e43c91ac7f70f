/** The mean and the standard deviation of the newest levels, and whether they are so even that no voice can have made them. Pure. */
export class SteadyStretch {
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
