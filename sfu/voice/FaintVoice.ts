import { FRAME_MS, type VoiceFrame } from './LevelTrack.ts';
import { SyllableCounter } from './SpeechLikeness.ts';
import { VoiceRun, type VoiceThresholds } from './VoiceRun.ts';

/** Something like a voice for so long, with pauses no longer than this, is a person who speaks too softly. */
const REPORT_AFTER_MS = 2_000;
const PAUSE_MAX_MS = 1_500;
/** Of that time, so much is voice; breath has neither that share nor these syllables. */
const VOICED_SHARE = 0.4;
const SYLLABLES_MIN = 4;

interface FaintSound {
  fromMs: number;
  toMs: number;
  voicedMs: number;
  syllables: number;
}

/** Finds a voice too soft to be understood: modulated like one, for seconds. Pure. */
export class FaintVoice {
  readonly #run = new VoiceRun();
  readonly #syllables = new SyllableCounter();
  #sound: FaintSound | undefined;
  #lastMs = 0;

  /** Where it began, once it has gone on for long enough, until it has paused for too long. */
  get sinceMs(): number | undefined {
    if (!this.#sound) return undefined;
    const { fromMs, toMs, voicedMs, syllables } = this.#sound;
    const isLong = toMs - fromMs >= REPORT_AFTER_MS && voicedMs >= (toMs - fromMs) * VOICED_SHARE;
    return isLong && syllables >= SYLLABLES_MIN ? fromMs : undefined;
  }

  /** Where its last sound ended. */
  get lastMs(): number {
    return this.#lastMs;
  }

  step(frame: VoiceFrame, thresholds: VoiceThresholds): void {
    this.#run.step(frame, thresholds);
    if (this.#run.isActive) this.#takeVoice(frame.levelDbov);
    else if (frame.atMs - this.#lastMs > PAUSE_MAX_MS) this.#sound = undefined;
  }

  /** What has been heard is no faint voice. */
  forget(): void {
    this.#sound = undefined;
    this.#run.stop();
  }

  #takeVoice(levelDbov: number): void {
    this.#sound ??= { fromMs: this.#run.fromMs, toMs: this.#run.toMs, voicedMs: 0, syllables: 0 };
    this.#sound.toMs = this.#run.toMs;
    this.#lastMs = this.#run.toMs;
    this.#sound.voicedMs += FRAME_MS;
    if (this.#syllables.step(levelDbov)) this.#sound.syllables += 1;
  }
}
