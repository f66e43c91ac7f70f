import type { AppError } from '../../../shared/errors.ts';
import type { NoticePayload } from '../../../shared/protocol/notices.ts';
import { backoffMs } from '../backoff.ts';
import { Disposables } from '../disposables.ts';
import type { InterviewClient } from '../interviewClient.ts';
import { asAppError } from '../replies.ts';
import { Store } from '../store.ts';
import { type ConnectionStats, readConnectionStats } from './connectionQuality.ts';
import type { MediaDevice } from './mediaDevice.ts';
import { Receiving } from './receiving.ts';
import { Sending } from './sending.ts';
import { TransportPair } from './transportPair.ts';

export type MediaState = 'idle' | 'joining' | 'connected' | 'recovering';

/** Kinds of repair, from small to large. `check` compares with the server and repairs differences. */
type Need = 'nothing' | 'check' | 'restart-ice' | 'join';
const ORDER: readonly Need[] = ['nothing', 'check', 'restart-ice', 'join'];

/** Time limits for an ICE restart and for connecting. When one is exceeded, the transports are replaced. */
const ICE_RESTART_LIMIT_MS = 4_000;
const CONNECT_LIMIT_MS = 8_000;
const FIRST_RETRY_MS = 300;
const MAX_RETRY_MS = 3_000;
const CHECK_INTERVAL_MS = 1_000;

const FINAL_CODES: readonly AppError['code'][] = [
  'forbidden',
  'not-admitted',
  'wrong-phase',
  'unauthenticated',
];

type MediaNotice = { epoch: number; apply: () => void };

/** Keeps media connected. Every fault raises a need, and a single loop handles the highest need first. */
export class MediaSession {
  readonly state = new Store<MediaState>('idle');
  readonly receiving: Receiving;
  readonly sending: Sending;
  readonly #client: InterviewClient;
  readonly #device: MediaDevice;
  readonly #onRefused: (error: AppError) => void;
  readonly #disposables = new Disposables();
  #active = false;
  #need: Need = 'nothing';
  #working = false;
  #wake: (() => void) | undefined;
  #pair: TransportPair | undefined;
  #epoch = 0;
  #newestEpoch = 0;
  #generation = 0;
  #failures = 0;
  #checkedAt = 0;
  /** Notices that arrive before the reply to `media.join`, to be handled after it. */
  #early: MediaNotice[] | undefined;
  #watchdog: ReturnType<typeof setTimeout> | undefined;
  #restarting = false;

  constructor(client: InterviewClient, device: MediaDevice, onRefused: (error: AppError) => void) {
    this.#client = client;
    this.#device = device;
    this.#onRefused = onRefused;
    const onTrouble = (error: unknown) => this.#trouble(asAppError(error));
    this.receiving = new Receiving(client, onTrouble);
    this.sending = new Sending(client, onTrouble);
    this.#listen();
  }

