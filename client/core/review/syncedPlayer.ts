import type { Span } from '../../../shared/recording/finished.ts';
import { spanAt } from '../../../shared/recording/spans.ts';
import { Disposables } from '../disposables.ts';
import { Store } from '../store.ts';
import { PlaybackClock } from './playbackClock.ts';
import { type PlayableElement, TrackFollower, type TrackSource, type TrackState } from './trackFollower.ts';

/**
 * - `loading`: it shall play, and waits until all that belongs to the moment can;
 * - `blocked`: the browser lets nothing sound before the person has pressed something.
 */
export type PlayerStatus = 'paused' | 'loading' | 'playing' | 'blocked' | 'ended';

export interface TrackSound {
  /** 0 to 1. */
  readonly volume: number;
  readonly muted: boolean;
}

export interface PlayerSound extends TrackSound {
  readonly tracks: Readonly<Record<string, TrackSound>>;
}

/** The clock and the timer, for tests to take over. */
export interface PlayerTime {
  now(): number;
  every(intervalMs: number, step: () => void): () => void;
}

interface PlayerOptions {
  durationMs: number;
  tracks: readonly TrackSource[];
  /** What is passed over while playing: where there is nothing to see or hear of anybody. */
  skipped?: readonly Span[];
  /**
   * Given where only one element of a page may sound at a time: the track that is to be heard at a moment; undefined leaves the one before.
   * `heard` is the one that is heard now, which may go on while others speak, too.
   */
  audibleAt?: (positionMs: number, heard: string | undefined) => string | undefined;
  time?: PlayerTime;
}

export const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2] as const;

const STEP_MS = 100;
/** Two frames of a paused picture are further apart. */
const PAUSED_TOLERANCE_MS = 4;
const START_TOLERANCE_MS = 25;
/** So long an element that should play may have nothing to play, in milliseconds, before all wait for it. */
const STALL_PATIENCE_MS = 150;
/** So long all wait where no file at all will play, in milliseconds: as a rule a grant has run out, and the next one is on its way. */
const LOST_PATIENCE_MS = 5_000;
/** So long an element takes to begin until it is known better, and at most, in milliseconds. */
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
 * Plays several files as one: one clock, one media element a track. All begin together, keep together by small changes of their speeds,
 * and wait for whichever has to load; what has nothing at a moment rests. It decides anew with every step and every event of an element,
 * from what is so at that moment, so that the order in which things happen does not matter. Lives until `close()`.
 */
export class SyncedPlayer {
  readonly durationMs: number;
  readonly status = new Store<PlayerStatus>('paused');
  readonly speed = new Store(1);
  /** Milliseconds on the time line, renewed with every step; `positionMs()` is exact. */
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
  #wanted = false;
  #blocked = false;
  /** After an interruption it waits for more than a moment's worth of data. */
  #cautious = false;
  #stalledSince: number | undefined;
  /** Since when no file would play, until one can again. */
  #lostSince: number | undefined;
  /** How long elements take to begin here, as far as it is known. */
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

  /** Gives a track its element. Returns the function that takes it away. */
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

  get wantsToPlay(): boolean {
    return this.#wanted;
  }

  /** From a press, which is what browsers wait for. At the end it begins anew. */
  play(): void {
    if (this.#disposables.disposed) return;
    if (this.positionMs() >= this.durationMs) this.#clock.moveTo(0, this.#time.now());
    this.#wanted = true;
    this.#blocked = false;
    this.#step();
  }

  pause(): void {
    this.#wanted = false;
    this.#blocked = false;
    this.#hold();
    this.#step();
  }

  toggle(): void {
    if (this.#wanted && !this.#blocked) this.pause();
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

  /** The same files at other addresses, as after a grant that has run out. */
  setUrls(urlOf: (trackId: string) => string): void {
    this.#hold();
    for (const [trackId, source] of this.#sources) {
      const url = urlOf(trackId);
      this.#sources.set(trackId, { ...source, url });
      this.#followers.get(trackId)?.setUrl(url);
    }
    this.#step();
  }

  /** Tries all files again that would not play. */
  retry(): void {
    for (const follower of this.#followers.values()) follower.retry();
    this.#step();
  }

  /** For a page that comes back into sight: what the browser has slowed down meanwhile is put right at once. */
  catchUp(): void {
    this.#step();
  }

  /** Safe to call twice. */
  close(): void {
    this.#wanted = false;
    this.#disposables.dispose();
    this.#stopSteps?.();
    this.#stopSteps = undefined;
    for (const follower of this.#followers.values()) follower.close();
    this.#followers.clear();
  }

  /** What has to be done follows from what is so; doing it may bring events, which are looked at in the next round. */
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

  /**
   * The clock goes with most of what plays, so that only those are moved which are not where the others are; and so that a page that stood
   * still is where its media stood still, too.
   */
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
    if (!this.#wanted || this.positionMs() < this.durationMs) return;
    this.#wanted = false;
    this.#hold();
  }

  #skip(): void {
    const skipped = this.#wanted ? spanAt(this.#skipped, this.positionMs()) : undefined;
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

  /** Everything at its place; and once that is so, off together. */
  #gather(): void {
    const positionMs = this.positionMs();
    const covering = this.#covering(positionMs);
    for (const follower of this.#followers.values()) follower.stop();
    for (const follower of this.#followers.values())
      follower.goTo(positionMs, this.#wanted ? START_TOLERANCE_MS : PAUSED_TOLERANCE_MS);
    // Whatever has no element yet is on its way.
    if (!this.#wanted || this.#blocked || this.#followers.size < this.#sources.size) return;
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
        // Its beginning is waiting when its turn comes.
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

  /** Whatever has to be started now to be in time, because elements take a moment to begin. */
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

  /** Whether nothing of this moment will play, which may pass: the clock alone would take the viewer past what they came for. */
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
      // Any other failure is told by the element itself, or means that it was stopped before it began.
      if (!(error instanceof DOMException) || error.name !== 'NotAllowedError' || !this.#wanted) return;
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
    // The audible one comes last: where only one may sound, two that sound at the same time pause each other.
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
    this.#setSteps(this.#wanted && !this.#blocked);
  }

  #statusAt(positionMs: number): PlayerStatus {
    if (this.#blocked) return 'blocked';
    if (this.#wanted) return this.#clock.running ? 'playing' : 'loading';
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

/** 0 of nothing. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}

function isSame(a: ReadonlyMap<string, TrackState>, b: ReadonlyMap<string, TrackState>): boolean {
  return a.size === b.size && [...a].every(([trackId, state]) => b.get(trackId) === state);
}
