import { LeastDelay } from './LeastDelay.ts';
import { isWait, type Stall, StallWatch } from './StallWatch.ts';

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

  get hasBegun(): boolean {
    return this.#timestamp !== undefined;
  }

  /**
   * The RTP time of the next packet in order. Undefined where the clock has jumped, back or forward by more than passed meanwhile; the packet
   * is as good as not taken then.
   */
  take(timestamp: number, arrivedAtMs: number): number | undefined {
    if (!this.fits(timestamp, arrivedAtMs)) return undefined;
    const ticks = this.hasBegun ? this.ticksOf(timestamp, arrivedAtMs) : 0;
    const delayMs = arrivedAtMs - ticks / this.#ticksPerMs;
    if (this.hasBegun) this.#watchWait(ticks, arrivedAtMs);
    this.#leastDelay.take(delayMs, arrivedAtMs);
    this.#tellStall(this.#stalls.take(delayMs, arrivedAtMs));
    this.#noteArrival(delayMs, ticks, arrivedAtMs);
    this.#timestamp = timestamp;
    this.#ticks = ticks;
    this.#arrivedAtMs = Math.max(this.#arrivedAtMs, arrivedAtMs);
    return ticks;
  }

  /** Whether the clock has not jumped before this packet. */
  fits(timestamp: number, arrivedAtMs: number): boolean {
    if (!this.hasBegun) return true;
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
    this.#tellStall(this.#stalls.conclude());
    this.#tellArrival();
  }

  #watchWait(ticks: number, arrivedAtMs: number): void {
    const waitedMs = arrivedAtMs - this.#arrivedAtMs;
    const advancedMs = (ticks - this.#ticks) / this.#ticksPerMs;
    if (!isWait(waitedMs, advancedMs)) return;
    this.#tellStall(this.#stalls.conclude());
    this.#stalls.suspect({ ticks, arrivedAtMs, waitedMs, advancedMs }, this.#leastDelay.ms);
  }

  #tellStall(concluded: ReturnType<StallWatch['conclude']>): void {
    if (!concluded) return;
    // What came before the stall was not delayed less: it was sent sooner.
    this.#leastDelay.reset(concluded.delayMs, this.#arrivedAtMs);
    this.#listener.stalled(concluded.stall);
  }

  #noteArrival(delayMs: number, ticks: number, arrivedAtMs: number): void {
    if (this.#least && arrivedAtMs - this.#leastSinceMs >= ARRIVALS_EVERY_MS) this.#tellArrival();
    if (!this.#least) this.#leastSinceMs = arrivedAtMs;
    if (!this.#least || delayMs < this.#least.delayMs) this.#least = { delayMs, ticks, arrivedAtMs };
  }

  #tellArrival(): void {
    const least = this.#least;
    this.#least = undefined;
    if (least) this.#listener.leastDelayed({ ticks: least.ticks, arrivedAtMs: least.arrivedAtMs });
  }
}
