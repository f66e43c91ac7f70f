import type { types } from 'mediasoup';
import { ConsumerId, type TransportId } from '../shared/ids.ts';
import type { ConsumerOptions } from '../shared/media/peerMedia.ts';
import type { PeerProducer } from './PeerProducer.ts';
import type { PeerTransport } from './PeerTransport.ts';
import type { RtpCapabilities } from './rtpSchemas.ts';

interface PeerConsumerOptions {
  transport: PeerTransport;
  of: PeerProducer;
  rtpCapabilities: RtpCapabilities;
  listener: {
    paused(consumerId: ConsumerId, paused: boolean): void;
    /** Called when the producer closes, but not when the receiver leaves. */
    closed(consumerId: ConsumerId): void;
    scored(): void;
  };
}

/** Sends one producer's media to one peer; starts paused. Closes with the producer or the transport. */
export class PeerConsumer {
  readonly consumerId: ConsumerId;
  readonly transportId: TransportId;
  readonly of: PeerProducer;
  readonly #consumer: types.Consumer;
  #isWanted = false;

  static async create(options: PeerConsumerOptions): Promise<PeerConsumer> {
    const { transport, of, rtpCapabilities } = options;
    const { producerId } = of;
    const consumer = await transport.transport.consume({ producerId, rtpCapabilities, paused: true });
    return new PeerConsumer(consumer, options);
  }

  private constructor(consumer: types.Consumer, { transport, of, listener }: PeerConsumerOptions) {
    this.consumerId = ConsumerId.parse(consumer.id);
    this.transportId = transport.transportId;
    this.of = of;
    this.#consumer = consumer;
    consumer.on('producerpause', () => listener.paused(this.consumerId, true));
    consumer.on('producerresume', () => listener.paused(this.consumerId, false));
    consumer.on('producerclose', () => listener.closed(this.consumerId));
    consumer.on('score', () => listener.scored());
  }

  get closed(): boolean {
    return this.#consumer.closed;
  }

  /** mediasoup's score of what the receiver gets, 0 to 10. Undefined while nothing is sent. */
  get score(): number | undefined {
    const flowing = !this.#consumer.paused && !this.#consumer.producerPaused;
    return flowing ? this.#consumer.score.score : undefined;
  }

  options(): ConsumerOptions {
    return {
      consumerId: this.consumerId,
      transportId: this.transportId,
      producerId: this.of.producerId,
      producerPeerId: this.of.peerId,
      source: this.of.source,
      kind: this.#consumer.kind,
      rtpParameters: { ...this.#consumer.rtpParameters },
      producerPaused: this.#consumer.producerPaused,
    };
  }

  async update(change: { paused?: boolean | undefined; spatialLayer?: number | undefined }): Promise<void> {
    if (change.spatialLayer !== undefined && this.#consumer.type === 'simulcast')
      await this.#consumer.setPreferredLayers({ spatialLayer: change.spatialLayer });
    if (change.paused === true) await this.#pause();
    if (change.paused === false) await this.#resume();
  }

  /** Closes the consumer. Needed only when the receiver left during creation. Safe to repeat. */
  close(): void {
    this.#consumer.close();
  }

  async #pause(): Promise<void> {
    this.#isWanted = false;
    await this.#consumer.pause();
  }

  /** Resumes and requests a key frame. A repeated call does both again, in case no picture has arrived. */
  async #resume(): Promise<void> {
    this.#isWanted = true;
    // Waits until the sender will answer, because mediasoup repeats an ignored request only after a second.
    await this.of.keyFrameTurn({ isUnderWay: true });
    if (!this.#isWanted) return;
    await this.#consumer.resume();
    if (this.#consumer.kind === 'video' && !this.closed) await this.#consumer.requestKeyFrame();
  }
}
