interface SenderClockListener {
  stalled(stall: Stall): void;
  /** Called about once a second with the least delayed packet. */
  leastDelayed(packet: { ticks: number; arrivedAtMs: number }): void;
}

/** If a packet is less delayed than recent ones by more than this, the sender's clock was set forward. */
const FORWARD_MAX_MS = 3_000;
const ARRIVALS_EVERY_MS = 1_000;

/** Counts a sender's RTP ticks from the first packet, and compares them with this process's clock. */
export class SenderClock {
  readonly #ticksPerMs: number;
  readonly #listener: SenderClockListener;
  readonly #leastDelay = new LeastDelay();
  readonly #stalls = new StallWatch();
  #timestamp: number | undefined;
  #ticks = 0;
  #arrivedAtMs = 0;
  #least: { delayMs: number; ticks: number; arrivedAtMs: number } | undefined;
  #leastSinceMs = 0;

  constructor(clockRate: number, listener: SenderClockListener) {
    this.#ticksPerMs = clockRate / 1_000;
    this.#listener = listener;
  }

  get hasStarted(): boolean {
    return this.#timestamp !== undefined;
  }

  /**
   * Returns the RTP time of the next packet in order. Ignores the packet and returns undefined if the clock
   * has jumped: back, or further forward than the time that passed.
   */
  take(timestamp: number, arrivedAtMs: number): number | undefined {
    if (!this.fits(timestamp, arrivedAtMs)) return undefined;
    const ticks = this.hasStarted ? this.ticksOf(timestamp, arrivedAtMs) : 0;
    const delayMs = arrivedAtMs - ticks / this.#ticksPerMs;
    if (this.hasStarted) this.#checkWait(ticks, arrivedAtMs);
    this.#leastDelay.take(delayMs, arrivedAtMs);
    this.#reportStall(this.#stalls.take(delayMs, arrivedAtMs));
    this.#noteArrival(delayMs, ticks, arrivedAtMs);
    this.#timestamp = timestamp;
    this.#ticks = ticks;
    this.#arrivedAtMs = Math.max(this.#arrivedAtMs, arrivedAtMs);
    return ticks;
  }

  /** True unless the clock has jumped before this packet. */
  fits(timestamp: number, arrivedAtMs: number): boolean {
    if (!this.hasStarted) return true;
    const ticks = this.ticksOf(timestamp, arrivedAtMs);
    const delayMs = arrivedAtMs - ticks / this.#ticksPerMs;
    return ticks >= this.#ticks && this.#leastDelay.ms - delayMs <= FORWARD_MAX_MS;
  }

