import { AppError } from '../../../shared/errors.ts';
import type { ConsumerOptions } from '../../../shared/media/peerMedia.ts';
import type { RequestResult } from '../../../shared/protocol/requests.ts';
import type { Microphone } from './microphone.ts';
import { ReceivedTrack } from './receivedTrack.ts';
import { RtcTransport } from './rtcTransport.ts';
import type { Signaling } from './signaling.ts';

/** Rules 18 to 27: the result of one `media.join`, until `close`. A recreated room is a new one. */
export class MediaRoom {
  readonly epoch: number;
  readonly tracks: ReceivedTrack[] = [];
  readonly #signaling: Signaling;
  readonly #send: RtcTransport | undefined;
  readonly #receive: RtcTransport;
  #sendConnected: Promise<void> | undefined;
  #receiveConnected: Promise<void> | undefined;
  #closed = false;

  static async create(signaling: Signaling, joined: RequestResult<'media.join'>): Promise<MediaRoom> {
    const [receive, send] = await Promise.all([
      RtcTransport.create(joined.receive),
      joined.send && RtcTransport.create(joined.send),
    ]);
    return new MediaRoom(signaling, joined.epoch, receive, send);
  }

  private constructor(
    signaling: Signaling,
    epoch: number,
    receive: RtcTransport,
    send: RtcTransport | undefined,
  ) {
    this.#signaling = signaling;
    this.epoch = epoch;
    this.#receive = receive;
    this.#send = send;
    receive.onRtp(packet => {
      for (const track of this.tracks) track.take(packet);
      signaling.changed();
    });
  }

  /** Rule 29. `lost` is called when the server closed a transport, not after `close`. */
  onLost(lost: () => void): void {
    for (const transport of [this.#receive, this.#send])
      transport?.onLost(() => {
        if (!this.#closed) lost();
      });
  }

  /** Resolves when packets of the microphone are sent and accepted. */
  async publish(microphone: Microphone, paused: boolean): Promise<void> {
    const send = this.#send;
    if (!send) throw new Error('This role sends nothing.');
    this.#sendConnected ??= this.#connect(send);
    const produced = this.#signaling.request('media.produce', {
      transportId: send.transportId,
      source: 'microphone',
      kind: 'audio',
      rtpParameters: microphone.rtpParameters,
      paused,
    });
    await Promise.all([produced, this.#sendConnected]);
    microphone.sendOver(send);
  }

  /** Rules 25 and 26. */
  async consume(consumer: ConsumerOptions): Promise<void> {
    if (consumer.transportId !== this.#receive.transportId) return;
    if (this.tracks.some(track => track.consumer.consumerId === consumer.consumerId)) return;
    this.tracks.push(new ReceivedTrack(consumer, this.epoch));
    this.#receiveConnected ??= this.#connect(this.#receive);
    await this.#receiveConnected;
    const { consumerId } = consumer;
    await this.#signaling.request('media.updateConsumer', { consumerId, paused: false }).catch(error => {
      // The producer has ended; its notice is in transit, or comes with the next sync.
      if (!(error instanceof AppError && error.code === 'not-found')) throw error;
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([this.#receive.close(), this.#send?.close()]);
  }

  async #connect(transport: RtcTransport): Promise<void> {
    const { transportId, dtlsParameters } = transport;
    await this.#signaling.request('media.connectTransport', { transportId, dtlsParameters });
    await transport.connect();
  }
}
