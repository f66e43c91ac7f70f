import type { SeatId } from '../../shared/ids.ts';
import { Disposables } from './disposables.ts';
import type { InterviewClient } from './interviewClient.ts';
import { type Quality, qualityOf } from './media/connectionQuality.ts';
import type { MediaSession } from './media/mediaSession.ts';
import type { TrackSender } from './media/receiving.ts';
import { Store } from './store.ts';

const STATS_INTERVAL_MS = 3_000;

export class RoomSignals {
  readonly activeSpeaker = new Store<TrackSender | undefined>(undefined);
  readonly quality = new Store<Readonly<Record<SeatId, Quality>>>({});
  readonly #disposables = new Disposables();
  readonly #client: InterviewClient;
  readonly #media: MediaSession;
  #ownScore: number | undefined;

  constructor(client: InterviewClient, media: MediaSession) {
    this.#client = client;
    this.#media = media;
    const timer = setInterval(() => void this.#measure(), STATS_INTERVAL_MS);
    this.#disposables.add(
      client.on('media.activeSpeaker', ({ seatId, recruiter }) =>
        this.activeSpeaker.set(recruiter ? 'recruiter' : seatId),
      ),
      client.on('media.quality', ({ seatId, uplink, downlink }) => {
        // For other people, only their uplink counts. For this page, the worse of both directions counts.
        if (seatId === this.#ownSeatId()) this.#ownScore = Math.min(uplink, downlink);
        else this.#set(seatId, qualityOf({ score: uplink }));
      }),
      () => clearInterval(timer),
    );
  }

  reset(): void {
    this.#ownScore = undefined;
    this.activeSpeaker.set(undefined);
    this.quality.set({});
  }

  close(): void {
    this.#disposables.dispose();
  }

  async #measure(): Promise<void> {
    const stats = await this.#media.ownStats();
    const seatId = this.#ownSeatId();
    if (!stats || !seatId || this.#disposables.disposed) return;
    this.#set(
      seatId,
      qualityOf({ ...stats, ...(this.#ownScore !== undefined && { score: this.#ownScore }) }),
    );
  }

  #ownSeatId(): SeatId | undefined {
    return this.#client.view.get()?.ownSeatId;
  }

  #set(seatId: SeatId, quality: Quality): void {
    this.quality.update(all => (all[seatId]?.level === quality.level ? all : { ...all, [seatId]: quality }));
  }
}
