import { SILENT_LEVEL } from '../../player/Clip.ts';

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
