import { Disposables } from '../disposables.ts';

export type PlayableElement = Pick<
  HTMLMediaElement,
  | 'addEventListener'
  | 'buffered'
  | 'currentTime'
  | 'duration'
  | 'ended'
  | 'error'
  | 'load'
  | 'muted'
  | 'paused'
  | 'pause'
  | 'play'
  | 'playbackRate'
  | 'preload'
  | 'preservesPitch'
  | 'readyState'
  | 'removeAttribute'
  | 'removeEventListener'
  | 'seeking'
  | 'src'
  | 'volume'
>;

export interface TrackSource {
  readonly trackId: string;
  readonly url: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** `resting`: the file doesn't cover the current position. */
export type TrackState = 'resting' | 'loading' | 'ready' | 'failed';

const HAVE_FUTURE_DATA = 3;
const HAVE_ENOUGH_DATA = 4;
const CAUTION_S = 2;
/** Seeks stop this long before the end of a file, because it can be slightly shorter than announced. */
const END_S = 0.02;
const EVENTS = [
  'loadedmetadata',
  'canplay',
  'canplaythrough',
  'progress',
  'playing',
  'waiting',
  'seeked',
  'ended',
  'error',
] as const;

export class TrackFollower {
  source: TrackSource;
  readonly #element: PlayableElement;
  readonly #disposables = new Disposables();
  #pace = 1;
  failed = false;
  /** Position and time of the last start, and whether the delay of that start was measured. */
  #started: { from: number; atMs: number; measured: boolean } | undefined;

  constructor(source: TrackSource, element: PlayableElement, onChanged: () => void) {
    this.source = source;
    this.#element = element;
    element.preload = 'auto';
    element.preservesPitch = true;
    for (const event of EVENTS) {
      const listener = () => {
        if (event === 'error') this.failed = true;
        onChanged();
      };
      element.addEventListener(event, listener);
      this.#disposables.add(() => element.removeEventListener(event, listener));
    }
    this.#load();
  }

  get playing(): boolean {
    return !this.#element.paused;
  }

