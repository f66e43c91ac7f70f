import type { Logger } from 'pino';
import { AppError } from '../shared/errors.ts';
import type { ConsumerId, PeerId, ProducerId, TransportId } from '../shared/ids.ts';
import type {
  AnyMediaEvent,
  MediaEvent,
  MediaParams,
  MediaResult,
  PeerRights,
  RoomRef,
} from '../shared/media/mediaPlane.ts';
import type { ConsumerOptions, OpaqueMedia } from '../shared/media/peerMedia.ts';
import { kindOfSource, type MediaSource } from '../shared/media/sources.ts';
import type { Voice } from '../shared/media/voice.ts';
import { SerialQueue } from '../shared/SerialQueue.ts';
import { PeerConsumer } from './PeerConsumer.ts';
import { PeerProducer } from './PeerProducer.ts';
import { type Direction, PeerTransport } from './PeerTransport.ts';
import { type Quality, QualityReporter } from './QualityReporter.ts';
import { decodeRtpCapabilities, decodeRtpParameters, type RtpCapabilities } from './rtpSchemas.ts';
import type { RouterWithPorts } from './transports.ts';
import { PeerVoice, type StreamPosition } from './voice/PeerVoice.ts';

type PeerCloseReason = 'left' | 'replaced' | 'connection-ended' | 'room-closed';

interface PeerOptions {
  room: RoomRef;
  peerId: PeerId;
  rights: PeerRights;
  rtpCapabilities: OpaqueMedia;
  router: RouterWithPorts;
  /** Returns the audio level (RFC 6464) that players sent `agoMs` ago. Microphones may pick up that sound. */
  playedLevel: (agoMs: number) => number;
  emit: (event: AnyMediaEvent) => void;
  onProducerAdded: (producer: PeerProducer) => void;
  onVoice: (voice: Voice, position: StreamPosition) => void;
  onClosed: (peer: Peer) => void;
  logger: Logger;
}

/**
 * The media of one participant. Closes when the participant leaves or joins again, when the client ends a
 * connection, or with the room.
 */
export class Peer {
  readonly peerId: PeerId;
  readonly rights: PeerRights;
  readonly #rtpCapabilities: RtpCapabilities;
  readonly #options: PeerOptions;
  readonly #quality: QualityReporter;
  readonly #voice: PeerVoice | undefined;
  readonly #transports: PeerTransport[] = [];
  readonly #producers = new Map<MediaSource, PeerProducer>();
  readonly #consumers = new Map<ConsumerId, PeerConsumer>();
  /** Producers that this peer consumes or is about to consume, so that none is consumed twice. */
  readonly #consumed = new Set<ProducerId>();
  /** Runs requests for the same source in order, so that a repeated request finds the first producer. */
  readonly #producing = new SerialQueue<MediaSource>();
  /** True once the join is answered. The answer lists the consumers so far; events announce later ones. */
  #announced = false;
  closed = false;

  static async create(options: PeerOptions): Promise<Peer> {
    const peer = new Peer(options, decodeRtpCapabilities(options.rtpCapabilities));
    try {
      const directions: Direction[] = options.rights.sources.length > 0 ? ['send', 'receive'] : ['receive'];
      await Promise.all(directions.map(direction => peer.#openTransport(direction)));
      return peer;
    } catch (error) {
      peer.close('room-closed');
      throw error;
    }
  }

  private constructor(options: PeerOptions, rtpCapabilities: RtpCapabilities) {
    this.peerId = options.peerId;
    this.rights = options.rights;
    this.#rtpCapabilities = rtpCapabilities;
    this.#options = options;
    this.#quality = new QualityReporter({
      measure: () => this.#measureQuality(),
      report: quality =>
        this.#options.emit({ name: 'peer.quality', payload: { ...this.#address, ...quality } }),
    });
    this.#voice = options.rights.reportsVoice
      ? new PeerVoice({
          router: options.router.router,
          playedLevel: options.playedLevel,
          onVoice: options.onVoice,
          logger: options.logger,
        })
      : undefined;
  }

  get #address(): { room: RoomRef; peerId: PeerId } {
    return { room: this.#options.room, peerId: this.peerId };
  }

