/** Something that sends at moments of its own, all of which the clock's beat serves. All times are the clock's. */
export interface Playout {
  /** When the next thing is due. */
  readonly nextDueMs: number;
  /** Told once, when it is added: its first thing is due then. */
  beginAt(timeMs: number): void;
  /** Sends what is due by now. */
  advance(nowMs: number): void;
}

/** Where the clock gets its time from: milliseconds that never jump, and one timer. */
export interface TimeSource {
  now(): number;
  /** Calls back once, after at least about this long; returns the function that prevents it. */
  after(milliseconds: number, callback: () => void): () => void;
}

/** How well the beat is kept. Lateness is that of packets behind the moment they were due. */
export interface PlayoutFigures {
  players: number;
  packets: number;
  /** Packets that went out more than 20 and more than 40 ms late. */
  lateBy20Ms: number;
  lateBy40Ms: number;
  worstLateMs: number;
  /** How often this process stood still for so long that a player moved its time line on instead of catching up. */
  stalls: number;
}

/** What is due between two beats goes out with the later one. */
const BEAT_MS = 5;
/** A camera's frame at 25 frames a second: over it the players are spread, so that their pictures do not go out at the same moment. */
const FRAME_MS = 40;
const SLOTS = FRAME_MS / BEAT_MS;

const monotonicTime: TimeSource = {
  now: () => performance.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};

/**
 * The one beat of all players of this process. Each beat is counted from the clock's zero, so that lateness never adds up, and none
 * comes while nothing is due. Without players no timer runs.
 */
export class PlayoutClock {
  readonly #time: TimeSource;
  /** With the place in a frame's time that each has. */
  readonly #players = new Map<Playout, number>();
  readonly #figures = { packets: 0, lateBy20Ms: 0, lateBy40Ms: 0, worstLateMs: 0, stalls: 0 };
  #cancelBeat: (() => void) | undefined;
  #nextBeatMs = Number.POSITIVE_INFINITY;
  #lastBeatMs = 0;

  constructor(time: TimeSource = monotonicTime) {
    this.#time = time;
  }

  /** Never before the last beat, so that what has gone out is in the past when it is asked for. */
  get nowMs(): number {
    return Math.max(this.#time.now(), this.#lastBeatMs);
  }

  get figures(): PlayoutFigures {
    return { players: this.#players.size, ...this.#figures };
  }

  /** It begins within the time of two frames, at a moment that few others have. */
  add(player: Playout): void {
    const slot = this.#emptiestSlot();
    player.beginAt(Math.ceil(this.nowMs / FRAME_MS) * FRAME_MS + slot * BEAT_MS);
    this.#players.set(player, slot);
    this.#schedule();
  }

  /** Safe to call twice. */
  remove(player: Playout): void {
    this.#players.delete(player);
    this.#schedule();
  }

  /** A packet went out, this long after it was due. */
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
    // Timers may come up to a millisecond early, and then the beat's own time counts.
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
