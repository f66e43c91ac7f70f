import { FRAME_MS, type VoiceFrame } from './LevelTrack.ts';
import { SyllableCounter } from './SpeechLikeness.ts';
import { VoiceRun, type VoiceThresholds } from './VoiceRun.ts';

/** A faint voice is reported after this time, if its pauses are shorter than `PAUSE_MAX_MS`. */
const REPORT_AFTER_MS = 2_000;
const PAUSE_MAX_MS = 1_500;
/** A faint voice has at least this share of voice and this many syllables. Breathing has less. */
const VOICED_SHARE = 0.4;
const SYLLABLES_MIN = 4;

type FaintSound = { fromMs: number; toMs: number; voicedMs: number; syllables: number };

/** Finds a voice that is too soft to be understood. */
export class FaintVoice {
  readonly #run = new VoiceRun();
  readonly #syllables = new SyllableCounter();
  #sound: FaintSound | undefined;
  lastMs = 0;

  /** Start of the faint voice. Undefined until the voice is long enough, and after a long pause. */
  get sinceMs(): number | undefined {
    if (!this.#sound) return undefined;
    const { fromMs, toMs, voicedMs, syllables } = this.#sound;
    const isLong = toMs - fromMs >= REPORT_AFTER_MS && voicedMs >= (toMs - fromMs) * VOICED_SHARE;
    return isLong && syllables >= SYLLABLES_MIN ? fromMs : undefined;
  }

  step(frame: VoiceFrame, thresholds: VoiceThresholds): void {
    this.#run.step(frame, thresholds);
    if (this.#run.isActive) this.#takeVoice(frame.levelDbov);
    else if (frame.atMs - this.lastMs > PAUSE_MAX_MS) this.#sound = undefined;
  }

  forget(): void {
    this.#sound = undefined;
    this.#run.stop();
  }

  #takeVoice(levelDbov: number): void {
    this.#sound ??= { fromMs: this.#run.fromMs, toMs: this.#run.toMs, voicedMs: 0, syllables: 0 };
    this.#sound.toMs = this.#run.toMs;
    this.lastMs = this.#run.toMs;
    this.#sound.voicedMs += FRAME_MS;
    if (this.#syllables.step(levelDbov)) this.#sound.syllables += 1;
  }
}
