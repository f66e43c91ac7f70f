import { SAMPLE_RATE } from '../../../transcription/Transcriber.ts';

const SAMPLES_PER_MS = SAMPLE_RATE / 1_000;
const KEPT_AT_FIRST_MS = 20_000;
/** Length of the stretches among which the quietest one is found. */
const QUIET_MS = 80;

/** Samples of one talker by media time. Keeps what the open segment needs. */
export class PcmTimeline {
  #samples = new Float32Array(KEPT_AT_FIRST_MS * SAMPLES_PER_MS);
  #length = 0;
  /** Media time of the first kept sample. */
  #fromMs = 0;

  get toMs(): number {
    return this.#fromMs + this.#length / SAMPLES_PER_MS;
  }

  append(samples: Float32Array): void {
    if (this.#length + samples.length > this.#samples.length) {
      const larger = new Float32Array((this.#length + samples.length) * 2);
      larger.set(this.#samples.subarray(0, this.#length));
      this.#samples = larger;
    }
    this.#samples.set(samples, this.#length);
    this.#length += samples.length;
  }

  /** Forgets everything and continues at this time. */
  restartAt(ms: number): void {
    this.#fromMs = ms;
    this.#length = 0;
  }

  forgetBefore(ms: number): void {
    const count = Math.min(this.#length, Math.floor((ms - this.#fromMs) * SAMPLES_PER_MS));
    if (count <= 0) return;
    this.#samples.copyWithin(0, count, this.#length);
    this.#length -= count;
    this.#fromMs += count / SAMPLES_PER_MS;
  }

  /** Returns a copy. */
  slice(fromMs: number, toMs: number): Float32Array {
    return this.#samples.slice(this.#indexOf(fromMs), this.#indexOf(toMs));
  }

  quietestMs(fromMs: number, toMs: number): number {
    const length = QUIET_MS * SAMPLES_PER_MS;
    let best = { at: this.#indexOf(toMs), power: Number.POSITIVE_INFINITY };
    for (let at = this.#indexOf(fromMs); at + length <= this.#indexOf(toMs); at += length / 2) {
      let power = 0;
      for (let index = at; index < at + length; index += 1) power += (this.#samples[index] ?? 0) ** 2;
      if (power < best.power) best = { at: at + length / 2, power };
    }
    return this.#fromMs + best.at / SAMPLES_PER_MS;
  }

  #indexOf(ms: number): number {
    return Math.min(this.#length, Math.max(0, Math.round((ms - this.#fromMs) * SAMPLES_PER_MS)));
  }
}
