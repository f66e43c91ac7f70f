import { Disposables } from '../disposables.ts';

/** What is needed of an audio or video element. */
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

/** A file on the recording's time line. */
export interface TrackSource {
  readonly trackId: string;
  readonly url: string;
  /** Where the file's own beginning and end lie, in milliseconds. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** `resting`: its file has nothing for this moment. */
export type TrackState = 'resting' | 'loading' | 'ready' | 'failed';

const HAVE_FUTURE_DATA = 3;
const HAVE_ENOUGH_DATA = 4;
/** After an interruption so much is waited for, in seconds, that the next one is not a moment away. */
const CAUTION_S = 2;
/** The last picture of a file is a little before its end. */
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

/** One media element that goes where it is told to: the hand of a `SyncedPlayer`, which decides where that is. */
export class TrackFollower {
  #source: TrackSource;
  readonly #element: PlayableElement;
  readonly #disposables = new Disposables();
  #pace = 1;
  #failed = false;
  /** From where and when it was started; until it has moved since, it says nothing about how far off it is. */
  #started: { from: number; atMs: number; told: boolean } | undefined;

  constructor(source: TrackSource, element: PlayableElement, onChanged: () => void) {
    this.#source = source;
    this.#element = element;
    element.preload = 'auto';
    element.preservesPitch = true;
    for (const event of EVENTS) {
      const listener = () => {
        if (event === 'error') this.#failed = true;
        onChanged();
      };
      element.addEventListener(event, listener);
      this.#disposables.add(() => element.removeEventListener(event, listener));
    }
    this.#load();
  }

  get source(): TrackSource {
    return this.#source;
  }

  get failed(): boolean {
    return this.#failed;
  }

  get playing(): boolean {
    return !this.#element.paused;
  }

