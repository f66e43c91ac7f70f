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
import { rtpParameters } from './mediaDevice.ts';

/** Who sends a track: a person, known by the seat, or the virtual recruiter. */
export type TrackSender = SeatId | 'recruiter';

/** A track of someone else, ready to be attached to an element. */
export interface RemoteTrack {
  consumerId: ConsumerId;
  sender: TrackSender;
  source: MediaSource;
  track: MediaStreamTrack;
  /** The sender has paused: nothing comes for now. */
  paused: boolean;
}

interface Attachment {
  visible: boolean;
  layer: 0 | 1 | 2;
}

interface Told {
  paused: boolean;
  layer: number | undefined;
}

/**
 * What this page receives. The server makes every consumer paused; one flows only while an element shows it, in the
 * lowest layer that fills that element.
 */
export class Receiving {
  readonly tracks = new Store<readonly RemoteTrack[]>([]);
  readonly #client: InterviewClient;
  readonly #onTrouble: (error: unknown) => void;
  readonly #consumers = new Map<ConsumerId, Consumer>();
  /** Known to the server and not closed since; a consumer that is still being made is in here already. */
  readonly #expected = new Set<ConsumerId>();
  readonly #attachments = new Map<ConsumerId, Set<Attachment>>();
  readonly #told = new Map<ConsumerId, Told>();
  #transport: Transport | undefined;
  #broken = false;

  constructor(client: InterviewClient, onTrouble: (error: unknown) => void) {
    this.#client = client;
    this.#onTrouble = onTrouble;
  }

  /** The browser refused a consumer. Its negotiation is unusable after that, so only a new transport can repair it. */
  get broken(): boolean {
    return this.#broken;
  }

  open(transport: Transport, consumers: readonly ConsumerOptions[]): void {
    this.drop();
    this.#transport = transport;
    // The first is negotiated alone and the rest together after it: a picture should be the first.
    for (const options of [...consumers].sort(picturesFirst)) this.add(options);
  }

  drop(): void {
    this.#transport = undefined;
    this.#broken = false;
    this.#consumers.clear();
    this.#expected.clear();
    this.#attachments.clear();
    this.#told.clear();
    this.tracks.set([]);
  }

  /** A consumer of an earlier join of this page is not for this transport. */
  add(options: ConsumerOptions): void {
    if (options.transportId !== this.#transport?.id) return;
    if (this.#expected.has(options.consumerId)) return;
    this.#expected.add(options.consumerId);
    void this.#consume(options);
  }

  close(consumerId: ConsumerId): void {
    this.#expected.delete(consumerId);
    this.#consumers.get(consumerId)?.close();
    this.#consumers.delete(consumerId);
    this.#attachments.delete(consumerId);
    this.#told.delete(consumerId);
    this.tracks.update(tracks => tracks.filter(track => track.consumerId !== consumerId));
  }

  setPaused(consumerId: ConsumerId, paused: boolean): void {
    this.tracks.update(tracks =>
      tracks.map(track => (track.consumerId === consumerId ? { ...track, paused } : track)),
    );
  }

  /** What sounds right now of someone's microphone, as RTP counts it; undefined while nothing plays. */
  heard(seatId: SeatId): { producerId: ProducerId; rtpTimestamp: number } | undefined {
    const track = this.tracks
      .get()
      .find(one => one.sender === seatId && one.source === 'microphone' && !one.paused);
    const consumer = track && this.#consumers.get(track.consumerId);
    const source = consumer?.rtpReceiver?.getSynchronizationSources()[0];
    if (!consumer || !source) return undefined;
    return { producerId: consumer.producerId as ProducerId, rtpTimestamp: source.rtpTimestamp };
  }

  /** Compares with what the server has, after a cut in which notices may have been lost. */
  reconcile(consumers: readonly ConsumerOptions[]): void {
    const onServer = new Set(consumers.map(consumer => consumer.consumerId));
    for (const consumerId of [...this.#expected]) if (!onServer.has(consumerId)) this.close(consumerId);
    for (const options of consumers) {
      this.add(options);
      this.setPaused(options.consumerId, options.producerPaused);
    }
    this.#told.clear();
    for (const consumerId of this.#attachments.keys()) this.#tell(consumerId);
  }

  /** An element shows the track from now on, `layer` of it where it has several. */
  attach(
    consumerId: ConsumerId,
    layer: Attachment['layer'] = 2,
  ): { change: (next: Partial<Attachment>) => void; detach: () => void } {
    const attachment: Attachment = { visible: true, layer };
    const attachments = this.#attachments.get(consumerId) ?? new Set();
    this.#attachments.set(consumerId, attachments);
    attachments.add(attachment);
    this.#tell(consumerId);
    return {
      change: next => {
        Object.assign(attachment, next);
        this.#tell(consumerId);
      },
      detach: () => {
        attachments.delete(attachment);
        // An element that only moves in the page attaches again at once; that must not make the picture stop.
        queueMicrotask(() => this.#tell(consumerId));
      },
    };
  }

  async #consume(options: ConsumerOptions): Promise<void> {
    const transport = this.#transport;
    const { consumerId, producerId, source, kind } = options;
    const sender = senderOf(options.producerPeerId);
    if (!transport || !sender) return;
    try {
      const consumer = await transport.consume({
        id: consumerId,
        producerId,
        kind,
        rtpParameters: rtpParameters(options.rtpParameters),
        // Lips and voice of one person stay together; a screen has its own clock.
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
      this.#broken = true;
      this.#onTrouble(error);
    }
  }

  #tell(consumerId: ConsumerId): void {
    const consumer = this.#consumers.get(consumerId);
    if (!consumer) return;
    const showing = [...(this.#attachments.get(consumerId) ?? [])].filter(({ visible }) => visible);
    const paused = showing.length === 0;
    const told = this.#told.get(consumerId) ?? { paused: true, layer: undefined };
    const layer =
      paused || consumer.kind === 'audio' ? told.layer : Math.max(...showing.map(one => one.layer));
    if (told.paused === paused && told.layer === layer) return;
    this.#told.set(consumerId, { paused, layer });
    void this.#client
      .query('media.updateConsumer', {
        consumerId,
        ...(told.paused !== paused && { paused }),
        ...(told.layer !== layer && { spatialLayer: layer }),
      })
      .catch(error => {
        // A consumer that closed meanwhile has nothing left to tell.
        if (this.#consumers.get(consumerId) === consumer) this.#onTrouble(error);
      });
  }
}

function senderOf(peerId: PeerId): TrackSender | undefined {
  return peerId === RECRUITER_PEER_ID ? 'recruiter' : seatIdOfPeer(peerId);
}

function picturesFirst(a: ConsumerOptions, b: ConsumerOptions): number {
  return Number(b.kind === 'video') - Number(a.kind === 'video');
}
