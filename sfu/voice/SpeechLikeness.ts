import { Rhythm } from './Rhythm.ts';
import { SyllableCounter } from './SyllableCounter.ts';

/** Five seconds of sound are judged together; a person who speaks, however slowly, has more syllables in them than this. */
const JUDGED_FRAMES = 250;
const SYLLABLES_MIN = 7;
/** After three seconds without sound something else may come. */
const FORGET_FRAMES = 150;

/**
 * Whether what goes on for seconds as a voice would is one. Speech has several syllables a second and never beats time; a tone, a vacuum
 * cleaner, an organ or a drum does otherwise. What has the tempo of speech and no beat cannot be told from it by its level. Pure.
 */
export class SpeechLikeness {
  readonly #syllables = new SyllableCounter();
  readonly #rhythm = new Rhythm();
  /** Of the newest sounding frames, those with which a syllable begins. */
  readonly #beginnings: boolean[] = [];
  #count = 0;
  #framesWithout = 0;

  get isUnlike(): boolean {
    const lacksSyllables = this.#beginnings.length >= JUDGED_FRAMES && this.#count < SYLLABLES_MIN;
    return lacksSyllables || (this.#rhythm.isBeating && this.#beginnings.length > 0);
  }

  /** `sounds` says whether this frame belongs to what may be a voice. */
  step(levelDbov: number, sounds: boolean): void {
    this.#rhythm.step(levelDbov);
    if (sounds) this.#takeSound(levelDbov);
    else this.#takePause();
  }

  #takeSound(levelDbov: number): void {
    this.#framesWithout = 0;
    const begins = this.#syllables.step(levelDbov);
    this.#beginnings.push(begins);
    if (begins) this.#count += 1;
    if (this.#beginnings.length > JUDGED_FRAMES && this.#beginnings.shift()) this.#count -= 1;
  }

  #takePause(): void {
    this.#framesWithout += 1;
    if (this.#framesWithout < FORGET_FRAMES) return;
    this.#beginnings.length = 0;
    this.#count = 0;
  }
}
