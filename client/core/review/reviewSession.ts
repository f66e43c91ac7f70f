import type { AppError, ErrorCode } from '../../../shared/errors.ts';
import { MEDIA_FILES } from '../../../shared/protocol/recordingRoutes.ts';
import type { Span } from '../../../shared/recording/finished.ts';
import type { MediaGrant, OpenedReview, Review } from '../../../shared/recording/review.ts';
import { spanAt, spansWithout } from '../../../shared/recording/spans.ts';
import { backoffMs } from '../backoff.ts';
import { soundsOneAtATime } from '../browserName.ts';
import { Disposables } from '../disposables.ts';
import { GrantLease } from '../grantLease.ts';
import { asAppError } from '../replies.ts';
import { Store } from '../store.ts';
import { positionOfMoment, type WantedMoment } from './momentAddress.ts';
import { SyncedPlayer } from './syncedPlayer.ts';
import type { TrackSource } from './trackFollower.ts';
import { TranscriptSession, type TranscriptSource } from './transcriptSession.ts';

/** Opens a recording for a viewer: for staff over HTTP, for holders of a personal link over the socket. */
export interface ReviewSource {
  /** True if the viewer is the candidate, who comes first: their picture, from the start of their answer. */
  readonly own?: true;
  /** Returns the recording, with the given media grant if it is still valid, otherwise with a new one. */
  open(grant?: MediaGrant['grant']): Promise<OpenedReview>;
  /** Rejects with `unauthenticated` if the grant has expired. */
  renew(grant: MediaGrant['grant']): Promise<MediaGrant>;
  readonly transcript?: TranscriptSource;
}

/** `failed`: a retry may help. `gone`: there is no such interview, or the viewer has no access. */
export type ReviewStatus =
  | { state: 'opening' }
  | { state: 'failed'; error: AppError }
  | { state: 'gone'; error: AppError }
  | { state: 'open'; review: Review };

type ReviewPicture = 'tracks' | 'composed';

export const COMPOSED_TRACK = 'composed';
const FIRST_RETRY_MS = 1_000;
const MAX_RETRY_MS = 10_000;
const GONE: ReadonlySet<ErrorCode> = new Set([
  'forbidden',
  'link-invalid',
  'not-found',
  'unauthenticated',
  'wrong-phase',
]);
const POLL_MS = { recording: 15_000, processing: 3_000, composing: 15_000 };
/** Shortest time between two automatic retries of failed files. */
const RESCUE_EVERY_MS = 20_000;
/** Playback skips unrecorded parts of at least this length, and plays shorter ones. */
const SKIPPED_FROM_MS = 1_500;

/** Opens a recording and owns its player. Renews the grant, and polls while the recording is processed. */
export class ReviewSession {
  readonly status = new Store<ReviewStatus>({ state: 'opening' });
  readonly picture = new Store<ReviewPicture>('tracks');
  /** The current player, replaced when `picture` changes; undefined while nothing can be played. */
  readonly player = new Store<SyncedPlayer | undefined>(undefined);
  /** Position in milliseconds. It changes several times a second during playback. */
  readonly position = new Store(0);
  /** True if the last request for the recording or its grant failed. Loaded media continue to play. */
  readonly cutOff = new Store(false);
  /** Tracks whose files failed, even after a retry. */
  readonly broken = new Store<readonly string[]>([]);
  /** Not opened before its first `refresh`. */
  readonly transcript: TranscriptSession | undefined;
  readonly #source: ReviewSource;
  readonly #disposables = new Disposables();
  readonly #grant: GrantLease;
  #attempts = 0;
  #rescuedAt = Number.NEGATIVE_INFINITY;
  #rescuing = false;
  #nextPoll: ReturnType<typeof setTimeout> | undefined;
  #opening = false;
  #wanted: WantedMoment | undefined;

