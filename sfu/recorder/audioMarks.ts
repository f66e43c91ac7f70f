import { SILENT_LEVEL } from '../player/Clip.ts';
import { FRAME_MS, LevelTrack, SILENCE_DBOV } from '../voice/LevelTrack.ts';
import { VoiceDetector } from '../voice/VoiceDetector.ts';

/** The loudest level of each step, from `ticks` on, as RFC 6464 counts: 0 is full scale, 127 silence. */
export interface LevelRun {
  readonly ticks: number;
  readonly levels: readonly number[];
}

const STEPS_PER_SECOND = 10;
/** A run is told when it is so long. */
const RUN_STEPS = 10;
/** A longer gap is not told as silence: no one knows what was there. */
const GAP_STEPS_MAX = 10;

/** Makes out of the levels of packets those of even steps of 100 ms. Pure. */
export class LevelSteps {
  readonly #ticksPerStep: number;
  readonly #onRun: (run: LevelRun) => void;
  #ticks = 0;
  #levels: number[] = [];

  constructor(clockRate: number, onRun: (run: LevelRun) => void) {
    this.#ticksPerStep = clockRate / STEPS_PER_SECOND;
    this.#onRun = onRun;
  }

  /** Packets must come in order. One belongs to the step in which it begins. */
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

  /** Tells what there is so far. */
  flush(): void {
    if (this.#levels.length === 0) return;
    this.#onRun({ ticks: this.#ticks, levels: this.#levels });
    this.#ticks += this.#levels.length * this.#ticksPerStep;
    this.#levels = [];
  }
}

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
