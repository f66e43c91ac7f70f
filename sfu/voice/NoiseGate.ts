import { FRAME_MS, SILENCE_DBOV, type VoiceFrame } from './LevelTrack.ts';

/** What a gate may let through between a voice and its silence: a breath, its own slow closing, a key. Room noise is longer. */
const PASSED_MAX_MS = 400;
/** Shorter than this is no pause. */
const SHUT_MIN_MS = 200;
/** A gate opens with the voice; a device that is switched on lets the room be heard before. */
const OPENS_BEFORE_VOICE_MS = 500;

/** A device that is switched off gives digital silence. */
const SWITCHED_OFF_MS = 2_000;
/** Longer than any silence that ends an answer (`hardEndMax` in `shared/recruiter/rules.ts`), with room to spare. */
const SHUT_MAX_MS = 6_000;

/**
 * Tells the digital silence of a noise gate (of a headset, a system or a conferencing tool) from that of a device that is switched off: a gate
 * closes at the end of a voice and opens with the next one. Pure.
 */
export class NoiseGate {
  #isKnown = false;
  /** Of sound since the last voice. */
  #passedMs = Number.POSITIVE_INFINITY;
  #silentMs = 0;
  /** When it opened last, unless a voice has begun since. */
  #openedAtMs: number | undefined;

  /** Digital silence of any length says nothing here: it was followed by a voice before. */
  get isKnown(): boolean {
    return this.#isKnown;
  }

  /** How long digital silence may last before no sound arrives, where no gate is known. */
  get silenceMaxMs(): number {
    return this.#isShut ? SHUT_MAX_MS : SWITCHED_OFF_MS;
  }

  /** Takes the next 20 ms. `isVoice` holds until a voice is told to have ended. */
  step({ atMs, levelDbov }: VoiceFrame, isVoice: boolean): void {
    if (levelDbov <= SILENCE_DBOV) this.#silentMs += FRAME_MS;
    else {
      if (this.#isShut) this.#openedAtMs = atMs;
      this.#silentMs = 0;
      this.#passedMs += FRAME_MS;
    }
    if (isVoice) this.#passedMs = 0;
  }

  /** A voice is told, whose first sound was at this moment. */
  noteVoiceStart(fromMs: number): void {
    if (this.#openedAtMs !== undefined && fromMs - this.#openedAtMs <= OPENS_BEFORE_VOICE_MS)
      this.#isKnown = true;
    this.#openedAtMs = undefined;
  }

  /** No more packets arrive. What is known of the microphone is kept. */
  lose(): void {
    this.#passedMs = Number.POSITIVE_INFINITY;
    this.#silentMs = 0;
    this.#openedAtMs = undefined;
  }

  get #isShut(): boolean {
    return this.#silentMs >= SHUT_MIN_MS && this.#passedMs <= PASSED_MAX_MS;
  }
}
