/** What is put in order. */
interface Numbered {
  /** 16 bits. */
  readonly sequence: number;
  readonly arrivedAtMs: number;
}

/** Who takes what comes out. */
export interface OrderedPackets<P extends Numbered> {
  take(packet: P): void;
  /** So many packets never came, before the next one that is taken. 0: the numbers have begun anew, and no one knows how many are missing. */
  lost(count: number): void;
}

/** More than any stream sends while one of its packets is waited for. */
const WAITING_MAX = 1_024;
/** A number so far back is no late packet: the numbers have begun anew. */
const BACK_MAX = 1_000;

/**
 * Puts packets into the order of their numbers. It waits for a missing one, which may be sent again, but no longer than `waitMs`; what comes
 * later than that, or twice, is left out. It has no clock of its own. Pure.
 */
export class ReorderBuffer<P extends Numbered> {
  readonly #waitMs: number;
  readonly #output: OrderedPackets<P>;
  /** By number, unwrapped; in the order of arrival. */
  readonly #waiting = new Map<number, P>();
  /** The number that is taken next, unwrapped. */
  #next: number | undefined;

  constructor(waitMs: number, out: OrderedPackets<P>) {
    this.#waitMs = waitMs;
    this.#output = out;
  }

  take(packet: P): void {
    this.#next ??= packet.sequence;
    // The difference of two 16-bit numbers as a signed one is right across their wrap.
    const ahead = ((packet.sequence - this.#next) << 16) >> 16;
    if (ahead === 0) {
      this.#pass(packet);
      if (this.#waiting.size > 0) this.#passWaiting();
      return;
    }
    if (ahead < -BACK_MAX) this.#restart(packet);
    if (ahead < 0) return;
    this.#waiting.set(this.#next + ahead, packet);
    if (this.#waiting.size > WAITING_MAX) this.#skipMissing();
    else this.tick(packet.arrivedAtMs);
  }

  /** Gives up what has been waited for long enough. */
  tick(nowMs: number): void {
    for (let oldest = this.#oldest(); oldest; oldest = this.#oldest()) {
      if (nowMs - oldest.arrivedAtMs < this.#waitMs) return;
      this.#skipMissing();
    }
  }

  /** Nothing more is waited for. */
  flush(): void {
    while (this.#waiting.size > 0) this.#skipMissing();
  }

  #oldest(): P | undefined {
    return this.#waiting.size === 0 ? undefined : this.#waiting.values().next().value;
  }

  #skipMissing(): void {
    const first = Math.min(...this.#waiting.keys());
    this.#output.lost(first - (this.#next ?? first));
    this.#next = first;
    this.#passWaiting();
  }

  #passWaiting(): void {
    for (;;) {
      const number = this.#next ?? 0;
      const packet = this.#waiting.get(number);
      if (!packet) return;
      this.#waiting.delete(number);
      this.#pass(packet);
    }
  }

  #pass(packet: P): void {
    this.#next = (this.#next ?? 0) + 1;
    this.#output.take(packet);
  }

  #restart(packet: P): void {
    this.flush();
    this.#next = packet.sequence;
    this.#output.lost(0);
    this.#pass(packet);
  }
}
