import type { Span } from '../../../shared/recording/finished.ts';
import { spanAt } from '../../../shared/recording/spans.ts';
import { Disposables } from '../disposables.ts';
import { Store } from '../store.ts';
import { PlaybackClock } from './playbackClock.ts';
import { type PlayableElement, TrackFollower, type TrackSource, type TrackState } from './trackFollower.ts';

/** `loading`: waiting for files. `blocked`: the browser needs a user gesture before it plays sound. */
export type PlayerStatus = 'paused' | 'loading' | 'playing' | 'blocked' | 'ended';

interface TrackSound {
  /** From 0 to 1. */
  readonly volume: number;
  readonly muted: boolean;
}

interface PlayerSound extends TrackSound {
  readonly tracks: Readonly<Record<string, TrackSound>>;
}

/** The clock and timer of the player, which tests can replace. */
type PlayerTime = { now(): number; every(intervalMs: number, step: () => void): () => void };

interface PlayerOptions {
  durationMs: number;
  tracks: readonly TrackSource[];
  skipped?: readonly Span[];
  /** Chooses the audible track on devices that allow only one. `heard` is the currently audible track. */
  audibleAt?: (positionMs: number, heard: string | undefined) => string | undefined;
  time?: PlayerTime;
}

export const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2] as const;
const STEP_MS = 100;
/** Largest allowed position error of an element: while paused (less than one frame), and before a start. */
const PAUSED_TOLERANCE_MS = 4;
const START_TOLERANCE_MS = 25;
/** How long one element may lack data before all elements wait for it. */
const STALL_PATIENCE_MS = 150;
/** How long playback waits when all files fail, usually because an expired grant is being renewed. */
const LOST_PATIENCE_MS = 5_000;
/** Delay between `play()` and an element's first movement: a first estimate, and an upper limit. */
const START_LAG_MS = 80;
const START_LAG_MOST_MS = 300;
const LOUD: TrackSound = { volume: 1, muted: false };

const pageTime: PlayerTime = {
  now: () => performance.now(),
  every: (intervalMs, step) => {
    const timer = setInterval(step, intervalMs);
    return () => clearInterval(timer);
  },
};

/**
 * Plays several files as one. All files start together and wait for the slowest. Each step recomputes
 * everything from the current state, so the order of media events doesn't matter.
 */
export class SyncedPlayer {
  readonly durationMs: number;
  readonly status = new Store<PlayerStatus>('paused');
  readonly speed = new Store(1);
  /** Position in milliseconds, updated with each step. `positionMs()` is exact. */
  readonly position = new Store(0);
  readonly tracks = new Store<ReadonlyMap<string, TrackState>>(new Map());
  readonly sound = new Store<PlayerSound>({ ...LOUD, tracks: {} });
  readonly #skipped: readonly Span[];
  readonly #audibleAt: PlayerOptions['audibleAt'];
  readonly #time: PlayerTime;
  readonly #sources = new Map<string, TrackSource>();
  readonly #followers = new Map<string, TrackFollower>();
  readonly #clock = new PlaybackClock();
  readonly #disposables = new Disposables();
  #stopSteps: (() => void) | undefined;
  wantsToPlay = false;
  #blocked = false;
  /** True after a stall. The next start then waits for a larger buffer. */
  #cautious = false;
  #stalledSince: number | undefined;
  #lostSince: number | undefined;
  #startLagMs = START_LAG_MS;
  #stepping = false;
  #audible: string | undefined;

  constructor({ durationMs, tracks, skipped = [], audibleAt, time = pageTime }: PlayerOptions) {
    this.durationMs = durationMs;
    this.#skipped = skipped;
    this.#audibleAt = audibleAt;
    if (audibleAt) this.#audible = tracks[0]?.trackId;
    this.#time = time;
    for (const track of tracks) this.#sources.set(track.trackId, track);
  }

