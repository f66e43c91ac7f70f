import { OpusDecoder } from 'opus-decoder';
import { readOpusPacket } from '../shared/media/opus.ts';
import { SAMPLE_RATE } from './Transcriber.ts';

/** RTP clock ticks of Opus for one of our samples. */
const TICKS_PER_SAMPLE = 48_000 / SAMPLE_RATE;
/** Longest packet that the decoder's buffer holds. */
const PACKET_MAX_BYTES = 3_840;
/** Differences below this come from timestamps in milliseconds, not from losses. */
const JITTER_SAMPLES = SAMPLE_RATE / 100;
/** A timestamp that goes back further than any packet's delay starts a new count. */
const RESTART_SAMPLES = 2 * SAMPLE_RATE;

export interface DecodedAudio {
  /**
   * Position of the first sample since the first packet. It is later than the end of the previous audio if there was
   * a loss or a pause, which counts as silence.
   */
  readonly from: number;
  readonly samples: Float32Array;
}

/** Decodes the Opus packets of one person, in the order in which they arrive, to positions on the sender's clock. */
export class OpusAudio {
  readonly #decoder: OpusDecoder<typeof SAMPLE_RATE>;
  /** Latest packet, with its position on the sender's clock. */
  #last: { timestamp: number; position: number } | undefined;
  #end = 0;

  private constructor(decoder: OpusDecoder<typeof SAMPLE_RATE>) {
    this.#decoder = decoder;
  }

  static async open(): Promise<OpusAudio> {
    const decoder = new OpusDecoder({
      sampleRate: SAMPLE_RATE,
      channels: 1,
      streamCount: 1,
      coupledStreamCount: 0,
    });
    await decoder.ready;
    return new OpusAudio(decoder);
  }

  /** Position after the last sample. */
  get end(): number {
    return this.#end;
  }

  /**
   * Decodes a packet. Returns undefined if it is late, repeated, or not Opus.
   * @param timestamp RTP timestamp in units of 1/48,000 s, of which the lower 32 bits count
   */
  decode(packet: Uint8Array, timestamp: number): DecodedAudio | undefined {
    if (packet.length > PACKET_MAX_BYTES || !readOpusPacket(packet)) return undefined;
    const position = this.#positionOf(timestamp);
    const from = Math.abs(position - this.#end) < JITTER_SAMPLES ? this.#end : position;
    if (from < this.#end) return undefined;
    const { channelData, samplesDecoded } = this.#decoder.decodeFrame(packet);
    const [samples] = channelData;
    if (!samples || samplesDecoded === 0) return undefined;
    this.#last = { timestamp, position };
    this.#end = from + samplesDecoded;
    return { from, samples };
  }

  /** Continues at the end with the next packet, whose timestamps count from another start. */
  restart(): void {
    this.#last = undefined;
  }

  close(): void {
    this.#decoder.free();
  }

  #positionOf(timestamp: number): number {
    if (!this.#last) return this.#end;
    // The difference of two 32-bit counters, with its sign.
    const ticks = (timestamp - this.#last.timestamp) | 0;
    const position = this.#last.position + Math.round(ticks / TICKS_PER_SAMPLE);
    return this.#end - position > RESTART_SAMPLES ? this.#end : position;
  }
}