  start(): void {
    if (this.#active) return;
    this.#active = true;
    this.#failures = 0;
    this.state.set('joining');
    this.#raise('join', true);
  }

  stop(): void {
    this.#active = false;
    this.#need = 'nothing';
    this.#wake?.();
    this.#drop();
    this.state.set('idle');
  }

  close(): void {
    this.stop();
    this.#disposables.dispose();
  }

  async ownStats(): Promise<ConnectionStats | undefined> {
    const pair = this.#pair;
    return pair && (await readConnectionStats(pair.send, pair.receive));
  }

  #listen(): void {
    const client = this.#client;
    this.#disposables.add(
      client.onSynced(() => this.#raise('check', true)),
      client.on('media.consumerAdded', ({ epoch, consumer }) =>
        this.#notice({ epoch, apply: () => this.receiving.add(consumer) }),
      ),
      client.on('media.consumerClosed', ({ epoch, consumerId }) =>
        this.#notice({ epoch, apply: () => this.receiving.close(consumerId) }),
      ),
      client.on('media.consumerPaused', ({ epoch, consumerId, paused }) =>
        this.#notice({ epoch, apply: () => this.receiving.setPaused(consumerId, paused) }),
      ),
      client.on('media.transportLost', () => {
        // A running join replaces the transports anyway.
        if (!this.#early) this.#raise('restart-ice', true);
      }),
      client.on('media.restarted', notice => this.#restarted(notice)),
    );
  }

  #notice(notice: MediaNotice): void {
    if (this.#early) this.#early.push(notice);
    else if (notice.epoch === this.#epoch) notice.apply();
  }

  #restarted({ epoch }: NoticePayload<'media.restarted'>): void {
    this.#newestEpoch = Math.max(this.#newestEpoch, epoch);
    // A running join needs no other join, because it compares the epochs when its reply arrives.
    if (epoch > this.#epoch && !this.#early) this.#raise('join', true);
  }

  #trouble(error: AppError): void {
    if (error.code === 'stale-epoch') this.#raise('join');
    else if (error.code !== 'forbidden') this.#raise('check');
  }

  /** Requests a repair from `#work`. `now` ends the wait before the next attempt. */
  #raise(need: Need, now = false): void {
    if (!this.#active) return;
    if (ORDER.indexOf(need) > ORDER.indexOf(this.#need)) this.#need = need;
    if (now) this.#wake?.();
    void this.#work();
  }

  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    // The loop ends when the connection is lost. After a reconnect, a `check` starts it again.
    while (this.#active && this.#need !== 'nothing' && this.#client.isConnected) {
      const need = this.#need;
      this.#need = 'nothing';
      try {
        if (need === 'join') await this.#join();
        else await this.#check(need === 'restart-ice');
      } catch (thrown) {
        await this.#failed(asAppError(thrown), need);
      }
    }
    this.#working = false;
  }

  async #failed(error: AppError, need: Need): Promise<void> {
    if (!this.#active) return;
    if (FINAL_CODES.includes(error.code)) {
      this.stop();
      this.#onRefused(error);
      return;
    }
    await this.#pause(backoffMs(this.#failures++, FIRST_RETRY_MS, MAX_RETRY_MS));
    this.#raise(error.code === 'stale-epoch' ? 'join' : need);
  }

  async #join(): Promise<void> {
    if (this.#pair) this.state.set('recovering');
    this.#drop();
    const generation = this.#generation;
    const early: MediaNotice[] = [];
    this.#early = early;
    try {
      const device = await this.#device.require();
      const joined = await this.#client.query('media.join', { rtpCapabilities: device.rtpCapabilities });
      if (generation !== this.#generation) return;
      if (joined.epoch < this.#newestEpoch) {
        this.#raise('join');
        return;
      }
      this.#epoch = joined.epoch;
      this.#newestEpoch = joined.epoch;
      const pair: TransportPair = new TransportPair(device, joined, this.#client, {
        onState: () => this.#transportChanged(pair),
        onTrouble: error => this.#trouble(asAppError(error)),
      });
      this.#pair = pair;
      this.receiving.open(pair.receive, joined.consumers);
      if (pair.send) this.sending.open(pair.send);
      this.#early = undefined;
      for (const notice of early) this.#notice(notice);
      this.#transportChanged(pair);
    } finally {
      if (this.#early === early) this.#early = undefined;
    }
  }

  async #check(restart: boolean): Promise<void> {
    const pair = this.#pair;
    if (!pair) return this.#raise('join');
    const waitMs = this.#checkedAt + CHECK_INTERVAL_MS - Date.now();
    if (waitMs > 0) await this.#pause(waitMs);
    if (pair !== this.#pair) return;
    this.#checkedAt = Date.now();
    const synced = await this.#client.query('media.sync', {});
    if (pair !== this.#pair) return;
    const gone = !synced.known || synced.epoch !== this.#epoch;
    if (gone || this.receiving.broken) return this.#raise('join');
    this.receiving.reconcile(synced.consumers);
    if (pair.send) this.sending.reconcile(synced.producers);
    if (pair.healthy && !restart) return;
    this.state.set('recovering');
    // A second ICE restart would only delay the decision to rejoin.
    if (this.#restarting) return;
    this.#restarting = true;
    this.#watch(pair, ICE_RESTART_LIMIT_MS);
    await pair.restartIce();
  }

  #transportChanged(pair: TransportPair): void {
    if (pair !== this.#pair) return;
    if (pair.healthy) {
      this.#unwatch();
      this.#failures = 0;
      this.state.set('connected');
      return;
    }
    if (pair.broken) {
      this.state.set('recovering');
      this.#raise('check');
    }
    if (this.#watchdog === undefined) this.#watch(pair, CONNECT_LIMIT_MS);
  }

  /** Rejoins if the transports aren't connected within the limit. */
  #watch(pair: TransportPair, limitMs: number): void {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => {
      this.#unwatch();
      if (pair === this.#pair && !pair.healthy) this.#raise('join');
      else if (pair === this.#pair) this.state.set('connected');
    }, limitMs);
  }

  #unwatch(): void {
    clearTimeout(this.#watchdog);
    this.#watchdog = undefined;
    this.#restarting = false;
  }

  async #pause(ms: number): Promise<void> {
    await new Promise<void>(resolve => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
  }

  #drop(): void {
    this.#generation += 1;
    this.#early = undefined;
    this.#unwatch();
    const pair = this.#pair;
    this.#pair = undefined;
    this.receiving.drop();
    this.sending.drop();
    pair?.close();
  }
}
