import type { Consumer, Transport } from 'mediasoup-client/types';
import {
  type ConsumerId,
  type PeerId,
  type ProducerId,
  RECRUITER_PEER_ID,
  type SeatId,
  seatIdOfPeer,
} from '../../../shared/ids.ts';
import type { ConsumerOptions } from '../../../shared/media/peerMedia.ts';
import type { MediaSource } from '../../../shared/media/sources.ts';
import type { InterviewClient } from '../interviewClient.ts';
import { Store } from '../store.ts';
import { opened } from './mediaDevice.ts';

export type TrackSender = SeatId | 'recruiter';

export interface RemoteTrack {
  consumerId: ConsumerId;
  sender: TrackSender;
  source: MediaSource;
  track: MediaStreamTrack;
  paused: boolean;
}

type Attachment = { visible: boolean; layer: 0 | 1 | 2 };

/** What the server was last told about a consumer. */
type Sent = { paused: boolean; layer: number | undefined };

/** Plays consumers only while an element shows them, in the lowest simulcast layer that fills the element. */
export class Receiving {
  readonly tracks = new Store<readonly RemoteTrack[]>([]);
  readonly #client: InterviewClient;
  readonly #onTrouble: (error: unknown) => void;
  readonly #consumers = new Map<ConsumerId, Consumer>();
  /** Consumers that exist on the server, including those that this page is still creating. */
  readonly #expected = new Set<ConsumerId>();
  readonly #attachments = new Map<ConsumerId, Set<Attachment>>();
  readonly #sent = new Map<ConsumerId, Sent>();
  /** Producers that the browser refused alone. They are left out. */
  readonly #refused = new Set<ProducerId>();
  /** Ends when the last consumer was created. Set once the browser has refused one of several. */
  #queue: Promise<void> | undefined;
  #transport: Transport | undefined;
  /** True after the browser refused a consumer. Only a new transport can repair that. */
  broken = false;

  constructor(client: InterviewClient, onTrouble: (error: unknown) => void) {
    this.#client = client;
    this.#onTrouble = onTrouble;
  }

  open(transport: Transport, consumers: readonly ConsumerOptions[]): void {
    this.drop();
    this.#transport = transport;
    // Starts with video, because the first consumer is negotiated alone and the rest follow together.
    for (const options of [...consumers].sort((a, b) => b.kind.localeCompare(a.kind))) this.add(options);
  }