  constructor(
    source: ReviewSource,
    wanted: WantedMoment = {},
    page: { window: EventTarget; document: EventTarget } = { window, document },
  ) {
    this.#source = source;
    this.#wanted = wanted;
    this.transcript = source.transcript && new TranscriptSession(source.transcript);
    this.#grant = new GrantLease({
      renew: grant => source.renew(grant),
      onRenewed: replaced => this.#renewed(replaced),
      onUnreachable: () => this.cutOff.set(true),
      // Grants expire while the device sleeps. Opening the recording again returns a new grant.
      onExpired: () => {
        this.#grant.set(undefined);
        return this.#open();
      },
    });
    this.#disposables.add(
      () => this.player.get()?.close(),
      () => this.transcript?.close(),
      () => clearTimeout(this.#nextPoll),
      () => this.#grant.close(),
    );
    this.#disposables.listen(page.window, 'online', () => this.#backOnline());
    this.#disposables.listen(page.document, 'visibilitychange', () => this.player.get()?.catchUp());
    void this.#open();
  }

  /** True if the viewer is the candidate. */
  get own(): boolean {
    return this.#source.own === true;
  }

  refresh(): void {
    void this.#open();
  }

  showAs(picture: ReviewPicture): void {
    if (picture === this.picture.get()) return;
    this.picture.set(picture);
    this.#makePlayer();
  }

  seekTo(positionMs: number): void {
    this.player.get()?.seekTo(positionMs);
  }

  /** Seeks to a moment, now or as soon as there is a player. */
  show(wanted: WantedMoment): void {
    this.#wanted = wanted;
    this.#showWanted();
  }

  fileUrl(fileId: string): string {
    return MEDIA_FILES.replace(':grant', this.#grant.value.get() ?? '-').replace(':fileId', fileId);
  }

  close(): void {
    this.#disposables.dispose();
  }

  async #open(): Promise<void> {
    if (this.#opening || this.#disposables.disposed) return;
    this.#opening = true;
    clearTimeout(this.#nextPoll);
    try {
      const opened = await this.#source.open(this.#grant.value.get());
      if (this.#disposables.disposed) return;
      this.#attempts = 0;
      this.#opened(opened);
    } catch (thrown) {
      if (!this.#disposables.disposed) this.#failed(asAppError(thrown));
    } finally {
      this.#opening = false;
    }
  }

  #opened({ review, grant }: OpenedReview): void {
    const before = this.status.get();
    const same = before.state === 'open' && isSameContent(before.review, review);
    // Keeps a valid grant. A new grant would change the URLs of all files and interrupt playback.
    const renewed = !same || !this.#grant.usable;
    if (renewed) this.#grant.set(grant?.grant);
    this.cutOff.set(false);
    // A composed video that is finished later doesn't replace the separate videos.
    if (!same) this.picture.set(review.composed && !this.own ? 'composed' : 'tracks');
    this.status.set({ state: 'open', review });
    if (!same || !this.player.get()) this.#makePlayer();
    else if (renewed) this.#changeUrls();
    this.#plan(review);
  }

  #failed(error: AppError): void {
    const { state } = this.status.get();
    const gone = GONE.has(error.code);
    if (error.retryable || (state === 'open' && !gone)) {
      // Stays open, because loaded media can still be played and the grant may be valid.
      if (state === 'open') this.cutOff.set(true);
      else this.status.set({ state: 'failed', error });
      this.#pollIn(backoffMs(this.#attempts++, FIRST_RETRY_MS, MAX_RETRY_MS));
      return;
    }
    this.player.get()?.close();
    this.player.set(undefined);
    this.#grant.set(undefined);
    this.status.set({ state: gone ? 'gone' : 'failed', error });
  }

  #plan(review: Review): void {
    if (review.state === 'recording' || review.state === 'processing') this.#pollIn(POLL_MS[review.state]);
    else if (review.state === 'ready' && review.jobs.some(isActive)) this.#pollIn(POLL_MS.composing);
  }

  #renewed(replaced: boolean): void {
    if (replaced) this.#changeUrls();
    if (this.cutOff.get()) this.player.get()?.retry();
    this.cutOff.set(false);
  }

  /** Renews a possibly expired grant and retries failed files. Then lists the failed tracks in `broken`. */
  async #rescue(): Promise<void> {
    if (this.#rescuing) return;
    const now = performance.now();
    if (this.#failedTracks().length > 0 && now - this.#rescuedAt >= RESCUE_EVERY_MS) {
      this.#rescuedAt = now;
      this.#rescuing = true;
      await this.#grant.renew();
      this.#rescuing = false;
      if (!this.cutOff.get()) this.player.get()?.retry();
    }
    this.broken.set(this.#failedTracks());
  }

  #failedTracks(): string[] {
    const tracks = this.player.get()?.tracks.get() ?? [];
    return [...tracks].flatMap(([trackId, state]) => (state === 'failed' ? [trackId] : []));
  }

  #backOnline(): void {
    if (this.status.get().state !== 'open' || !this.#grant.usable) void this.#open();
    else void this.#grant.renew();
  }

  #changeUrls(): void {
    this.player.get()?.setUrls(trackId => this.#urlOf(trackId));
  }

  /** Replaces the player. The new player continues at the same position. */
  #makePlayer(): void {
    const before = this.player.get();
    const status = this.status.get();
    const review = status.state === 'open' ? status.review : undefined;
    const sources = review && this.#sourcesOf(review);
    this.broken.set([]);
    if (!review || !sources || sources.length === 0) {
      before?.close();
      this.player.set(undefined);
      return;
    }
    const player = new SyncedPlayer({
      ...(soundsOneAtATime() && { audibleAt: speakerOf(review) }),
      durationMs: review.durationMs,
      tracks: sources,
      skipped: unrecordedOf(review).filter(({ fromMs, toMs }) => toMs - fromMs >= SKIPPED_FROM_MS),
    });
    if (before) {
      player.seekTo(before.positionMs());
      player.setSpeed(before.speed.get());
      player.sound.set(before.sound.get());
      if (before.wantsToPlay) player.play();
      before.close();
    }
    // Both subscriptions end with the player.
    player.tracks.subscribe(() => void this.#rescue());
    player.position.subscribe(() => this.position.set(player.position.get()));
    this.player.set(player);
    this.position.set(player.position.get());
    this.#showWanted();
  }

  #showWanted(): void {
    const status = this.status.get();
    const player = this.player.get();
    if (status.state !== 'open' || !player || !this.#wanted) return;
    const positionMs = positionOfMoment(this.#wanted, status.review, this.own);
    this.#wanted = undefined;
    if (positionMs !== undefined) player.seekTo(positionMs);
  }

  #sourcesOf(review: Review): TrackSource[] | undefined {
    if (review.state !== 'ready') return undefined;
    const { composed, durationMs, tracks } = review;
    if (composed && this.picture.get() === 'composed')
      return [{ trackId: COMPOSED_TRACK, url: this.fileUrl(composed.fileId), fromMs: 0, toMs: durationMs }];
    return tracks.map(({ fileId, fromMs, toMs }) => ({
      trackId: fileId,
      url: this.fileUrl(fileId),
      fromMs,
      toMs,
    }));
  }

  #urlOf(trackId: string): string {
    const status = this.status.get();
    const composed = status.state === 'open' ? status.review.composed?.fileId : undefined;
    return this.fileUrl(trackId === COMPOSED_TRACK && composed ? composed : trackId);
  }

  #pollIn(ms: number): void {
    clearTimeout(this.#nextPoll);
    this.#nextPoll = setTimeout(() => void this.#open(), ms);
  }
}

export function unrecordedOf({ durationMs, stretches }: Pick<Review, 'durationMs' | 'stretches'>): Span[] {
  return spansWithout([{ fromMs: 0, toMs: durationMs }], stretches);
}

export function isActive({ state }: Review['jobs'][number]): boolean {
  return state === 'waiting' || state === 'running' || state === 'retrying';
}

function isSameContent(a: Review, b: Review): boolean {
  const files = ({ state, recordingId, tracks }: Review) =>
    `${state} ${recordingId} ${tracks.map(({ fileId }) => fileId).join(' ')}`;
  return files(a) === files(b);
}

/** Returns a function that chooses the one audible track: the current speaker until they stop talking. */
function speakerOf({ tracks }: Review) {
  return (positionMs: number, heard: string | undefined): string | undefined => {
    const speaking = tracks.filter(({ speech }) => spanAt(speech, positionMs) !== undefined);
    return (speaking.find(({ fileId }) => fileId === heard) ?? speaking[0])?.fileId;
  };
}