  /** Converts a recent timestamp to ticks since the first packet (negative for an earlier packet). */
  ticksOf(timestamp: number, nowMs: number): number {
    const passed = Math.max(0, Math.round((nowMs - this.#arrivedAtMs) * this.#ticksPerMs));
    // Unwraps the timestamp to the value closest to the expected time, so that long gaps between packets don't
    // matter. The signed 32-bit difference stays correct when the timestamp wraps.
    const expected = (this.#timestamp ?? timestamp) + passed;
    return this.#ticks + passed + ((timestamp - expected) | 0);
  }

  /** Returns when media of this RTP time would arrive without delay. */
  arrivalOf(ticks: number): number {
    return ticks / this.#ticksPerMs + this.#leastDelay.ms;
  }

  /** Reports pending stalls and arrivals. Called when no more packets come. */
  end(): void {
    this.#reportStall(this.#stalls.conclude());
    this.#reportArrival();
  }

  #checkWait(ticks: number, arrivedAtMs: number): void {
    const waitedMs = arrivedAtMs - this.#arrivedAtMs;
    const advancedMs = (ticks - this.#ticks) / this.#ticksPerMs;
    if (!isWait(waitedMs, advancedMs)) return;
    this.#reportStall(this.#stalls.conclude());
    this.#stalls.suspect({ ticks, arrivedAtMs, waitedMs, advancedMs }, this.#leastDelay.ms);
  }

  #reportStall(concluded: ReturnType<StallWatch['conclude']>): void {
    if (!concluded) return;
    // Forgets earlier delays, because the stall has shifted the sender's clock.
    this.#leastDelay.reset(concluded.delayMs, this.#arrivedAtMs);
    this.#listener.stalled(concluded.stall);
  }

  #noteArrival(delayMs: number, ticks: number, arrivedAtMs: number): void {
    if (this.#least && arrivedAtMs - this.#leastSinceMs >= ARRIVALS_EVERY_MS) this.#reportArrival();
    if (!this.#least) this.#leastSinceMs = arrivedAtMs;
    if (!this.#least || delayMs < this.#least.delayMs) this.#least = { delayMs, ticks, arrivedAtMs };
  }

  #reportArrival(): void {
    const least = this.#least;
    this.#least = undefined;
    if (least) this.#listener.leastDelayed({ ticks: least.ticks, arrivedAtMs: least.arrivedAtMs });
  }
}

/** A time without packets during which the sender's clock hardly advanced. */
export interface Stall {
  readonly ticks: number;
  readonly arrivedAtMs: number;
  readonly waitedMs: number;
  readonly advancedMs: number;
}

interface Suspicion {
  readonly stall: Stall;
  /** Least packet delay before and after the wait. */
  readonly delayBeforeMs: number;
  delayAfterMs: number;
}

/** Time without packets that is shorter than this is jitter. */
const WAIT_MIN_MS = 300;
/** If the clock falls behind by less than this during a wait, people can't perceive it. */
const LAG_MIN_MS = 200;
/** After a network delay, packets catch up within this time. After a stalled sender, they never do. */
const PROOF_MS = 2_000;

/** True when the sender or the network may have stalled before a packet. */
function isWait(waitedMs: number, advancedMs: number): boolean {
  return waitedMs >= WAIT_MIN_MS && waitedMs - advancedMs >= LAG_MIN_MS;
}

/** Tells a stalled sender from a stalled network. Only a stalled sender makes media late permanently. */
class StallWatch {
  #suspicion: Suspicion | undefined;

  suspect(stall: Stall, delayBeforeMs: number): void {
    this.#suspicion = { stall, delayBeforeMs, delayAfterMs: Number.POSITIVE_INFINITY };
  }

  /** Takes every packet. Returns a stall as soon as it is certain. */
  take(delayMs: number, arrivedAtMs: number): ReturnType<StallWatch['conclude']> {
    const suspicion = this.#suspicion;
    if (!suspicion) return undefined;
    suspicion.delayAfterMs = Math.min(suspicion.delayAfterMs, delayMs);
    const isOver = !hasLag(suspicion) || arrivedAtMs - suspicion.stall.arrivedAtMs >= PROOF_MS;
    return isOver ? this.conclude() : undefined;
  }

  /** Ends the observation, and returns the stall if the packets so far show one. */
  conclude(): { stall: Stall; delayMs: number } | undefined {
    const suspicion = this.#suspicion;
    this.#suspicion = undefined;
    return suspicion && hasLag(suspicion)
      ? { stall: suspicion.stall, delayMs: suspicion.delayAfterMs }
      : undefined;
  }
}

function hasLag({ delayAfterMs, delayBeforeMs }: Suspicion): boolean {
  return delayAfterMs - delayBeforeMs >= LAG_MIN_MS;
}

/** Time over which the least delay is taken. It ignores congestion, which rarely lasts as long. */
const BLOCK_MS = 2_500;

/**
 * Least delay of the last seconds. Jitter doesn't change it, because packets come late but never early. Only
 * changes of the delay mean something, because the sender's clock starts at an arbitrary value.
 */
class LeastDelay {
  #blockSinceMs = Number.NEGATIVE_INFINITY;
  #inBlock = Number.POSITIVE_INFINITY;
  #before = Number.POSITIVE_INFINITY;

  get ms(): number {
    return Math.min(this.#inBlock, this.#before);
  }

  take(delayMs: number, nowMs: number): void {
    if (nowMs - this.#blockSinceMs > BLOCK_MS) {
      this.#blockSinceMs = nowMs;
      this.#before = this.#inBlock;
      this.#inBlock = delayMs;
    }
    if (delayMs < this.#inBlock) this.#inBlock = delayMs;
  }

  reset(delayMs: number, nowMs: number): void {
    this.#blockSinceMs = nowMs;
    this.#inBlock = delayMs;
    this.#before = Number.POSITIVE_INFINITY;
  }
}
