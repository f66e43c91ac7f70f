import type { TimeSource } from '../../sfu/player/PlayoutClock.ts';

/** A clock that only the test moves. */
export class HandMovedTime implements TimeSource {
  #nowMs: number;
  readonly #timers = new Map<() => void, number>();

  constructor(nowMs = 0) {
    this.#nowMs = nowMs;
  }

  now(): number {
    return this.#nowMs;
  }

  after(milliseconds: number, callback: () => void): () => void {
    this.#timers.set(callback, this.#nowMs + milliseconds);
    return () => this.#timers.delete(callback);
  }

  get timerCount(): number {
    return this.#timers.size;
  }

  /** Moves to this moment and fires each timer at its time. */
  moveTo(timeMs: number): void {
    for (;;) {
      const [next] = [...this.#timers].sort(([, a], [, b]) => a - b);
      if (!next || next[1] > timeMs) break;
      this.#nowMs = Math.max(this.#nowMs, next[1]);
      this.#call(next[0]);
    }
    this.#nowMs = timeMs;
  }

  /** Jumps to this moment, as after the whole process was stopped; due timers fire then. */
  leapTo(timeMs: number): void {
    this.#nowMs = timeMs;
    for (const [callback, dueMs] of [...this.#timers]) if (dueMs <= timeMs) this.#call(callback);
  }

  #call(callback: () => void): void {
    this.#timers.delete(callback);
    callback();
  }
}
