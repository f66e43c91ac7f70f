import type { PlayableElement } from '../../client/core/review/trackFollower.ts';

interface Behaviour {
  /** Length in seconds. */
  seconds: number;
  /** By which share it plays faster than the page's clock: 0.001 gains a millisecond per second. */
  drift?: number;
  /** Milliseconds from `play()` to the first step. */
  startsAfterMs?: number;
  seekTakesMs?: number;
}

const HAVE_METADATA = 1;
const HAVE_ENOUGH_DATA = 4;

/**
 * A media element without media: it plays, drifts, runs out of data, and refuses as a test specifies, on a clock that the test controls.
 */
export class FakeMediaElement
  extends EventTarget
  implements Pick<PlayableElement, 'play' | 'pause' | 'load'>
{
  preload = '' as const;
  preservesPitch = false;
  volume = 1;
  muted = false;
  playbackRate = 1;
  paused = true;
  ended = false;
  seeking = false;
  readyState = HAVE_ENOUGH_DATA;
  src = '';
  error = null;
  duration: number;
  /** What `play()` rejects with. */
  refusal: Error | undefined;
  /** Number of seeks. */
  seeks = 0;
  readonly #behaviour: Required<Behaviour>;
  #currentTime = 0;
  #startsInMs = 0;
  #seeksForMs = 0;

  constructor(behaviour: Behaviour) {
    super();
    this.#behaviour = { drift: 0, startsAfterMs: 0, seekTakesMs: 30, ...behaviour };
    this.duration = behaviour.seconds;
  }

  /** The part of the element that the player uses. */
  get element(): PlayableElement {
    return this as unknown as PlayableElement;
  }

  get currentTime(): number {
    return this.#currentTime;
  }

  set currentTime(seconds: number) {
    this.#currentTime = Math.min(this.duration, seconds);
    this.seeks += 1;
    this.seeking = true;
    this.#seeksForMs = this.#behaviour.seekTakesMs;
  }

  get buffered(): TimeRanges {
    const enough = this.readyState === HAVE_ENOUGH_DATA;
    return { length: 1, start: () => 0, end: () => (enough ? this.duration : this.#currentTime) };
  }

  async play(): Promise<void> {
    if (this.refusal) throw this.refusal;
    this.paused = false;
    this.#startsInMs = this.#behaviour.startsAfterMs;
  }

  pause(): void {
    this.paused = true;
  }

  load(): void {
    this.ended = false;
    this.paused = true;
    this.#currentTime = 0;
    this.seeking = false;
  }

  removeAttribute(name: string): void {
    if (name === 'src') this.src = '';
  }

  /** Loads no more data. */
  starve(): void {
    this.readyState = HAVE_METADATA;
    this.#tell('waiting');
  }

  feed(): void {
    this.readyState = HAVE_ENOUGH_DATA;
    this.#tell('canplaythrough');
  }

  fail(): void {
    this.#tell('error');
  }

  /** A seek by the user instead of the player, by this many milliseconds. */
  push(byMs: number): void {
    this.#currentTime += byMs / 1_000;
  }

  pass(ms: number): void {
    if (this.seeking) {
      this.#seeksForMs -= ms;
      if (this.#seeksForMs > 0) return;
      this.seeking = false;
      this.#tell('seeked');
      return;
    }
    if (this.paused || this.readyState < HAVE_ENOUGH_DATA) return;
    this.#startsInMs -= ms;
    if (this.#startsInMs > 0) return;
    this.#currentTime += (ms / 1_000) * this.playbackRate * (1 + this.#behaviour.drift);
    if (this.#currentTime < this.duration) return;
    this.#currentTime = this.duration;
    this.paused = true;
    this.ended = true;
    this.#tell('ended');
  }

  #tell(event: string): void {
    this.dispatchEvent(new Event(event));
  }
}
