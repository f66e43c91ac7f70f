const RTCP_RECEIVER_REPORT = 201;
const BLOCK_BYTES = 24;
const HEADER_BYTES = 8;
const SEQUENCES = 0x1_0000;

/** Collects receiver reports of the received streams (RFC 3550), and counts packets. */
export class ReceivedStreams {
  readonly #ownSsrc: number;
  /** Highest extended sequence number by SSRC. */
  readonly #highest = new Map<number, number>();
  packets = 0;
  #soundAt: number | undefined;
  #longestGapMs = 0;

  constructor(ownSsrc: number) {
    this.#ownSsrc = ownSsrc;
  }

  /** `packet` may be encrypted: headers aren't. */
  add(packet: Buffer): void {
    this.packets += 1;
    const ssrc = packet.readUInt32BE(8);
    const sequence = packet.readUInt16BE(2);
    const highest = this.#highest.get(ssrc);
    if (highest === undefined) {
      this.#highest.set(ssrc, sequence);
      return;
    }
    const ahead = (sequence - (highest % SEQUENCES) + SEQUENCES) % SEQUENCES;
    if (ahead < SEQUENCES / 2) this.#highest.set(ssrc, highest + ahead);
  }

  /** Tracks the longest time without a packet of this payload type. */
  noteSound(packet: Buffer, payloadType: number): void {
    if (((packet[1] ?? 0) & 0x7f) !== payloadType) return;
    const now = performance.now();
    if (this.#soundAt !== undefined) this.#longestGapMs = Math.max(this.#longestGapMs, now - this.#soundAt);
    this.#soundAt = now;
  }

  /** Returns the longest time without sound since the last call. A gap that hasn't ended counts with its length so far. */
  takeLongestGap(): number {
    const lasting = this.#soundAt === undefined ? 0 : performance.now() - this.#soundAt;
    const longest = Math.max(this.#longestGapMs, lasting);
    this.#longestGapMs = 0;
    return longest;
  }

  /** Reports no loss for every stream. */
  report(): Buffer | undefined {
    if (this.#highest.size === 0) return undefined;
    const report = Buffer.alloc(HEADER_BYTES + this.#highest.size * BLOCK_BYTES);
    report[0] = 0x80 | this.#highest.size;
    report[1] = RTCP_RECEIVER_REPORT;
    report.writeUInt16BE(report.length / 4 - 1, 2);
    report.writeUInt32BE(this.#ownSsrc, 4);
    let offset = HEADER_BYTES;
    for (const [ssrc, highest] of this.#highest) {
      report.writeUInt32BE(ssrc, offset);
      report.writeUInt32BE(highest, offset + 8);
      offset += BLOCK_BYTES;
    }
    return report;
  }
}