  /** Whether the file has something for this moment, and can be played. */
  covers(positionMs: number): boolean {
    if (this.#failed || !this.belongsTo(positionMs)) return false;
    // A file may be a few milliseconds shorter than it says.
    return !(this.#secondsAt(positionMs) >= this.#element.duration - END_S);
  }

  /** Whether this moment lies within the file, playable or not. */
  belongsTo(positionMs: number): boolean {
    return positionMs >= this.#source.fromMs && positionMs < this.#source.toMs;
  }

  state(positionMs: number): TrackState {
    if (this.#failed) return 'failed';
    if (!this.covers(positionMs)) return 'resting';
    return this.isReady(false) ? 'ready' : 'loading';
  }

  /** Whether it can play from where it is. */
  isReady(cautious: boolean): boolean {
    const { readyState, seeking } = this.#element;
    if (seeking || readyState < HAVE_FUTURE_DATA) return false;
    return !cautious || readyState === HAVE_ENOUGH_DATA || this.#secondsAhead() >= CAUTION_S;
  }

  /** Whether it plays as it should; not before its first frame, and not while it waits for data. */
  get settled(): boolean {
    const { currentTime, paused, readyState, seeking } = this.#element;
    if (paused || seeking || readyState < HAVE_FUTURE_DATA || !this.#started) return false;
    return currentTime > this.#started.from;
  }

  /** How long it took from being started to the first movement, in milliseconds; known once after each start. */
  takeStartLag(nowMs: number): number | undefined {
    if (!this.settled || !this.#started || this.#started.told) return undefined;
    this.#started.told = true;
    const playedMs = ((this.#element.currentTime - this.#started.from) * 1_000) / this.#element.playbackRate;
    return Math.max(0, nowMs - this.#started.atMs - playedMs);
  }

  /** Whether its file begins within this time. */
  beginsWithin(positionMs: number, ms: number): boolean {
    return !this.#failed && positionMs < this.#source.fromMs && positionMs + ms >= this.#source.fromMs;
  }

  /** How far it is ahead of the moment, in milliseconds. */
  offMs(positionMs: number): number {
    return (this.#element.currentTime - this.#secondsAt(positionMs)) * 1_000;
  }

  /** Goes to a moment, unless it is there already or still on its way to another. */
  goTo(positionMs: number, toleranceMs: number): void {
    const { duration } = this.#element;
    const wanted = Math.max(0, this.#secondsAt(positionMs));
    const seconds = Number.isNaN(duration) ? wanted : Math.min(wanted, Math.max(0, duration - END_S));
    if (this.#element.seeking || Math.abs(this.#element.currentTime - seconds) * 1_000 <= toleranceMs) return;
    this.#element.currentTime = seconds;
  }

  /** Rejects as the element does, for example where the browser lets nothing sound before a press. */
  async start(speed: number, nowMs: number): Promise<void> {
    this.#started = { from: this.#element.currentTime, atMs: nowMs, told: false };
    this.#setPace(1, speed);
    await this.#element.play();
  }

  stop(): void {
    this.#started = undefined;
    if (!this.#element.paused) this.#element.pause();
  }

  /** Keeps up with the others: `offMs` is how far it is ahead of where it belongs. */
  keepPace(offMs: number, speed: number): void {
    if (Math.abs(offMs) < JUMP_MS) {
      this.#setPace(paceOf(offMs, this.#pace), speed);
      return;
    }
    this.#setPace(1, speed);
    this.#element.currentTime = Math.max(0, this.#element.currentTime - offMs / 1_000);
    if (this.#started) this.#started = { ...this.#started, from: this.#element.currentTime, told: true };
  }

  setSound(volume: number, muted: boolean): void {
    this.#element.volume = volume;
    this.#element.muted = muted;
  }

  /** The same file at another address. */
  setUrl(url: string): void {
    if (url === this.#source.url) return;
    this.#source = { ...this.#source, url };
    this.#load();
  }

  /** Tries a file again that would not play. */
  retry(): void {
    if (this.#failed) this.#load();
  }

  close(): void {
    this.#disposables.dispose();
    this.#element.pause();
    this.#element.removeAttribute('src');
    // Without this the browser goes on fetching what no one will see.
    this.#element.load();
  }

  #load(): void {
    const { currentTime, paused } = this.#element;
    this.#failed = false;
    this.#started = undefined;
    if (!paused) this.#element.pause();
    this.#element.src = this.#source.url;
    this.#element.load();
    if (currentTime > 0) this.#element.currentTime = currentTime;
  }

  #setPace(pace: number, speed: number): void {
    this.#pace = pace;
    const rate = pace * speed;
    if (Math.abs(this.#element.playbackRate - rate) > 0.001) this.#element.playbackRate = rate;
  }

  #secondsAt(positionMs: number): number {
    return (positionMs - this.#source.fromMs) / 1_000;
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

/** Less than this apart, in milliseconds, no one sees or hears it, and measuring is no more exact. */
const CLOSE_MS = 4;
/** From here on a track is brought back; below it is left alone until it has come close, so that its speed does not flutter. */
const APART_MS = 10;
/** How soon a track should be back, in milliseconds. */
const BACK_WITHIN_MS = 500;
/** The most that a track's speed differs from the others'. Pitch is kept, so that this is not heard. */
const MOST = 0.2;
/** Further off than this, in milliseconds, it jumps. */
export const JUMP_MS = 300;

/**
 * By what factor of the replay's speed a track should run to come back to where it belongs. `offMs`: how far it is ahead; `before`: the
 * factor that it has now.
 */
export function paceOf(offMs: number, before: number): number {
  const distance = Math.abs(offMs);
  if (distance <= CLOSE_MS || (distance < APART_MS && before === 1)) return 1;
  // Past the middle it would only be carried over to the other side.
  if (before !== 1 && Math.sign(offMs) === Math.sign(before - 1) && distance < APART_MS) return 1;
  const change = Math.min(MOST, distance / BACK_WITHIN_MS);
  return roundPace(1 - Math.sign(offMs) * change);
}

/** Steps of half a per cent: each change of speed costs the browser something. */
function roundPace(pace: number): number {
  return Math.round(pace * 200) / 200;
}
