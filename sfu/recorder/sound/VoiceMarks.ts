import { FRAME_MS, SILENCE_DBOV } from '../../voice/frame.ts';
import { LevelTrack } from '../../voice/LevelTrack.ts';
import { VoiceDetector } from '../../voice/VoiceDetector.ts';

/** A voice begins or ends. */
export interface VoiceMark {
  /** RTP time. */
  readonly ticks: number;
  readonly isSpeaking: boolean;
}

export interface HeardPacket {
  /** 16 bits. */
  readonly sequence: number;
  readonly ticks: number;
  /** RFC 6464. */
  readonly level: number;
}

interface VoiceMarksOptions {
  clockRate: number;
  /** The RFC 6464 level of what the microphone may hear back, when media of this RTP time came in. */
  playedLevel: (ticks: number) => number;
  onMark: (mark: VoiceMark) => void;
}

/** Marks where a microphone's sound is a voice, as a live listener does. Packets must come in order. */
export class VoiceMarks {
  readonly #ticksPerMs: number;
  readonly #playedLevel: VoiceMarksOptions['playedLevel'];
  readonly #onMark: VoiceMarksOptions['onMark'];
  readonly #detector = new VoiceDetector();
  #track = new LevelTrack();
  #isSpeaking = false;
  #ticks = 0;

  constructor({ clockRate, playedLevel, onMark }: VoiceMarksOptions) {
    this.#ticksPerMs = clockRate / 1_000;
    this.#playedLevel = playedLevel;
    this.#onMark = onMark;
  }

  take({ sequence, ticks, level }: HeardPacket): void {
    this.#ticks = ticks;
    const packet = { sequence, atMs: ticks / this.#ticksPerMs, levelDbov: -level };
    for (const frame of this.#track.take(packet)) {
      const playedDbov = Math.max(SILENCE_DBOV, -this.#playedLevel(this.#ticksAt(frame.atMs)));
      const change = this.#detector.step({ ...frame, playedDbov });
      if (change) this.#mark(change.state === 'speaking', this.#ticksAt(change.sinceMs));
    }
  }

  /** No more sound arrives for a while. What comes after it begins then, and not where the sound before it ended. */
  lose(): void {
    this.#track = new LevelTrack();
    this.#detector.lose();
    this.#mark(false, this.#ticks + FRAME_MS * this.#ticksPerMs);
  }

  #mark(isSpeaking: boolean, ticks: number): void {
    if (isSpeaking === this.#isSpeaking) return;
    this.#isSpeaking = isSpeaking;
    this.#onMark({ ticks: Math.max(0, ticks), isSpeaking });
  }

  #ticksAt(mediaMs: number): number {
    return Math.round(mediaMs * this.#ticksPerMs);
  }
}
