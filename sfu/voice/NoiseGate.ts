import { FRAME_MS, SILENCE_DBOV, type VoiceFrame } from './LevelTrack.ts';

/** After a voice, a noise gate passes at most this much sound, such as a breath. Room noise lasts longer. */
const PASSED_MAX_MS = 400;
/** Digital silence shorter than this doesn't mean that a gate is shut. */
const SHUT_MIN_MS = 200;
/** A gate opens at most this long before the voice. A device that is switched on passes room noise first. */
const OPENS_BEFORE_VOICE_MS = 500;

/** Digital silence of this length means that the device is switched off. */
const SWITCHED_OFF_MS = 2_000;
/** Replaces `SWITCHED_OFF_MS` if a gate may be shut. Exceeds any pause that ends an answer (`hardEndMax`). */
const SHUT_MAX_MS = 6_000;

/**
 * Distinguishes the digital silence of a noise gate (in a headset, system, or conferencing tool) from that of
 * a device that is switched off: a gate closes after a voice and opens with the next voice.
 */
export class NoiseGate {
  /** True once a voice has opened a gate. Digital silence then never means that the device is off. */
  isKnown = false;
  #passedMs = Number.POSITIVE_INFINITY;
  #silentMs = 0;
  /** When the gate last opened, if no voice has started since. */
  #openedAtMs: number | undefined;

  /** Length of digital silence after which the state is `absent`, unless a gate is known. */
  get silenceMaxMs(): number {
    return this.#isShut ? SHUT_MAX_MS : SWITCHED_OFF_MS;
  }

  /** Takes the next 20 ms. `isVoice`: a voice is active, and its end hasn't been reported. */
  step({ atMs, levelDbov }: VoiceFrame, isVoice: boolean): void {
    if (levelDbov <= SILENCE_DBOV) this.#silentMs += FRAME_MS;
    else {
      if (this.#isShut) this.#openedAtMs = atMs;
      this.#silentMs = 0;
      this.#passedMs += FRAME_MS;
    }
    if (isVoice) this.#passedMs = 0;
  }

  /** Notes that a voice has started. `fromMs`: time of its first sound. */
  noteVoiceStart(fromMs: number): void {
    if (this.#openedAtMs !== undefined && fromMs - this.#openedAtMs <= OPENS_BEFORE_VOICE_MS)
      this.isKnown = true;
    this.#openedAtMs = undefined;
  }

  /** Called when packets stop arriving. Keeps what is known about the microphone. */
  lose(): void {
    this.#passedMs = Number.POSITIVE_INFINITY;
    this.#silentMs = 0;
    this.#openedAtMs = undefined;
  }

  get #isShut(): boolean {
    return this.#silentMs >= SHUT_MIN_MS && this.#passedMs <= PASSED_MAX_MS;
  }
}