  drop(): void {
    this.#transport = undefined;
    this.broken = false;
    // A consumer of the old transport must not hold up those of the next one.
    if (this.#queue) this.#queue = Promise.resolve();
    this.#consumers.clear();
    this.#expected.clear();
    this.#attachments.clear();
    this.#sent.clear();
    this.tracks.set([]);
  }

  add(options: ConsumerOptions): void {
    if (options.transportId !== this.#transport?.id) return;
    if (this.#expected.has(options.consumerId)) return;
    this.#expected.add(options.consumerId);
    if (this.#refused.has(options.producerId)) return;
    // After a refusal one by one, because the browser refuses consumers together and doesn't say which one it meant.
    if (this.#queue) this.#queue = this.#queue.then(() => this.#consume(options));
    else void this.#consume(options);
  }

  close(consumerId: ConsumerId): void {
    this.#expected.delete(consumerId);
    this.#consumers.get(consumerId)?.close();
    this.#consumers.delete(consumerId);
    this.#attachments.delete(consumerId);
    this.#sent.delete(consumerId);
    this.tracks.update(tracks => tracks.filter(track => track.consumerId !== consumerId));
  }

  setPaused(consumerId: ConsumerId, paused: boolean): void {
    this.tracks.update(tracks =>
      tracks.map(track => (track.consumerId === consumerId ? { ...track, paused } : track)),
    );
  }

  /** Returns the RTP time of the microphone sound that plays now; undefined while there is none. */
  heard(seatId: SeatId): { producerId: ProducerId; rtpTimestamp: number } | undefined {
    const track = this.tracks
      .get()
      .find(one => one.sender === seatId && one.source === 'microphone' && !one.paused);
    const consumer = track && this.#consumers.get(track.consumerId);
    const source = consumer?.rtpReceiver?.getSynchronizationSources()[0];
    if (!consumer || !source) return undefined;
    return { producerId: consumer.producerId as ProducerId, rtpTimestamp: source.rtpTimestamp };
  }

  /** Applies the server's state after a disconnection, during which notices may have been lost. */
  reconcile(consumers: readonly ConsumerOptions[]): void {
    const onServer = new Set(consumers.map(consumer => consumer.consumerId));
    for (const consumerId of [...this.#expected]) if (!onServer.has(consumerId)) this.close(consumerId);
    for (const options of consumers) {
      this.add(options);
      this.setPaused(options.consumerId, options.producerPaused);
    }
    this.#sent.clear();
    for (const consumerId of this.#attachments.keys()) this.#update(consumerId);
  }

  attach(
    consumerId: ConsumerId,
    layer: Attachment['layer'] = 2,
  ): { change: (next: Partial<Attachment>) => void; detach: () => void } {
    const attachment: Attachment = { visible: true, layer };
    const attachments = this.#attachments.get(consumerId) ?? new Set();
    this.#attachments.set(consumerId, attachments);
    attachments.add(attachment);
    this.#update(consumerId);
    return {
      change: next => {
        Object.assign(attachment, next);
        this.#update(consumerId);
      },
      detach: () => {
        attachments.delete(attachment);
        // Waits, because an element that moves in the page attaches again, and its video must not pause.
        queueMicrotask(() => this.#update(consumerId));
      },
    };
  }

  async #consume(options: ConsumerOptions): Promise<void> {
    const transport = this.#transport;
    const { consumerId, producerId, source, kind } = options;
    const sender = senderOf(options.producerPeerId);
    const isAlone = this.#queue !== undefined;
    if (!transport || transport.id !== options.transportId || !sender || this.broken) return;
    if (!this.#expected.has(consumerId)) return;
    try {
      const consumer = await transport.consume({
        id: consumerId,
        producerId,
        kind,
        rtpParameters: opened(options.rtpParameters),
        // Keeps a person's camera and microphone in sync. The screen has its own clock.
        streamId: `${sender}-${source === 'screen' || source === 'screenAudio' ? 'screen' : 'person'}`,
      });
      if (transport !== this.#transport || !this.#expected.has(consumerId)) {
        consumer.close();
        return;
      }
      this.#consumers.set(consumerId, consumer);
      const track = { consumerId, sender, source, track: consumer.track, paused: options.producerPaused };
      this.tracks.update(tracks => [...tracks, track]);
    } catch (error) {
      if (transport !== this.#transport) return;
      if (isAlone) this.#refused.add(producerId);
      this.#queue ??= Promise.resolve();
      this.broken = true;
      this.#onTrouble(error);
    }
  }

  #update(consumerId: ConsumerId): void {
    const consumer = this.#consumers.get(consumerId);
    if (!consumer) return;
    const showing = [...(this.#attachments.get(consumerId) ?? [])].filter(({ visible }) => visible);
    const paused = showing.length === 0;
    const sent = this.#sent.get(consumerId) ?? { paused: true, layer: undefined };
    const layer =
      paused || consumer.kind === 'audio' ? sent.layer : Math.max(...showing.map(one => one.layer));
    if (sent.paused === paused && sent.layer === layer) return;
    this.#sent.set(consumerId, { paused, layer });
    void this.#client
      .query('media.updateConsumer', {
        consumerId,
        ...(sent.paused !== paused && { paused }),
        ...(sent.layer !== layer && { spatialLayer: layer }),
      })
      .catch(error => {
        if (this.#consumers.get(consumerId) === consumer) this.#onTrouble(error);
      });
  }
}

function senderOf(peerId: PeerId): TrackSender | undefined {
  return peerId === RECRUITER_PEER_ID ? 'recruiter' : seatIdOfPeer(peerId);
}
