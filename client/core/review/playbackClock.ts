/** Computes the playback position from `performance.now()`. `moveTo` corrects it to follow the media. */
export class PlaybackClock {
  #positionMs = 0;
  #atMs = 0;
  #speed = 1;
  running = false;

  positionMs(nowMs: number): number {
    return this.running ? this.#positionMs + (nowMs - this.#atMs) * this.#speed : this.#positionMs;
  }

  start(nowMs: number): void {
    this.#settle(nowMs);
    this.running = true;
  }

  stop(nowMs: number): void {
    this.#settle(nowMs);
    this.running = false;
  }

  moveTo(positionMs: number, nowMs: number): void {
    this.#positionMs = positionMs;
    this.#atMs = nowMs;
  }

  setSpeed(speed: number, nowMs: number): void {
    this.#settle(nowMs);
    this.#speed = speed;
  }

  #settle(nowMs: number): void {
    this.moveTo(this.positionMs(nowMs), nowMs);
  }
}
