/** Counts what the sender's encoder says of the frames of one stretch of sound that may be a voice. Pure. */
export class Voicing {
  #fromMs = Number.NaN;
  #frames = 0;
  #voiced = 0;
  #unvoiced = 0;

  /** No pitch was found in any frame so far, and most of them are known to have none. */
  get isVoiceless(): boolean {
    return this.#voiced === 0 && this.#unvoiced * 2 > this.#frames;
  }

  /** Takes the next frame of the stretch that began at `fromMs`. */
  step(fromMs: number, isVoiced: boolean | undefined): void {
    if (fromMs !== this.#fromMs) {
      this.#fromMs = fromMs;
      this.#frames = 0;
      this.#voiced = 0;
      this.#unvoiced = 0;
    }
    this.#frames += 1;
    if (isVoiced === true) this.#voiced += 1;
    if (isVoiced === false) this.#unvoiced += 1;
  }
}