  covers(positionMs: number): boolean {
    if (this.failed || !this.belongsTo(positionMs)) return false;
    return !(this.#secondsAt(positionMs) >= this.#element.duration - END_S);
  }

  belongsTo(positionMs: number): boolean {
    return positionMs >= this.source.fromMs && positionMs < this.source.toMs;
  }

  state(positionMs: number): TrackState {
    if (this.failed) return 'failed';
    if (!this.covers(positionMs)) return 'resting';
    return this.isReady(false) ? 'ready' : 'loading';
  }

  isReady(cautious: boolean): boolean {
    const { readyState, seeking } = this.#element;
    if (seeking || readyState < HAVE_FUTURE_DATA) return false;
    return !cautious || readyState === HAVE_ENOUGH_DATA || this.#secondsAhead() >= CAUTION_S;
  }

  /** True while the element's position advances: it has played its first frame and has data. */
  get settled(): boolean {
    const { currentTime, paused, readyState, seeking } = this.#element;
    if (paused || seeking || readyState < HAVE_FUTURE_DATA || !this.#started) return false;
    return currentTime > this.#started.from;
  }

  takeStartLag(nowMs: number): number | undefined {
    if (!this.settled || !this.#started || this.#started.measured) return undefined;
    this.#started.measured = true;
    const playedMs = ((this.#element.currentTime - this.#started.from) * 1_000) / this.#element.playbackRate;
    return Math.max(0, nowMs - this.#started.atMs - playedMs);
  }

  beginsWithin(positionMs: number, ms: number): boolean {
    return !this.failed && positionMs < this.source.fromMs && positionMs + ms >= this.source.fromMs;
  }

  /** Returns how far the element is ahead of the position, in milliseconds. */
  offMs(positionMs: number): number {
    return (this.#element.currentTime - this.#secondsAt(positionMs)) * 1_000;
  }

  goTo(positionMs: number, toleranceMs: number): void {
    const { duration } = this.#element;
    const wanted = Math.max(0, this.#secondsAt(positionMs));
    const seconds = Number.isNaN(duration) ? wanted : Math.min(wanted, Math.max(0, duration - END_S));
    if (this.#element.seeking || Math.abs(this.#element.currentTime - seconds) * 1_000 <= toleranceMs) return;
    this.#element.currentTime = seconds;
  }

  /** Rejects when the element's `play()` rejects, for example before a user gesture. */
  async start(speed: number, nowMs: number): Promise<void> {
    this.#started = { from: this.#element.currentTime, atMs: nowMs, measured: false };
    this.#setPace(1, speed);
    await this.#element.play();
  }

  stop(): void {
    this.#started = undefined;
    if (!this.#element.paused) this.#element.pause();
  }

  /** Corrects an offset by a change of speed, or by a seek if the offset is large. */
  keepPace(offMs: number, speed: number): void {
    if (Math.abs(offMs) < JUMP_MS) {
      this.#setPace(paceOf(offMs, this.#pace), speed);
      return;
    }
    this.#setPace(1, speed);
    this.#element.currentTime = Math.max(0, this.#element.currentTime - offMs / 1_000);
    if (this.#started) this.#started = { ...this.#started, from: this.#element.currentTime, measured: true };
  }

  setSound(volume: number, muted: boolean): void {
    this.#element.volume = volume;
    this.#element.muted = muted;
  }

  setUrl(url: string): void {
    if (url === this.source.url) return;
    this.source = { ...this.source, url };
    this.#load();
  }

  retry(): void {
    if (this.failed) this.#load();
  }

  close(): void {
    this.#disposables.dispose();
    this.#element.pause();
    this.#element.removeAttribute('src');
    // Without this call, the browser would continue to download.
    this.#element.load();
  }

  #load(): void {
    const { currentTime, paused } = this.#element;
    this.failed = false;
    this.#started = undefined;
    if (!paused) this.#element.pause();
    this.#element.src = this.source.url;
    this.#element.load();
    if (currentTime > 0) this.#element.currentTime = currentTime;
  }

  #setPace(pace: number, speed: number): void {
    this.#pace = pace;
    const rate = pace * speed;
    if (Math.abs(this.#element.playbackRate - rate) > 0.001) this.#element.playbackRate = rate;
  }

  #secondsAt(positionMs: number): number {
    return (positionMs - this.source.fromMs) / 1_000;
  }

  #secondsAhead(): number {
    const { buffered, currentTime, duration } = this.#element;
    for (let index = 0; index < buffered.length; index += 1) {
      if (buffered.start(index) > currentTime + 0.05 || buffered.end(index) < currentTime) continue;
      const end = buffered.end(index);
      return end >= duration - END_S ? Number.POSITIVE_INFINITY : end - currentTime;
    }
    return 0;
  }
}

/** Offsets up to this are too small to notice or to measure. */
const IN_SYNC_MS = 4;
/** A correction starts from this offset and ends at `IN_SYNC_MS`, so that the speed doesn't flutter. */
const CORRECTED_FROM_MS = 10;
/** Time that the correction of an offset by speed takes. */
const BACK_WITHIN_MS = 500;
/** Largest change of speed. The pitch is preserved, so the change can't be heard. */
const MAX_CHANGE = 0.2;
/** Offsets from this size on are corrected by a seek. */
export const JUMP_MS = 300;

/** Returns the new speed factor. `offMs`: how far the track is ahead; `before`: the current speed factor. */
export function paceOf(offMs: number, before: number): number {
  const distance = Math.abs(offMs);
  if (distance <= IN_SYNC_MS || (distance < CORRECTED_FROM_MS && before === 1)) return 1;
  // The correction has passed its target, so it ends.
  if (before !== 1 && Math.sign(offMs) === Math.sign(before - 1) && distance < CORRECTED_FROM_MS) return 1;
  const change = Math.min(MAX_CHANGE, distance / BACK_WITHIN_MS);
  // Rounds the factor, because every change of speed costs the browser work.
  return Math.round((1 - Math.sign(offMs) * change) * 200) / 200;
}
