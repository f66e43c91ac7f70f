import { AppError } from '../../../shared/errors.ts';
import type { ConsumerId, SeatId } from '../../../shared/ids.ts';
import type { InterviewView, SeatView } from '../../../shared/interview/view.ts';
import type { ConsumerOptions } from '../../../shared/media/peerMedia.ts';
import type { MediaSource } from '../../../shared/media/sources.ts';
import type { RequestName, RequestParams, RequestResult } from '../../../shared/protocol/requests.ts';
import { MediaRoom } from './mediaRoom.ts';
import { Microphone } from './microphone.ts';
import type { ReceivedTrack } from './receivedTrack.ts';
import { RouterCapabilities } from './routerCapabilities.ts';
import { Signaling } from './signaling.ts';

/**
 * A participant without a browser, written from `shared/protocol/README.md` alone; comments refer to that page's rules. It keeps the view,
 * sends a microphone, hears the others, and rejoins automatically when its connection or the media room is replaced.
 */
export class RtcClient {
  /** Silent until its level is set; sends after it is published. */
  readonly microphone: Microphone;
  readonly #signaling: Signaling;
  readonly #router: RouterCapabilities;
  #room: MediaRoom | undefined;
  #joining: Promise<void> | undefined;
  #newestEpoch = 0;
  #published: { paused: boolean } | undefined;

  static async open(link: string): Promise<RtcClient> {
    const signaling = await Signaling.open(link);
    try {
      const { testId, rtpCapabilities } = await signaling.request('test.start', { protocol: 'udp' });
      await signaling.request('test.stop', { testId });
      return new RtcClient(signaling, new RouterCapabilities(rtpCapabilities));
    } catch (error) {
      signaling.close();
      throw error;
    }
  }

  private constructor(signaling: Signaling, router: RouterCapabilities) {
    this.#signaling = signaling;
    this.#router = router;
    this.microphone = new Microphone(router, signaling.clientId, () => signaling.changed());
    const { events } = signaling;
    events.on('media.consumerAdded', ({ epoch, consumer }) =>
      this.#afterJoin(epoch, room => this.#consume(room, consumer)),
    );
    events.on('media.consumerClosed', ({ epoch, consumerId }) =>
      this.#change(epoch, consumerId, track => {
        track.closed = true;
      }),
    );
    events.on('media.consumerPaused', ({ epoch, consumerId, paused }) =>
      this.#change(epoch, consumerId, track => {
        track.senderPaused = paused;
      }),
    );
    events.on('media.restarted', ({ epoch }) => {
      this.#newestEpoch = Math.max(this.#newestEpoch, epoch);
      this.#joinAgain();
    });
    events.on('media.transportLost', () => this.#joinAgain());
    events.on('interview.snapshot', () => {
      if (this.#room) this.#inBackground(this.#sync(this.#room));
    });
  }

  get view(): InterviewView {
    return this.#signaling.view;
  }

  get own(): SeatView {
    return this.#signaling.own;
  }

  get epoch(): number | undefined {
    return this.#room?.epoch;
  }

  request<N extends RequestName>(name: N, params: RequestParams<N>): Promise<RequestResult<N>> {
    return this.#signaling.request(name, params);
  }

  /** A request of a newer protocol is refused with `unknown-request` (rule 9). */
  requestNamed(name: string, params: object): Promise<unknown> {
    return this.#signaling.requestNamed(name, { params });
  }

  /** Checks after each notice, and after each packet sent or received. */
  waitFor<T>(what: string, look: () => T | undefined | false): Promise<T> {
    return this.#signaling.waitFor(what, look);
  }

  /** Tracks of this source of this seat since the last join, newest last. */
  received(seatId: SeatId, source: MediaSource): ReceivedTrack[] {
    const tracks = this.#room?.tracks ?? [];
    return tracks.filter(
      ({ consumer }) => consumer.source === source && consumer.producerPeerId.startsWith(`${seatId}.`),
    );
  }

  /** Joins, or rejoins a recreated room, and publishes again what was published. */
  joinMedia(): Promise<void> {
    this.#joining ??= this.#join().finally(() => {
      this.#joining = undefined;
    });
    return this.#joining;
  }

  async publish({ paused = false } = {}): Promise<void> {
    this.#published = { paused };
    await this.#requireRoom().publish(this.microphone, paused);
  }

  async mute(paused: boolean): Promise<void> {
    if (this.#published) this.#published.paused = paused;
    await this.request('media.setPaused', { source: 'microphone', paused });
  }

  /** Packets are still sent: the server must ensure that no one hears them. */
  async stop(): Promise<void> {
    this.#published = undefined;
    await this.request('media.stop', { source: 'microphone' });
  }

  /** Cuts the connection, not the media; it reconnects automatically. */
  drop(): void {
    this.#signaling.drop();
  }

  async close(): Promise<void> {
    this.microphone.stop();
    this.#signaling.close();
    await this.#room?.close();
  }

  /** Rules 18 and 28. */
  async #join(): Promise<void> {
    do {
      await this.#room?.close();
      this.microphone.sendOver(undefined);
      const joined = await this.request('media.join', { rtpCapabilities: this.#router.receivable });
      const room = await MediaRoom.create(this.#signaling, joined);
      this.#room = room;
      room.onLost(() => this.#joinAgain());
      for (const consumer of joined.consumers) this.#consume(room, consumer);
    } while (this.#room.epoch < this.#newestEpoch);
    if (this.#published) await this.#room.publish(this.microphone, this.#published.paused);
    this.#signaling.changed();
  }

  #joinAgain(): void {
    if (this.#room) this.#inBackground(this.joinMedia());
  }

  /** Rule 30. */
  async #sync(room: MediaRoom): Promise<void> {
    const { known, epoch, consumers, producers } = await this.request('media.sync', {});
    if (room !== this.#room || this.#joining) return;
    if (!known || epoch !== room.epoch) return this.joinMedia();
    for (const track of room.tracks)
      track.closed ||= !consumers.some(({ consumerId }) => consumerId === track.consumer.consumerId);
    for (const consumer of consumers) this.#consume(room, consumer);
    if (this.#published && producers.length === 0)
      await room.publish(this.microphone, this.#published.paused);
  }

  #consume(room: MediaRoom, consumer: ConsumerOptions): void {
    this.#inBackground(room.consume(consumer));
  }

  #change(epoch: number, consumerId: ConsumerId, change: (track: ReceivedTrack) => void): void {
    this.#afterJoin(epoch, ({ tracks }) => {
      for (const track of tracks) if (track.consumer.consumerId === consumerId) change(track);
    });
  }

  /** Rule 27: a notice can arrive before the response of the join it belongs to. */
  #afterJoin(epoch: number, take: (room: MediaRoom) => void): void {
    const takeIfCurrent = () => {
      if (this.#room?.epoch === epoch) take(this.#room);
    };
    if (this.#joining) this.#inBackground(this.#joining.then(takeIfCurrent));
    else takeIfCurrent();
  }

  /** Errors because the room is gone are followed by a new join; all others reject every wait. */
  #inBackground(task: Promise<void>): void {
    const room = this.#room;
    task.catch(error => {
      if (room !== this.#room || this.#joining) return;
      if (error instanceof AppError && error.code === 'stale-epoch') this.#joinAgain();
      else this.#signaling.fail(error);
    });
  }

  #requireRoom(): MediaRoom {
    if (!this.#room) throw new Error('Join the media first.');
    return this.#room;
  }
}
