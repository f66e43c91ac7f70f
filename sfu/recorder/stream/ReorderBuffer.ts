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
const HELD_MAX = 1_024;
/** A number so far back is no late packet: the numbers have begun anew. */
const BACK_MAX = 1_000;

/**
 * Puts packets into the order of their numbers. It waits for a missing one, which may be sent again, but no longer than `waitMs`; what comes
 * later than that, or twice, is left out. It has no clock of its own. Pure.
 */
export class ReorderBuffer<P extends Numbered> {
  readonly #waitMs: number;
  readonly #out: OrderedPackets<P>;
  /** By number, unwrapped; in the order of arrival. */
  readonly #held = new Map<number, P>();
  /** The number that is taken next, unwrapped. */
  #next: number | undefined;

  constructor(waitMs: number, out: OrderedPackets<P>) {
    this.#waitMs = waitMs;
    this.#out = out;
  }

  take(packet: P): void {
    this.#next ??= packet.sequence;
    // The difference of two 16-bit numbers as a signed one is right across their wrap.
    const ahead = ((packet.sequence - this.#next) << 16) >> 16;
    if (ahead === 0) {
      this.#pass(packet);
      if (this.#held.size > 0) this.#passHeld();
      return;
    }
    if (ahead < -BACK_MAX) this.#beginAnew(packet);
    if (ahead < 0) return;
    this.#held.set(this.#next + ahead, packet);
    if (this.#held.size > HELD_MAX) this.#giveUp();
    else this.tick(packet.arrivedAtMs);
  }

  /** Gives up what has been waited for long enough. */
  tick(nowMs: number): void {
    for (let oldest = this.#oldest(); oldest; oldest = this.#oldest()) {
      if (nowMs - oldest.arrivedAtMs < this.#waitMs) return;
      this.#giveUp();
    }
  }

  /** Nothing more is waited for. */
  flush(): void {
    while (this.#held.size > 0) this.#giveUp();
  }

  #oldest(): P | undefined {
    return this.#held.size === 0 ? undefined : this.#held.values().next().value;
  }

  #giveUp(): void {
    const first = Math.min(...this.#held.keys());
    this.#out.lost(first - (this.#next ?? first));
    this.#next = first;
    this.#passHeld();
  }

  #passHeld(): void {
    for (;;) {
      const number = this.#next ?? 0;
      const packet = this.#held.get(number);
      if (!packet) return;
      this.#held.delete(number);
      this.#pass(packet);
    }
  }

  #pass(packet: P): void {
    this.#next = (this.#next ?? 0) + 1;
    this.#out.take(packet);
  }

  #beginAnew(packet: P): void {
    this.flush();
    this.#next = packet.sequence;
    this.#out.lost(0);
    this.#pass(packet);
  }
}
