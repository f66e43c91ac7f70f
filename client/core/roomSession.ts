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

/** `entered`: in the waiting room or the room. `elsewhere`: the person continued on another page. */
export type PageState = 'setup' | 'entered' | 'left' | 'elsewhere';

/** Holds the objects that a page needs for one interview. Starts and stops media as the view changes. */
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
  readonly pageState = new Store<PageState>('setup');
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
      // The person entered on another page while this page was disconnected.
      if (error.code !== 'not-admitted' || !this.#inside()) return;
      this.pageState.set('elsewhere');
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

  async enter(): Promise<void> {
    // While true, this page also counts as arrived when a view shows the person before the reply comes.
    this.#entering = !this.#isPresent();
    try {
      await this.client.command('seat.enter', {});
      this.#arrive();
      this.#follow();
    } finally {
      this.#entering = false;
    }
  }

  async leave(): Promise<void> {
    this.pageState.set('left');
    this.media.stop();
    this.#stopCapturing();
    await this.client.command('seat.leave', {});
  }

  prepareAgain(): void {
    this.pageState.set('setup');
  }

  chooseSpeaker(deviceId: string): void {
    this.devices.choose('speaker', deviceId);
    this.playback.setSpeaker(deviceId);
  }

  closeWith(close: () => void): void {
    this.#disposables.add(close);
  }

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
    this.#disposables.add(
      this.client.view.subscribe(() => this.#follow()),
      this.client.onSynced(() => this.#enterAgain()),
      this.local.sources.subscribe(() => this.#send()),
      this.client.connection.subscribe(() => {
        if (this.client.connection.get().state === 'ended') this.#ended();
      }),
    );
  }

  #follow(): void {
    if (this.#entering && this.#isPresent()) this.#arrive();
    if (this.pageState.get() === 'entered' && this.#inside()) {
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
    if (this.pageState.get() === 'entered') return;
    if (this.#onlyWatches()) this.#stopCapturing();
    this.pageState.set('entered');
  }

  /** True for interviewers while the virtual recruiter asks, because they only watch until they take over. */
  #onlyWatches(): boolean {
    const recruiter = this.client.view.get()?.recruiter;
    if (!recruiter || this.#own()?.role !== 'interviewer') return false;
    return recruiter.turn !== 'person' || recruiter.personSeatId !== this.#own()?.seatId;
  }

  #isPresent(): boolean {
    const presence = this.#own()?.presence;
    return presence === 'waiting' || presence === 'inside' || presence === 'reconnecting';
  }

  #inside(): boolean {
    const view = this.client.view.get();
    const own = this.#own();
    if (view?.phase !== 'open' || !own) return false;
    // If a candidate refuses observers, an observer may still be `inside` but gets no media.
    return isInRoom(own) && (own.role !== 'observer' || view.observersAllowed);
  }

  #own(): SeatView | undefined {
    const view = this.client.view.get();
    return view && ownSeat(view);
  }

  /** Enters again if the server released the seat during a long disconnection. */
  #enterAgain(): void {
    const own = this.#own();
    if (this.pageState.get() !== 'entered' || !own) return;
    if (own.presence === 'preparing' || own.presence === 'left')
      void this.client.command('seat.enter', {}).catch(() => this.pageState.set('setup'));
  }

  #send(): void {
    if (this.receiveOnly) return;
    const sources = this.local.sources.get();
    for (const source of ALL_SOURCES) {
      const local = sources[source];
      // While a device starts or is switched, keeps what is being sent until the new track is there.
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
