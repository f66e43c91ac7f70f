import { setTimeout as delay } from 'node:timers/promises';
import type { types } from 'mediasoup';

const PAYLOAD_TYPE = 100;
const LEVEL_ID = 1;
const PACKET_MS = 20;
const TICKS_A_PACKET = 960;
const BUNCH = 3;
const SSRC = 4_711;

interface StreamOptions {
  /** Values of the first packet. */
  sequence?: number;
  timestamp?: number;
  /** Omits the levels, which no browser does. */
  withoutLevels?: boolean;
}

/** A microphone whose packets a test sends one by one. The sound can't be decoded, but the levels can be read. */
export class HandMadeMicrophone {
  readonly producer: types.Producer;
  #sequence: number;
  #timestamp: number;
  readonly #withLevels: boolean;

  static async open(router: types.Router, options: StreamOptions = {}): Promise<HandMadeMicrophone> {
    const transport = await router.createDirectTransport();
    const producer = await transport.produce({
      kind: 'audio',
      rtpParameters: {
        mid: '0',
        codecs: [{ mimeType: 'audio/opus', payloadType: PAYLOAD_TYPE, clockRate: 48_000, channels: 2 }],
        headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: LEVEL_ID }],
        encodings: [{ ssrc: SSRC }],
      },
    });
    return new HandMadeMicrophone(producer, options);
  }

  private constructor(
    producer: types.Producer,
    { sequence = 1, timestamp = 0, withoutLevels }: StreamOptions,
  ) {
    this.producer = producer;
    this.#sequence = sequence;
    this.#timestamp = timestamp;
    this.#withLevels = !withoutLevels;
  }

  /** Sends a packet of 20 ms per level, in dBov, without pauses; undefined: a lost packet. */
  send(levels: readonly (number | undefined)[]): void {
    for (const level of levels) {
      if (level !== undefined) this.producer.send(this.#packet(level));
      this.#sequence = (this.#sequence + 1) & 0xffff;
      this.#timestamp = (this.#timestamp + TICKS_A_PACKET) >>> 0;
    }
  }

  /**
   * Sends a packet every 20 ms in groups of three, as on a jittery network: the first two of a group late.
   * Returns the `performance.now()` at which the sound started.
   */
  async play(levels: readonly number[]): Promise<number> {
    const startMs = performance.now();
    for (let index = 0; index < levels.length; index += BUNCH) {
      const bunch = levels.slice(index, index + BUNCH);
      const fullMs = startMs + (index + bunch.length) * PACKET_MS;
      await delay(Math.max(0, fullMs - performance.now()));
      this.send(bunch);
    }
    return startMs;
  }

  #packet(levelDbov: number): Buffer {
    const extension = this.#withLevels
      ? [0xbe, 0xde, 0, 1, LEVEL_ID << 4, 0x80 | Math.round(-levelDbov), 0, 0]
      : [];
    const packet = Buffer.alloc(12 + extension.length + 4);
    packet[0] = this.#withLevels ? 0x90 : 0x80;
    packet[1] = PAYLOAD_TYPE;
    packet.writeUInt16BE(this.#sequence, 2);
    packet.writeUInt32BE(this.#timestamp, 4);
    packet.writeUInt32BE(SSRC, 8);
    packet.set(extension, 12);
    return packet;
  }
}
