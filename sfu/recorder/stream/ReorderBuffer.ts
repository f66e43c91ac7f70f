type Numbered = { readonly sequence: number; readonly arrivedAtMs: number };

interface OrderedPackets<P extends Numbered> {
  take(packet: P): void;
  /** Called before `take`, with the number of packets lost before that packet, or 0 after a renumbering. */
  lost(count: number): void;
}

/** At most this many packets wait for a missing packet. No stream sends that many within `waitMs`. */
const WAITING_MAX = 1_024;
/** A packet further back than this isn't late: its sender has restarted the sequence numbers. */
const BACK_MAX = 1_000;

/** Puts packets in order. Gives up a missing packet after `waitMs`. Drops late packets and duplicates. */
export class ReorderBuffer<P extends Numbered> {
  readonly #waitMs: number;
  readonly #output: OrderedPackets<P>;
  /** Packets that wait for a missing earlier packet, by unwrapped sequence number. */
  readonly #waiting = new Map<number, P>();
  /** The unwrapped sequence number of the next packet to pass on. */
  #next: number | undefined;

  constructor(waitMs: number, out: OrderedPackets<P>) {
    this.#waitMs = waitMs;
    this.#output = out;
  }

  take(packet: P): void {
    this.#next ??= packet.sequence;
    // A signed 16-bit difference is correct even when the sequence number wraps around.
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

  tick(nowMs: number): void {
    for (let oldest = this.#oldest(); oldest; oldest = this.#oldest()) {
      if (nowMs - oldest.arrivedAtMs < this.#waitMs) return;
      this.#skipMissing();
    }
  }

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
