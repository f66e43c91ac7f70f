import { isFinal } from '../../shared/interview/phases.ts';
import type { SeatView } from '../../shared/interview/view.ts';
import { ALL_SOURCES } from '../../shared/media/sources.ts';
import { isReceiveOnly } from '../../shared/roles.ts';
import { ChatHistory, ChatOutbox } from './chat.ts';
import { DeviceManager } from './deviceManager.ts';
import { Disposables } from './disposables.ts';
import { InterviewClient, type JoinPass } from './interviewClient.ts';
import { LocalMedia, trackOf } from './localMedia.ts';
import { ConnectionTest } from './media/connectionTest.ts';
import { MediaDevice } from './media/mediaDevice.ts';
import { MediaSession } from './media/mediaSession.ts';
import { Playback } from './playback.ts';
import { RoomSignals } from './roomSignals.ts';
import { isInRoom, ownSeat } from './seats.ts';
import { Store } from './store.ts';

/**
 * Where this page is on its way, as far as the person decides it.
 *
 * - `setup`: in pre-join;
 * - `entered`: pressed the button; the view says whether that is the lobby or the room;
 * - `left`: pressed leave;
 * - `elsewhere`: another page of the same seat has the place.
 */
export type PagePlace = 'setup' | 'entered' | 'left' | 'elsewhere';

/**
 * Everything one page needs for one interview, from pre-join to the end, and the ties between the parts: the view decides
 * when media runs, and what is captured decides what is sent.
 */
export class RoomSession {
  readonly pass: JoinPass;
  readonly client: InterviewClient;
  readonly devices: DeviceManager;
  readonly local: LocalMedia;
  readonly playback: Playback;
  readonly media: MediaSession;
  readonly connectionTest: ConnectionTest;
  readonly signals: RoomSignals;
  readonly outbox: ChatOutbox;
  readonly history: ChatHistory;
  readonly place = new Store<PagePlace>('setup');
  readonly #disposables = new Disposables();
  #entering = false;

  constructor(pass: JoinPass) {
    this.pass = pass;
    this.client = InterviewClient.forSeat(pass);
    this.devices = new DeviceManager();
    this.local = new LocalMedia(this.devices);
    this.playback = new Playback(this.devices.list.get().chosen.speaker);
    const device = new MediaDevice(this.client);
    this.connectionTest = new ConnectionTest(this.client, device);
    this.media = new MediaSession(this.client, device, error => {
      // Inside by the view, but not this page: another one took the place while this one was cut off.
      if (error.code !== 'not-admitted' || !this.#inside()) return;
      this.place.set('elsewhere');
      this.#stopCapturing();
    });
    this.signals = new RoomSignals(this.client, this.media);
    this.outbox = new ChatOutbox(this.client);
    this.history = new ChatHistory(this.client);
    this.#tie();
  }

  get receiveOnly(): boolean {
    return isReceiveOnly(this.pass.details.role);
  }

  /** Done with pre-join. Resolves when the server has this page in the lobby or in the room. */
  async enter(): Promise<void> {
    // The view shows the new place a moment before the answer comes, unless another page had it already.
    this.#entering = !this.#hasPlace();
    try {
      await this.client.command('seat.enter', {});
      this.#arrive();
      this.#follow();
    } finally {
      this.#entering = false;
    }
  }

  async leave(): Promise<void> {
    this.place.set('left');
    this.media.stop();
    this.#stopCapturing();
    await this.client.command('seat.leave', {});
  }

  /** Back to pre-join, from `left` or `elsewhere`. */
  prepareAgain(): void {
    this.place.set('setup');
  }

  chooseSpeaker(deviceId: string): void {
    this.devices.choose('speaker', deviceId);
    this.playback.setSpeaker(deviceId);
  }

  /** For what is made for this session later, and ends with it. */
  closeWith(close: () => void): void {
    this.#disposables.add(close);
  }

  /** Safe to call twice. */
  close(): void {
    this.#disposables.dispose();
    this.history.close();
    this.signals.close();
    this.media.close();
    this.local.close();
    this.devices.close();
    this.client.close();
  }

  #tie(): void {
    this.#disposables.add(this.client.view.subscribe(() => this.#follow()));
    this.#disposables.add(this.client.onSynced(() => this.#enterAgain()));
    this.#disposables.add(this.local.sources.subscribe(() => this.#send()));
    this.#disposables.add(
      this.client.connection.subscribe(() => {
        if (this.client.connection.get().state === 'ended') this.#ended();
      }),
    );
  }

  #follow(): void {
    if (this.#entering && this.#hasPlace()) this.#arrive();
    if (this.place.get() === 'entered' && this.#inside()) {
      this.#send();
      this.media.start();
    } else if (this.media.state.get() !== 'idle') {
      this.media.stop();
      this.signals.reset();
      this.local.stopScreen();
    }
    const phase = this.client.view.get()?.phase;
    if (phase && isFinal(phase)) this.#stopCapturing();
  }

  #arrive(): void {
    if (this.place.get() === 'entered') return;
    // Before anything of it could be sent.
    if (this.#onlyWatches()) this.#stopCapturing();
    this.place.set('entered');
  }

  /** The virtual recruiter asks, so an interviewer who comes in is neither seen nor heard; the one who has taken over is. */
  #onlyWatches(): boolean {
    const recruiter = this.client.view.get()?.recruiter;
    if (!recruiter || this.#own()?.role !== 'interviewer') return false;
    return recruiter.turn !== 'person' || recruiter.personSeatId !== this.#own()?.seatId;
  }

  #hasPlace(): boolean {
    const presence = this.#own()?.presence;
    return presence === 'waiting' || presence === 'inside' || presence === 'reconnecting';
  }

  #inside(): boolean {
    const view = this.client.view.get();
    const own = this.#own();
    if (view?.phase !== 'open' || !own) return false;
    // An observer whom the candidate has refused keeps the seat, and gets no media.
    return isInRoom(own) && (own.role !== 'observer' || view.observersAllowed);
  }

  #own(): SeatView | undefined {
    const view = this.client.view.get();
    return view && ownSeat(view);
  }

  /** The seat was given up while this page was cut off for long: it takes its place again, as the person wished. */
  #enterAgain(): void {
    const own = this.#own();
    if (this.place.get() !== 'entered' || !own) return;
    if (own.presence === 'preparing' || own.presence === 'left')
      void this.client.command('seat.enter', {}).catch(() => this.place.set('setup'));
  }

  #send(): void {
    if (this.receiveOnly) return;
    const sources = this.local.sources.get();
    for (const source of ALL_SOURCES) {
      const local = sources[source];
      // While a device is being switched, the old producer waits for its next track.
      if (local.state === 'starting') continue;
      const track = trackOf(local);
      const paused = local.state === 'on' && local.muted;
      this.media.sending.want(source, track && { track, paused });
    }
  }

  #ended(): void {
    this.media.stop();
    this.signals.reset();
    this.#stopCapturing();
  }

  #stopCapturing(): void {
    for (const source of ALL_SOURCES) this.local.stop(source);
  }
}
