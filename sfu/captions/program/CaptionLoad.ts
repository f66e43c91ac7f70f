import { CAPTION_MODES, type CaptionMode } from '../captionMessages.ts';

const WINDOW_MS = 5_000;

interface Limits {
  /** Does less if it works for more than this share of the time, or is this far behind. */
  readonly loadMax: number;
  readonly behindMaxMs: number;
  /** Does more if it works for less than this share of the time. */
  readonly loadMin: number;
}

const LIMITS: Record<CaptionMode, Limits> = {
  live: { loadMax: 0.6, behindMaxMs: 1_500, loadMin: 0 },
  slow: { loadMax: 0.6, behindMaxMs: 2_500, loadMin: 0.27 },
  sentences: { loadMax: 0.97, behindMaxMs: 4_500, loadMin: 0.22 },
  paused: { loadMax: 1, behindMaxMs: Number.POSITIVE_INFINITY, loadMin: 0 },
};

/** At this load, updates in between are given up without trying fewer of them. */
const OVERLOAD = 0.78;
/** Time for which a limit must be exceeded. */
const DOWN_AFTER_MS = 3_000;
const UP_AFTER_MS = 8_000;
/** First and longest pause before captions are tried again. */
const PAUSE_MS = { first: 15_000, max: 60_000 };

/** Decides how much the captioning process does, by how busy and how late it has been. */
export class CaptionLoad {
  readonly #ceiling: number;
  #mode: number;
  /** Time spent on recognition, by when it ended. */
  readonly #work: { endMs: number; forMs: number }[] = [];
  #tooMuchSinceMs: number | undefined;
  #littleSinceMs: number | undefined;
  #pausedUntilMs = 0;
  #pauseMs = PAUSE_MS.first;

  /** `ceiling` is the most that the transcriber can do. */
  constructor(ceiling: CaptionMode) {
    this.#ceiling = CAPTION_MODES.indexOf(ceiling);
    this.#mode = this.#ceiling;
  }

  get mode(): CaptionMode {
    return CAPTION_MODES[this.#mode] ?? 'paused';
  }

  worked(fromMs: number, toMs: number): void {
    this.#work.push({ endMs: toMs, forMs: toMs - fromMs });
  }

  /** Pauses, because recognition failed. */
  fail(nowMs: number): void {
    this.#enter(CAPTION_MODES.indexOf('paused'), nowMs);
  }

  /** Call about once a second. `behindMs` is how late the next recognition is. */
  assess(nowMs: number, behindMs: number): CaptionMode {
    if (this.mode === 'paused') {
      if (nowMs >= this.#pausedUntilMs) this.#enter(Math.max(this.#ceiling, this.#mode - 1), nowMs);
      return this.mode;
    }
    const load = this.#load(nowMs);
    const { loadMax, behindMaxMs, loadMin } = LIMITS[this.mode];
    const isTooMuch = load > loadMax || behindMs > behindMaxMs;
    this.#tooMuchSinceMs = isTooMuch ? (this.#tooMuchSinceMs ?? nowMs) : undefined;
    const isLittle = load < loadMin && behindMs < 500;
    this.#littleSinceMs = isLittle ? (this.#littleSinceMs ?? nowMs) : undefined;
    if (this.#tooMuchSinceMs !== undefined && nowMs - this.#tooMuchSinceMs >= DOWN_AFTER_MS)
      this.#enter(Math.max(this.#mode + 1, load > OVERLOAD ? CAPTION_MODES.indexOf('sentences') : 0), nowMs);
    else if (this.#littleSinceMs !== undefined && nowMs - this.#littleSinceMs >= UP_AFTER_MS)
      this.#enter(Math.max(this.#ceiling, this.#mode - 1), nowMs);
    return this.mode;
  }

  #load(nowMs: number): number {
    while (this.#work[0] && this.#work[0].endMs <= nowMs - WINDOW_MS) this.#work.shift();
    return this.#work.reduce((sum, { forMs }) => sum + forMs, 0) / WINDOW_MS;
  }

  #enter(mode: number, nowMs: number): void {
    if (mode === this.#mode) return;
    const wasPaused = this.mode === 'paused';
    this.#mode = mode;
    // What the earlier mode needed says nothing about this one.
    this.#work.length = 0;
    this.#tooMuchSinceMs = undefined;
    this.#littleSinceMs = undefined;
    if (this.mode === 'paused') {
      this.#pausedUntilMs = nowMs + this.#pauseMs;
      this.#pauseMs = Math.min(PAUSE_MS.max, this.#pauseMs * 2);
    } else if (!wasPaused && mode < CAPTION_MODES.indexOf('sentences')) this.#pauseMs = PAUSE_MS.first;
  }
}
