import { SILENT_LEVEL } from '../player/Clip.ts';
import { FRAME_MS, LevelTrack, SILENCE_DBOV } from '../voice/LevelTrack.ts';
import { VoiceDetector } from '../voice/VoiceDetector.ts';

/** The loudest level (RFC 6464) of each step of 100 ms. The first step starts at `ticks`. */
export type LevelRun = { readonly ticks: number; readonly levels: readonly number[] };

const STEPS_PER_SECOND = 10;
const RUN_STEPS = 10;
/** A gap longer than this isn't filled with silence, because what it contained is unknown. */
const GAP_STEPS_MAX = 10;

/** Reduces packet levels to one level per 100 ms. */
export class LevelSteps {
  readonly #ticksPerStep: number;
  readonly #onRun: (run: LevelRun) => void;
  #ticks = 0;
  #levels: number[] = [];

  constructor(clockRate: number, onRun: (run: LevelRun) => void) {
    this.#ticksPerStep = clockRate / STEPS_PER_SECOND;
    this.#onRun = onRun;
  }

  /** Takes the next packet in order. A packet counts for the step in which it starts. */
  take(ticks: number, level: number): void {
    let more = Math.floor((ticks - this.#ticks) / this.#ticksPerStep) + 1 - this.#levels.length;
    if (more > GAP_STEPS_MAX) {
      this.flush();
      this.#ticks = ticks;
      more = 1;
    }
    if (this.#levels.length === 0) more = Math.max(1, more);
    for (; more > 0; more -= 1) {
      if (this.#levels.length === RUN_STEPS) this.flush();
      this.#levels.push(SILENT_LEVEL);
    }
    const last = this.#levels.length - 1;
    this.#levels[last] = Math.min(this.#levels[last] ?? SILENT_LEVEL, level);
  }

  flush(): void {
    if (this.#levels.length === 0) return;
    this.#onRun({ ticks: this.#ticks, levels: this.#levels });
    this.#ticks += this.#levels.length * this.#ticksPerStep;
    this.#levels = [];
  }
}

export type VoiceMark = { readonly ticks: number; readonly isSpeaking: boolean };

type HeardPacket = { readonly sequence: number; readonly ticks: number; readonly level: number };

interface VoiceMarksOptions {
  clockRate: number;
  /** Returns the level (RFC 6464) of players that the microphone may pick up at an RTP time. */
  playedLevel: (ticks: number) => number;
  onMark: (mark: VoiceMark) => void;
}

/** Marks when a voice starts and ends, as `PeerVoice` does live. Packets must come in order. */
export class VoiceMarks {
  readonly #ticksPerMs: number;
  readonly #options: VoiceMarksOptions;
  readonly #detector = new VoiceDetector();
  #track = new LevelTrack();
  #isSpeaking = false;
  #ticks = 0;

  constructor(options: VoiceMarksOptions) {
    this.#ticksPerMs = options.clockRate / 1_000;
    this.#options = options;
  }

  take({ sequence, ticks, level }: HeardPacket): void {
    this.#ticks = ticks;
    const packet = { sequence, atMs: ticks / this.#ticksPerMs, levelDbov: -level };
    for (const frame of this.#track.take(packet)) {
      const playedDbov = Math.max(SILENCE_DBOV, -this.#options.playedLevel(this.#ticksAt(frame.atMs)));
      const change = this.#detector.step({ ...frame, playedDbov });
      if (change) this.#mark(change.state === 'speaking', this.#ticksAt(change.sinceMs));
    }
  }

  /** Ends the current voice when no packets are expected. Later packets start a new timeline. */
  lose(): void {
    this.#track = new LevelTrack();
    this.#detector.lose();
    this.#mark(false, this.#ticks + FRAME_MS * this.#ticksPerMs);
  }

  #mark(isSpeaking: boolean, ticks: number): void {
    if (isSpeaking === this.#isSpeaking) return;
    this.#isSpeaking = isSpeaking;
    this.#options.onMark({ ticks: Math.max(0, ticks), isSpeaking });
  }

  #ticksAt(mediaMs: number): number {
    return Math.round(mediaMs * this.#ticksPerMs);
  }
}
