import type { types } from 'mediasoup';
import { PeerProducer } from '../../sfu/PeerProducer.ts';
import { isKeyFrameRequest, RtpStream, senderReport } from '../../sfu/player/RtpStream.ts';
import { decodeRtpParameters } from '../../sfu/rtpSchemas.ts';
import { PeerId } from '../../shared/ids.ts';
import type { ClipPacket } from './handMadeTrack.ts';

const FRAME_MS = 40;
const REPORT_EVERY_FRAMES = 5;
const CODEC = { mimeType: 'video/VP8', clockRate: 90_000, payloadType: 101 };
const LAYERS = 2;

/**
 * A camera with two layers that loops a clip, with sender reports, and a key frame for each request as
 * browsers send it. The upper layer can be paused, as by a network without capacity for it.
 */
export class HandMadeSimulcast implements Disposable {
  readonly producer: PeerProducer;
  isUpperSilent = false;
  readonly #transport: types.DirectTransport;
  readonly #frames: readonly ClipPacket[][];
  readonly #streams: readonly RtpStream[];
  readonly #timer: NodeJS.Timeout;
  readonly #beganMs = performance.now();
  #ticks = 0;
  #playhead = 0;

  /** The clip must start with a key frame. */
  static async open(
    router: types.Router,
    clip: readonly ClipPacket[],
    { isUpperSilent = false }: { isUpperSilent?: boolean } = {},
  ): Promise<HandMadeSimulcast> {
    const transport = await router.createDirectTransport();
    const streams = Array.from({ length: LAYERS }, () => new RtpStream(CODEC));
    const producer = await PeerProducer.create({
      peerId: PeerId.parse('ada'),
      group: 'candidate',
      transport,
      source: 'camera',
      rtpParameters: decodeRtpParameters({
        codecs: [
          { ...CODEC, parameters: {}, rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }] },
        ],
        headerExtensions: [],
        encodings: streams.map(({ ssrc }) => ({ ssrc, scalabilityMode: 'L1T1' })),
        rtcp: { cname: 'ada' },
      }),
      paused: false,
      onScore: () => {},
    });
    const camera = new HandMadeSimulcast(producer, transport, streams, clip);
    camera.isUpperSilent = isUpperSilent;
    return camera;
  }

  private constructor(
    producer: PeerProducer,
    transport: types.DirectTransport,
    streams: readonly RtpStream[],
    clip: readonly ClipPacket[],
  ) {
    this.producer = producer;
    this.#transport = transport;
    this.#streams = streams;
    const frames: ClipPacket[][] = [];
    for (const packet of clip) {
      frames[packet.index] ??= [];
      frames[packet.index]?.push(packet);
    }
    this.#frames = frames;
    transport.on('rtcp', packet => {
      if (isKeyFrameRequest(packet)) this.#playhead = 0;
    });
    this.#timer = setInterval(() => this.#tick(), FRAME_MS / 4);
  }

  /** Capture time of the upper layer's frame with this RTP timestamp, in epoch milliseconds. */
  capturedAt(timestamp: number): number {
    const first = this.#streams.at(-1)?.timestampAt(0) ?? 0;
    return performance.timeOrigin + this.#beganMs + ((timestamp - first) >>> 0) / (CODEC.clockRate / 1_000);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#transport.close();
  }

  #tick(): void {
    const nowMs = performance.now() - this.#beganMs;
    for (; this.#ticks * FRAME_MS <= nowMs; this.#ticks += 1) this.#sendFrame(this.#ticks * FRAME_MS);
  }

  /** Sends the upper layer first, as browsers do. */
  #sendFrame(timeMs: number): void {
    const frame = this.#frames[this.#playhead % this.#frames.length] ?? [];
    this.#playhead += 1;
    for (const [layer, stream] of [...this.#streams.entries()].reverse()) {
      if (layer > 0 && this.isUpperSilent) continue;
      for (const { payload, marker } of frame)
        this.producer.producer.send(
          stream.write({ in: payload, from: 0, to: payload.length }, { timeMs, marker, level: 127 }),
        );
    }
    if (this.#ticks % REPORT_EVERY_FRAMES === 0) this.#report(timeMs);
  }

  #report(timeMs: number): void {
    const wallClockMs = performance.timeOrigin + this.#beganMs + timeMs;
    // A layer that has sent nothing has no report.
    for (const stream of this.#streams.filter(({ packets }) => packets > 0))
      this.#transport.sendRtcp(senderReport([stream], { timeMs, wallClockMs, cname: 'ada' }));
  }
}
