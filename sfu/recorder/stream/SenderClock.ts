/** What is told of how a sender's clock runs. */
export interface SenderClockListener {
  stalled(stall: Stall): void;
  /** Of the packets of about a second, the one that was delayed least. */
  leastDelayed(packet: { ticks: number; arrivedAtMs: number }): void;
}

/** A packet that comes sooner than any of the last seconds by more than this has not travelled faster: its sender's clock was set forward. */
const FORWARD_MAX_MS = 3_000;
const ARRIVALS_EVERY_MS = 1_000;

/**
 * A sender's RTP clock, unwrapped and counted from the first packet, and how it runs compared with this process's. Nothing is corrected. It
 * has no clock of its own. Pure.
 */
export class SenderClock {
  readonly #ticksPerMs: number;
  readonly #listener: SenderClockListener;
  readonly #leastDelay = new LeastDelay();
  readonly #stalls = new StallWatch();
  /** Of the newest packet. */
  #timestamp: number | undefined;
  #ticks = 0;
  /** When the last packet came. */
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
   * The RTP time of the next packet in order. Undefined where the clock has jumped, back or forward by more than passed meanwhile; the packet
   * is as good as not taken then.
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

  /** Whether the clock has not jumped before this packet. */
  fits(timestamp: number, arrivedAtMs: number): boolean {
    if (!this.hasStarted) return true;
    const ticks = this.ticksOf(timestamp, arrivedAtMs);
    const delayMs = arrivedAtMs - ticks / this.#ticksPerMs;
    return ticks >= this.#ticks && this.#leastDelay.ms - delayMs <= FORWARD_MAX_MS;
  }

  /** The RTP time of what has this timestamp and happens about now; negative before the first packet. */
  ticksOf(timestamp: number, nowMs: number): number {
    const passed = Math.max(0, Math.round((nowMs - this.#arrivedAtMs) * this.#ticksPerMs));
    // Nearest to where the clock should be by now, so that a wait of any length is right. 32-bit differences are right across a wrap.
    const expected = (this.#timestamp ?? timestamp) + passed;
    return this.#ticks + passed + ((timestamp - expected) | 0);
  }

  /** When media of this RTP time comes in, or came in, if nothing delays it. */
  arrivalOf(ticks: number): number {
    return ticks / this.#ticksPerMs + this.#leastDelay.ms;
  }

  /** No more packets come: what is in doubt is told as far as it is known. */
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
    // What came before the stall was not delayed less: it was sent sooner.
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

/** The sender's clock stood still, or nearly so, while no packet came. */
export interface Stall {
  /** RTP time of the first packet after it. */
  readonly ticks: number;
  /** When that one came. */
  readonly arrivedAtMs: number;
  readonly waitedMs: number;
  readonly advancedMs: number;
}

/** What follows a wait. */
interface Suspicion {
  readonly stall: Stall;
  /** The least delay of the packets before it, and of those after it so far. */
  readonly delayBeforeMs: number;
  delayAfterMs: number;
}

/** A shorter wait is jitter. */
const WAIT_MIN_MS = 300;
/** Less than this no one sees or hears. */
const LAG_MIN_MS = 200;
/** A network that held packets up delivers them all at once within this time; a sender whose clock stood still never catches up. */
const PROOF_MS = 2_000;

/** Whether a packet came so long after the one before that its sender, or the network, may have stood still. */
export function isWait(waitedMs: number, advancedMs: number): boolean {
  return waitedMs >= WAIT_MIN_MS && waitedMs - advancedMs >= LAG_MIN_MS;
}

/**
 * Tells a sender that stood still from a network that did: media comes late after both, but for good only after the first. One wait at a
 * time. Pure.
 */
export class StallWatch {
  #suspicion: Suspicion | undefined;

  /** A packet that came after a wait. It is also the first that is taken after it. */
  suspect(stall: Stall, delayBeforeMs: number): void {
    this.#suspicion = { stall, delayBeforeMs, delayAfterMs: Number.POSITIVE_INFINITY };
  }

  /** Every packet. Returns a stall as soon as there is no doubt. */
  take(delayMs: number, arrivedAtMs: number): ReturnType<StallWatch['conclude']> {
    const suspicion = this.#suspicion;
    if (!suspicion) return undefined;
    suspicion.delayAfterMs = Math.min(suspicion.delayAfterMs, delayMs);
    const isOver = !hasLag(suspicion) || arrivedAtMs - suspicion.stall.arrivedAtMs >= PROOF_MS;
    return isOver ? this.conclude() : undefined;
  }

  /** What is to be said of the last wait as far as is known, with the least delay since: another wait begins, or no more packets come. */
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

/** Of so long, the packet that was delayed least tells how long the way takes; a little more than any usual congestion. */
const BLOCK_MS = 2_500;

/**
 * The least delay of the last seconds. Packets come late, never early, so what jitter does to single ones does not show in it. A delay is the
 * difference of two clocks with different zeros: only how it changes means anything. Pure.
 */
export class LeastDelay {
  #blockSinceMs = Number.NEGATIVE_INFINITY;
  #inBlock = Number.POSITIVE_INFINITY;
  #before = Number.POSITIVE_INFINITY;

  /** Infinite before the first packet. */
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

  /** From now on it is this, whatever it was. */
  reset(delayMs: number, nowMs: number): void {
    this.#blockSinceMs = nowMs;
    this.#inBlock = delayMs;
    this.#before = Number.POSITIVE_INFINITY;
  }
}
