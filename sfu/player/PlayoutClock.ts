/** Something that the clock drives. All times are the clock's milliseconds. */
export interface Playout {
  readonly nextDueMs: number;
  /** Called once, when this `Playout` is added to the clock. The first packet is due at `timeMs`. */
  startAt(timeMs: number): void;
  advance(nowMs: number): void;
}

/** A monotonic clock in milliseconds, and timers. */
export interface TimeSource {
  now(): number;
  /** Calls back once, after at least this long. Returns a function that cancels it. */
  after(milliseconds: number, callback: () => void): () => void;
}

/** How punctual all players are. A packet's lateness is its sending time minus its due time. */
export interface PlayoutFigures {
  players: number;
  packets: number;
  /** Number of packets that were more than 20 ms, or more than 40 ms, late. */
  lateBy20Ms: number;
  lateBy40Ms: number;
  worstLateMs: number;
  /** Number of times that a player shifted its timeline because this process stood still. */
  stalls: number;
}

/** Interval of sending. A packet that is due between two beats is sent at the second beat. */
const BEAT_MS = 5;
/** Length of a video frame. Players start at different times within it, to spread their sending. */
const FRAME_MS = 40;
const SLOTS = FRAME_MS / BEAT_MS;

const monotonicTime: TimeSource = {
  now: () => performance.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** The clock of all players. Beats are multiples of `BEAT_MS`, so that lateness doesn't add up. */
export class PlayoutClock {
  readonly #time: TimeSource;
  /** Each player's slot within `FRAME_MS`. */
  readonly #players = new Map<Playout, number>();
  readonly #figures = { packets: 0, lateBy20Ms: 0, lateBy40Ms: 0, worstLateMs: 0, stalls: 0 };
  #cancelBeat: (() => void) | undefined;
  #nextBeatMs = Number.POSITIVE_INFINITY;
  #lastBeatMs = 0;

  constructor(time: TimeSource = monotonicTime) {
    this.#time = time;
  }

  /** The current time, but never before the last beat, so that packets already sent are in the past. */
  get nowMs(): number {
    return Math.max(this.#time.now(), this.#lastBeatMs);
  }

  get figures(): PlayoutFigures {
    return { players: this.#players.size, ...this.#figures };
  }

  /** Adds a player, which starts within two frames in the slot with the fewest players. */
  add(player: Playout): void {
    const slot = this.#emptiestSlot();
    player.startAt(Math.ceil(this.nowMs / FRAME_MS) * FRAME_MS + slot * BEAT_MS);
    this.#players.set(player, slot);
    this.#schedule();
  }

  remove(player: Playout): void {
    this.#players.delete(player);
    this.#schedule();
  }

  countPacket(lateMs: number): void {
    const figures = this.#figures;
    figures.packets += 1;
    if (lateMs > 20) figures.lateBy20Ms += 1;
    if (lateMs > 40) figures.lateBy40Ms += 1;
    if (lateMs > figures.worstLateMs) figures.worstLateMs = lateMs;
  }

  countStall(): void {
    this.#figures.stalls += 1;
  }

  #beat(): void {
    // A timer may fire up to a millisecond early. The beat then counts as on time.
    const nowMs = Math.max(this.nowMs, this.#nextBeatMs);
    this.#lastBeatMs = nowMs;
    this.#cancelBeat = undefined;
    this.#nextBeatMs = Number.POSITIVE_INFINITY;
    for (const player of this.#players.keys()) if (player.nextDueMs <= nowMs) player.advance(nowMs);
    this.#schedule();
  }

  #schedule(): void {
    let dueMs = Number.POSITIVE_INFINITY;
    for (const { nextDueMs } of this.#players.keys()) dueMs = Math.min(dueMs, nextDueMs);
    const beatMs = Math.ceil(dueMs / BEAT_MS) * BEAT_MS;
    if (beatMs === this.#nextBeatMs) return;
    this.#cancelBeat?.();
    this.#cancelBeat = undefined;
    this.#nextBeatMs = beatMs;
    if (beatMs < Number.POSITIVE_INFINITY)
      this.#cancelBeat = this.#time.after(Math.max(0, beatMs - this.#time.now()), () => this.#beat());
  }

  #emptiestSlot(): number {
    const counts = new Array<number>(SLOTS).fill(0);
    for (const slot of this.#players.values()) counts[slot] = (counts[slot] ?? 0) + 1;
    return counts.indexOf(Math.min(...counts));
  }
}
