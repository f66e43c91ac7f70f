/** Sounds are judged over this many frames (5 s). */
const JUDGED_FRAMES = 250;
/** Even slow speech has this many syllables in `JUDGED_FRAMES`. */
const SYLLABLES_MIN = 7;
/** After this many frames (3 s) without sound, earlier sounds are forgotten. */
const FORGET_FRAMES = 150;

/**
 * Tells whether a sound that lasts for seconds is unlike speech. Speech has several syllables a second and
 * no beat, unlike a tone, a vacuum cleaner, an organ, or a drum. Levels can't distinguish other sounds with
 * the tempo of speech.
 */
export class SpeechLikeness {
  readonly #syllables = new SyllableCounter();
  readonly #rhythm = new Rhythm();
  /** One entry per recent frame with sound: true if a syllable starts in it. */
  readonly #syllableStarts: boolean[] = [];
  #count = 0;
  #framesWithout = 0;

  get isUnlike(): boolean {
    const lacksSyllables = this.#syllableStarts.length >= JUDGED_FRAMES && this.#count < SYLLABLES_MIN;
    return lacksSyllables || (this.#rhythm.isBeating && this.#syllableStarts.length > 0);
  }

  /** Takes the next 20 ms. `sounds`: this audio may belong to a voice. */
  step(levelDbov: number, sounds: boolean): void {
    this.#rhythm.step(levelDbov);
    if (sounds) this.#takeSound(levelDbov);
    else this.#takePause();
  }

  #takeSound(levelDbov: number): void {
    this.#framesWithout = 0;
    const isStart = this.#syllables.step(levelDbov);
    this.#syllableStarts.push(isStart);
    if (isStart) this.#count += 1;
    if (this.#syllableStarts.length > JUDGED_FRAMES && this.#syllableStarts.shift()) this.#count -= 1;
  }

  #takePause(): void {
    this.#framesWithout += 1;
    if (this.#framesWithout < FORGET_FRAMES) return;
    this.#syllableStarts.length = 0;
    this.#count = 0;
  }
}

/** The last four seconds are compared with those 0.24 to 1.24 s earlier (48 to 250 beats per minute). */
const FRAMES = 200;
const LAG_MIN = 12;
const LAG_MAX = 62;
const CHECK_EVERY_FRAMES = 25;
/** A beat starts above the first correlation and ends below the second. Speech reaches about 0.8. */
const STARTS_ABOVE = 0.9;
const STOPS_BELOW = 0.7;
/** Number of checks in a row that must agree before a beat starts or ends. */
const CHECKS = 2;
/** Sounds quieter than this count as silence between beats. */
const QUIETEST_DBOV = -62;

/** Detects levels that repeat as evenly as music, by autocorrelation. */
class Rhythm {
  readonly #levels = new Float64Array(FRAMES + LAG_MAX).fill(QUIETEST_DBOV);
  #at = 0;
  #frames = 0;
  #checks = 0;
  isBeating = false;

  step(levelDbov: number): void {
    this.#at = (this.#at + 1) % this.#levels.length;
    this.#levels[this.#at] = Math.max(QUIETEST_DBOV, levelDbov);
    this.#frames += 1;
    if (this.#frames % CHECK_EVERY_FRAMES === 0) this.#check(this.#likenessToItself());
  }

  #check(likeness: number): void {
    const isOther = this.isBeating ? likeness < STOPS_BELOW : likeness > STARTS_ABOVE;
    this.#checks = isOther ? this.#checks + 1 : 0;
    if (this.#checks < CHECKS) return;
    this.isBeating = !this.isBeating;
    this.#checks = 0;
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
    // Levels that hardly vary count as uncorrelated.
    return variances < FRAMES ** 2 ? 0 : (products - (sumX * sumY) / FRAMES) / Math.sqrt(variances);
  }
}

/** Between two syllables, the level falls and rises by at least this much. */
const DEPTH_DB = 5;

/** Finds the starts of syllables by the rises and falls of the level. */
export class SyllableCounter {
  #isRising = true;
  #extreme = Number.NEGATIVE_INFINITY;

  /** True when a syllable starts with this frame. */
  step(levelDbov: number): boolean {
    this.#extreme = this.#isRising ? Math.max(this.#extreme, levelDbov) : Math.min(this.#extreme, levelDbov);
    const turn = this.#isRising ? levelDbov < this.#extreme - DEPTH_DB : levelDbov > this.#extreme + DEPTH_DB;
    if (!turn) return false;
    this.#isRising = !this.#isRising;
    this.#extreme = levelDbov;
    return this.#isRising;
  }
}
