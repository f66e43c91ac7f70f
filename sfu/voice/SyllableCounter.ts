/** The level falls by at least this between two syllables, and rises again. */
const DEPTH_DB = 5;

/** Counts the rises and falls of a level. Pure. */
export class SyllableCounter {
  #isRising = true;
  #extreme = Number.NEGATIVE_INFINITY;

  /** Whether a syllable begins with this frame. */
  step(levelDbov: number): boolean {
    this.#extreme = this.#isRising ? Math.max(this.#extreme, levelDbov) : Math.min(this.#extreme, levelDbov);
    const turn = this.#isRising ? levelDbov < this.#extreme - DEPTH_DB : levelDbov > this.#extreme + DEPTH_DB;
    if (!turn) return false;
    this.#isRising = !this.#isRising;
    this.#extreme = levelDbov;
    return this.#isRising;
  }
}