  attach(trackId: string, element: PlayableElement): () => void {
    const source = this.#sources.get(trackId);
    if (!source || this.#disposables.disposed) return () => undefined;
    this.#followers.get(trackId)?.close();
    const follower = new TrackFollower(source, element, () => this.#step());
    this.#followers.set(trackId, follower);
    this.#applySound();
    this.#step();
    return () => {
      follower.close();
      if (this.#followers.get(trackId) === follower) this.#followers.delete(trackId);
      this.#step();
    };
  }

  positionMs(): number {
    return Math.min(this.durationMs, this.#clock.positionMs(this.#time.now()));
  }

  /** Call it in a user gesture. At the end of the recording, it starts from the beginning. */
  play(): void {
    if (this.#disposables.disposed) return;
    if (this.positionMs() >= this.durationMs) this.#clock.moveTo(0, this.#time.now());
    this.wantsToPlay = true;
    this.#blocked = false;
    this.#step();
  }

  pause(): void {
    this.wantsToPlay = false;
    this.#blocked = false;
    this.#hold();
    this.#step();
  }

  toggle(): void {
    if (this.wantsToPlay && !this.#blocked) this.pause();
    else this.play();
  }

  seekTo(positionMs: number): void {
    this.#hold();
    this.#clock.moveTo(Math.min(this.durationMs, Math.max(0, positionMs)), this.#time.now());
    this.#step();
  }

  seekBy(byMs: number): void {
    this.seekTo(this.positionMs() + byMs);
  }

  setSpeed(speed: number): void {
    this.#clock.setSpeed(speed, this.#time.now());
    this.speed.set(speed);
    for (const follower of this.#followers.values()) follower.keepPace(0, speed);
    this.#step();
  }

  setSound(sound: Partial<TrackSound>, trackId?: string): void {
    this.sound.update(before => {
      if (trackId === undefined) return { ...before, ...sound };
      const track = { ...(before.tracks[trackId] ?? LOUD), ...sound };
      return { ...before, tracks: { ...before.tracks, [trackId]: track } };
    });
    this.#applySound();
  }

  setUrls(urlOf: (trackId: string) => string): void {
    this.#hold();
    for (const [trackId, source] of this.#sources) {
      const url = urlOf(trackId);
      this.#sources.set(trackId, { ...source, url });
      this.#followers.get(trackId)?.setUrl(url);
    }
    this.#step();
  }

  retry(): void {
    for (const follower of this.#followers.values()) follower.retry();
    this.#step();
  }

  /** Call it when the page becomes visible again, because hidden pages have slow timers. */
  catchUp(): void {
    this.#step();
  }

  close(): void {
    this.wantsToPlay = false;
    this.#disposables.dispose();
    this.#stopSteps?.();
    this.#stopSteps = undefined;
    for (const follower of this.#followers.values()) follower.close();
    this.#followers.clear();
  }

  /** Updates the clock and all elements. Events that a step causes are handled in the next step. */
  #step(): void {
    if (this.#stepping || this.#disposables.disposed) return;
    this.#stepping = true;
    try {
      this.#goWithMedia();
      this.#end();
      this.#skip();
      this.#chooseAudible();
      if (this.#clock.running) this.#run();
      else this.#gather();
      this.#tell();
    } finally {
      this.#stepping = false;
    }
  }

  /** Moves the clock by the median offset of the media, so that only outliers need a correction. */
  #goWithMedia(): void {
    if (!this.#clock.running) return;
    const now = this.#time.now();
    const positionMs = this.#clock.positionMs(now);
    const settled = [...this.#followers.values()].filter(
      follower => follower.settled && positionMs >= follower.source.fromMs,
    );
    this.#clock.moveTo(positionMs + median(settled.map(follower => follower.offMs(positionMs))), now);
  }

  #end(): void {
    if (!this.wantsToPlay || this.positionMs() < this.durationMs) return;
    this.wantsToPlay = false;
    this.#hold();
  }

  #skip(): void {
    const skipped = this.wantsToPlay ? spanAt(this.#skipped, this.positionMs()) : undefined;
    if (!skipped) return;
    this.#hold();
    this.#clock.moveTo(Math.min(this.durationMs, skipped.toMs), this.#time.now());
  }

  #chooseAudible(): void {
    const audible = this.#audibleAt?.(this.positionMs(), this.#audible);
    if (audible === undefined || audible === this.#audible || !this.#sources.has(audible)) return;
    this.#audible = audible;
    this.#applySound();
  }

  /** Seeks all elements and starts them together when they are ready. */
  #gather(): void {
    const positionMs = this.positionMs();
    const covering = this.#covering(positionMs);
    for (const follower of this.#followers.values()) follower.stop();
    for (const follower of this.#followers.values())
      follower.goTo(positionMs, this.wantsToPlay ? START_TOLERANCE_MS : PAUSED_TOLERANCE_MS);
    // Doesn't start while some tracks have no element.
    if (!this.wantsToPlay || this.#blocked || this.#followers.size < this.#sources.size) return;
    if (covering.some(follower => !follower.isReady(this.#cautious)) || this.#isLost(positionMs)) return;
    this.#cautious = false;
    this.#stalledSince = undefined;
    this.#clock.start(this.#time.now());
    for (const follower of covering) this.#start(follower);
  }

  #run(): void {
    const positionMs = this.positionMs();
    const covering = this.#covering(positionMs);
    const beginning = this.#beginning(positionMs);
    for (const follower of this.#followers.values())
      if (!covering.includes(follower) && !beginning.includes(follower)) {
        follower.stop();
        // Prepares the element for the start of its file.
        follower.goTo(positionMs, START_TOLERANCE_MS);
      }
    for (const follower of [...covering, ...beginning]) if (!follower.playing) this.#start(follower);
    const stalled = this.#isStalled(covering);
    if (stalled || this.#isLost(positionMs)) {
      this.#cautious = stalled;
      this.#hold();
      this.#gather();
      return;
    }
    for (const follower of covering) this.#keepUp(follower, positionMs);
  }

  #keepUp(follower: TrackFollower, positionMs: number): void {
    const lagMs = follower.takeStartLag(this.#time.now());
    if (lagMs !== undefined) this.#startLagMs = (this.#startLagMs + Math.min(START_LAG_MOST_MS, lagMs)) / 2;
    if (follower.settled) follower.keepPace(follower.offMs(positionMs), this.speed.get());
  }

  /** Returns the tracks that begin soon. They start early, because elements take a moment to start. */
  #beginning(positionMs: number): TrackFollower[] {
    const leadMs = this.#startLagMs * this.speed.get();
    return [...this.#followers.values()].filter(
      follower => follower.beginsWithin(positionMs, leadMs) && follower.isReady(false),
    );
  }

  #isStalled(covering: readonly TrackFollower[]): boolean {
    if (covering.every(follower => follower.isReady(false))) {
      this.#stalledSince = undefined;
      return false;
    }
    this.#stalledSince ??= this.#time.now();
    return this.#time.now() - this.#stalledSince >= STALL_PATIENCE_MS;
  }

  /** True while all files at this position fail and playback waits, for `LOST_PATIENCE_MS` at most. */
  #isLost(positionMs: number): boolean {
    const belonging = [...this.#followers.values()].filter(follower => follower.belongsTo(positionMs));
    if (belonging.length === 0 || belonging.some(follower => !follower.failed)) {
      if (belonging.some(follower => follower.isReady(false))) this.#lostSince = undefined;
      return false;
    }
    this.#lostSince ??= this.#time.now();
    return this.#time.now() - this.#lostSince < LOST_PATIENCE_MS;
  }

  #start(follower: TrackFollower): void {
    follower.start(this.speed.get(), this.#time.now()).catch((error: unknown) => {
      // Handles only a missing user gesture. The element reports other errors that matter as events.
      if (!(error instanceof DOMException) || error.name !== 'NotAllowedError' || !this.wantsToPlay) return;
      this.#blocked = true;
      this.#hold();
      this.#step();
    });
  }

  #hold(): void {
    this.#clock.stop(this.#time.now());
    this.#stalledSince = undefined;
    for (const follower of this.#followers.values()) follower.stop();
  }

  #covering(positionMs: number): TrackFollower[] {
    return [...this.#followers.values()].filter(follower => follower.covers(positionMs));
  }

  #applySound(): void {
    const { volume, muted, tracks } = this.sound.get();
    // Unmutes the audible element last. On some devices, two unmuted elements would pause each other.
    for (const [trackId, follower] of [...this.#followers].sort(([a]) => (a === this.#audible ? 1 : -1))) {
      const own = tracks[trackId] ?? LOUD;
      const another = this.#audible !== undefined && trackId !== this.#audible;
      follower.setSound(volume * own.volume, muted || own.muted || another);
    }
  }

  #tell(): void {
    const positionMs = this.positionMs();
    this.position.set(positionMs);
    this.status.set(this.#statusAt(positionMs));
    const states = new Map(
      [...this.#followers].map(([trackId, follower]) => [trackId, follower.state(positionMs)] as const),
    );
    if (!isSame(states, this.tracks.get())) this.tracks.set(states);
    this.#setSteps(this.wantsToPlay && !this.#blocked);
  }

  #statusAt(positionMs: number): PlayerStatus {
    if (this.#blocked) return 'blocked';
    if (this.wantsToPlay) return this.#clock.running ? 'playing' : 'loading';
    return positionMs >= this.durationMs && this.durationMs > 0 ? 'ended' : 'paused';
  }

  #setSteps(wanted: boolean): void {
    if (wanted) this.#stopSteps ??= this.#time.every(STEP_MS, () => this.#step());
    else {
      this.#stopSteps?.();
      this.#stopSteps = undefined;
    }
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}

function isSame(a: ReadonlyMap<string, TrackState>, b: ReadonlyMap<string, TrackState>): boolean {
  return a.size === b.size && [...a].every(([trackId, state]) => b.get(trackId) === state);
}
