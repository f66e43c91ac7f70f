import type { WebmPacket } from '../../../../../../shared/media/webm.ts';

const FIRST_CAPACITY = 1_024;

/** Packets of a file without their bytes. Columns save memory, because an hour has about 300,000 packets. */
export class PacketTable {
  #count = 0;
  #mediaMs = new Float64Array(FIRST_CAPACITY);
  #positions = new Float64Array(FIRST_CAPACITY);
  #bytes = new Uint32Array(FIRST_CAPACITY);
  #lengthsMs = new Float32Array(FIRST_CAPACITY);
  #flags = new Uint8Array(FIRST_CAPACITY);
  #sizes = new Uint16Array(2 * FIRST_CAPACITY);

  static of(packets: readonly Partial<WebmPacket>[]): PacketTable {
    const table = new PacketTable();
    for (const packet of packets) table.add({ ...NOTHING, ...packet });
    return table;
  }

  get count(): number {
    return this.#count;
  }

  add(packet: WebmPacket): void {
    if (this.#count === this.#mediaMs.length) this.#grow();
    const at = this.#count++;
    this.#mediaMs[at] = packet.mediaMs;
    this.#positions[at] = packet.position;
    this.#bytes[at] = packet.bytes;
    this.#lengthsMs[at] = packet.lengthMs;
    this.#flags[at] = (packet.isKey ? KEY : 0) | (packet.isAfterDamage ? AFTER_DAMAGE : 0);
    this.#sizes[2 * at] = packet.width;
    this.#sizes[2 * at + 1] = packet.height;
  }

  mediaMsOf(index: number): number {
    return this.#mediaMs[index] ?? Number.NaN;
  }

  lengthMsOf(index: number): number {
    return this.#lengthsMs[index] ?? 0;
  }

  bytesOf(index: number): number {
    return this.#bytes[index] ?? 0;
  }

  at(index: number): WebmPacket {
    const flags = this.#flags[index] ?? 0;
    return {
      mediaMs: this.mediaMsOf(index),
      position: this.#positions[index] ?? 0,
      bytes: this.bytesOf(index),
      lengthMs: this.lengthMsOf(index),
      isKey: (flags & KEY) !== 0,
      isAfterDamage: (flags & AFTER_DAMAGE) !== 0,
      width: this.#sizes[2 * index] ?? 0,
      height: this.#sizes[2 * index + 1] ?? 0,
    };
  }

  #grow(): void {
    const capacity = 2 * this.#mediaMs.length;
    const grown = <T extends { set(column: T): void }>(column: T, larger: T): T => {
      larger.set(column);
      return larger;
    };
    this.#mediaMs = grown(this.#mediaMs, new Float64Array(capacity));
    this.#positions = grown(this.#positions, new Float64Array(capacity));
    this.#bytes = grown(this.#bytes, new Uint32Array(capacity));
    this.#lengthsMs = grown(this.#lengthsMs, new Float32Array(capacity));
    this.#flags = grown(this.#flags, new Uint8Array(capacity));
    this.#sizes = grown(this.#sizes, new Uint16Array(2 * capacity));
  }
}

const KEY = 1;
const AFTER_DAMAGE = 2;
const NOTHING: WebmPacket = {
  mediaMs: 0,
  position: 0,
  bytes: 0,
  lengthMs: 0,
  isKey: true,
  isAfterDamage: false,
  width: 0,
  height: 0,
};