  get producers(): readonly PeerProducer[] {
    return [...this.#producers.values()];
  }

  get voice(): Voice {
    return this.#voice?.current ?? { state: 'absent', agoMs: 0 };
  }

  /** True while a voice is heard in this producer. Undefined if the sfu doesn't listen to the producer. */
  isSpeakingInto({ source, producerId }: PeerProducer): boolean | undefined {
    return source === 'microphone' ? this.#voice?.isSpeakingInto(producerId) : undefined;
  }

  /** Returns the answer to the join. Consumers that are created later are announced as events. */
  announce(): Omit<MediaResult<'peer.join'>, 'iceServers'> {
    this.#announced = true;
    const send = this.#transport('send')?.options();
    return {
      ...(send ? { send } : {}),
      receive: this.#requireTransport('receive').options(),
      consumers: this.#consumerOptions(),
    };
  }

  sync(): Omit<MediaResult<'peer.sync'>, 'known'> {
    return {
      consumers: this.#consumerOptions(),
      producers: this.producers.map(({ producerId, source, paused }) => ({ producerId, source, paused })),
    };
  }

  connectTransport(transportId: TransportId, dtlsParameters: OpaqueMedia): Promise<void> {
    return this.#requireTransportById(transportId).connect(dtlsParameters);
  }

  restartIce(transportId: TransportId): Promise<OpaqueMedia> {
    return this.#requireTransportById(transportId).restartIce();
  }

  /** Replaces the producer of this source. If the request is repeated, returns the existing producer. */
  async produce(params: Omit<MediaParams<'producer.create'>, 'room' | 'peerId'>): Promise<ProducerId> {
    const { source, transportId } = params;
    if (!this.rights.sources.includes(source))
      throw AppError.refused(`This peer may not send its ${source}.`, undefined, 'forbidden');
    const transport = this.#requireTransportById(transportId);
    if (transport.direction !== 'send')
      throw AppError.refused('This transport is for receiving only.', undefined, 'forbidden');
    if (kindOfSource(source) !== params.kind) throw AppError.refused(`A ${source} is never ${params.kind}.`);
    const rtpParameters = decodeRtpParameters(params.rtpParameters);

    return this.#producing.run(source, async () => {
      this.#requireOpen();
      const current = this.#producers.get(source);
      if (current?.isSameAs(rtpParameters)) return current.producerId;
      this.#closeProducer(source);
      const producer = await PeerProducer.create({
        peerId: this.peerId,
        group: this.rights.group,
        transport: transport.transport,
        source,
        rtpParameters,
        paused: params.paused,
        onScore: () => this.#quality.touch(),
      });
      // If the peer left during the request, closing its transport did not close this producer.
      if (this.closed) producer.close();
      this.#requireOpen();
      this.#producers.set(source, producer);
      this.#options.onProducerAdded(producer);
      if (source === 'microphone') void this.#voice?.listen(producer.producer);
      return producer.producerId;
    });
  }

  /** Pauses or resumes the source. Waits for its producer if that is still being created. */
  setPaused(source: MediaSource, paused: boolean): Promise<void> {
    return this.#producing.run(source, async () => {
      const producer = this.#producers.get(source);
      if (!producer) throw AppError.notFound('producer', source);
      await producer.setPaused(paused);
      this.#quality.touch();
    });
  }

  stopProducing(source: MediaSource): Promise<void> {
    return this.#producing.run(source, async () => this.#closeProducer(source));
  }

  /** Creates a paused consumer, unless this peer has one already or may not receive the producer. */
  async consume(producer: PeerProducer): Promise<void> {
    const { producerId } = producer;
    if (this.closed || producer.closed || this.#consumed.has(producerId)) return;
    if (!this.rights.receivesFrom.includes(producer.group)) return;
    if (!this.#options.router.router.canConsume({ producerId, rtpCapabilities: this.#rtpCapabilities })) {
      this.#options.logger.warn({ producerId, source: producer.source }, 'peer cannot decode a producer');
      return;
    }
    this.#consumed.add(producerId);
    try {
      const consumer = await PeerConsumer.create({
        transport: this.#requireTransport('receive'),
        of: producer,
        rtpCapabilities: this.#rtpCapabilities,
        listener: {
          paused: (consumerId, paused) =>
            this.#announceChange({
              name: 'consumer.paused',
              payload: { ...this.#address, consumerId, paused },
            }),
          closed: consumerId => this.#onConsumerClosed(consumerId),
          scored: () => this.#quality.touch(),
        },
      });
      if (this.closed) return consumer.close();
      this.#consumers.set(consumer.consumerId, consumer);
      this.#announceChange({
        name: 'consumer.created',
        payload: { ...this.#address, consumer: consumer.options() },
      });
    } catch (error) {
      this.#consumed.delete(producerId);
      // An error is expected if the producer or this peer closed during the request.
      if (!this.closed && !producer.closed)
        this.#options.logger.error({ producerId, err: error }, 'consuming failed');
    }
  }

  async updateConsumer(consumerId: ConsumerId, change: Parameters<PeerConsumer['update']>[0]): Promise<void> {
    const consumer = this.#consumers.get(consumerId);
    if (!consumer) throw AppError.notFound('consumer', consumerId);
    try {
      await consumer.update(change);
    } catch (error) {
      if (consumer.closed) throw AppError.notFound('consumer', consumerId);
      throw error;
    }
  }

  close(reason: PeerCloseReason): void {
    if (this.closed) return;
    this.closed = true;
    this.#quality.close();
    this.#voice?.close();
    for (const transport of this.#transports) transport.close();
    this.#producers.clear();
    this.#consumers.clear();
    this.#consumed.clear();
    this.#options.logger.info({ reason }, 'peer closed');
    this.#options.onClosed(this);
    // The page may join again, and the DTLS close that tells it to can get lost on the network.
    if (reason === 'left') this.#emitState('receive', 'lost');
  }

  async #openTransport(direction: Direction): Promise<void> {
    const transport = await PeerTransport.create({
      router: this.#options.router,
      direction,
      onState: state => this.#emitState(direction, state),
      onEnded: () => this.#onConnectionEnded(direction),
    });
    if (this.closed) transport.close();
    else this.#transports.push(transport);
  }

  /** Closes the peer, because a client closes DTLS only when it gives up the connection. */
  #onConnectionEnded(direction: Direction): void {
    if (this.closed) return;
    this.close('connection-ended');
    this.#emitState(direction, 'closed');
  }

  #closeProducer(source: MediaSource): void {
    this.#producers.get(source)?.close();
    this.#producers.delete(source);
    this.#quality.touch();
  }

  #onConsumerClosed(consumerId: ConsumerId): void {
    const consumer = this.#consumers.get(consumerId);
    if (!consumer) return;
    this.#consumers.delete(consumerId);
    this.#consumed.delete(consumer.of.producerId);
    this.#announceChange({ name: 'consumer.closed', payload: { ...this.#address, consumerId } });
    this.#quality.touch();
  }

  #emitState(direction: Direction, state: MediaEvent<'transport.state'>['state']): void {
    this.#options.emit({ name: 'transport.state', payload: { ...this.#address, direction, state } });
  }

  #announceChange(event: AnyMediaEvent): void {
    if (this.#announced && !this.closed) this.#options.emit(event);
  }

  #consumerOptions(): ConsumerOptions[] {
    return [...this.#consumers.values()].map(consumer => consumer.options());
  }

  /** Returns the lowest score in each direction, or 10 where no media flows. */
  #measureQuality(): Quality {
    const sent = this.producers.filter(producer => !producer.paused).map(({ score }) => score);
    const received = [...this.#consumers.values()].map(({ score }) => score);
    return { uplink: worst(sent), downlink: worst(received) };
  }

  #transport(direction: Direction): PeerTransport | undefined {
    return this.#transports.find(transport => transport.direction === direction);
  }

  #requireTransport(direction: Direction): PeerTransport {
    const transport = this.#transport(direction);
    if (!transport) throw AppError.notFound('transport', direction);
    return transport;
  }

  #requireTransportById(transportId: TransportId): PeerTransport {
    const transport = this.#transports.find(candidate => candidate.transportId === transportId);
    if (!transport) throw AppError.notFound('transport', transportId);
    return transport;
  }

  #requireOpen(): void {
    if (this.closed) throw AppError.notFound('peer', this.peerId);
  }
}

function worst(scores: readonly (number | undefined)[]): number {
  return Math.min(10, ...scores.filter(score => score !== undefined));
}
