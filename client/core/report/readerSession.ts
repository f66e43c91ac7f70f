import type { AppError, ErrorCode } from '../../../shared/errors.ts';
import type { MediaFileId } from '../../../shared/ids.ts';
import type {
  OpenedReport,
  READER_ROUTES,
  ReportKey,
  ReportShare,
} from '../../../shared/protocol/readerRoutes.ts';
import { MEDIA_FILES } from '../../../shared/protocol/recordingRoutes.ts';
import type { MediaGrant } from '../../../shared/recording/review.ts';
import type { CandidateReport, FeedbackRating, OwnGuess } from '../../../shared/report/candidateReport.ts';
import { Disposables } from '../disposables.ts';
import { GrantLease } from '../grantLease.ts';
import type { RouteCaller } from '../httpRoute.ts';
import { noteNavigation } from '../navigation.ts';
import { type PageAround, Polling } from '../polling.ts';
import { asAppError } from '../replies.ts';
import { Store } from '../store.ts';

export type AskReader = RouteCaller<typeof READER_ROUTES>;

/** `failed`: trying again may help. `gone`: the key opens no report. */
export type ReaderStatus =
  | { state: 'opening' }
  | { state: 'failed'; error: AppError }
  | { state: 'gone' }
  | { state: 'shown'; opened: OpenedReport };

const GONE: ReadonlySet<ErrorCode> = new Set(['link-invalid', 'not-found', 'invalid', 'forbidden']);
const POLL_MS = { clips: { first: 2_000, max: 30_000 }, awaited: { first: 30_000, max: 600_000 } } as const;

type ReaderSessionOptions = { key: ReportKey; ask: AskReader; page?: PageAround };

/** Reads a report. Polls until the report and its clips are ready, and renews the grant of the clips. */
export class ReaderSession {
  readonly status = new Store<ReaderStatus>({ state: 'opening' });
  readonly outdated = new Store(false);
  readonly #key: ReportKey;
  readonly #ask: AskReader;
  readonly #polling: Polling;
  readonly #disposables = new Disposables();
  readonly #grant = new GrantLease({
    renew: grant => this.#ask('report.renew', { key: this.#key, grant }),
    // Reading the report again returns a new grant, or says that this reader has lost access.
    onExpired: () => this.#openAnew(),
  });
  #opening: Promise<void> | undefined;
  /** True when a running request started before the latest change, so its response is outdated. */
  #stale = false;

  constructor({ key, ask, page = { window, document } }: ReaderSessionOptions) {
    this.#key = key;
    this.#ask = ask;
    this.#polling = new Polling({ poll: () => void this.#open(), onBack: () => this.refresh(), page });
    this.#disposables.add(() => this.#polling.close());
    this.#disposables.add(() => this.#grant.close());
    void this.#open();
  }

  get grant(): Store<MediaGrant['grant'] | undefined> {
    return this.#grant.value;
  }

  refresh(): void {
    this.#polling.expectChange();
    if (this.status.get().state !== 'gone') void this.#open();
  }

  /** Sends the candidate's own rating, or `null` to skip it. Resolves when the report can be read. */
  async guess(guess: OwnGuess | null): Promise<void> {
    await this.#ask('report.guess', { key: this.#key, guess });
    noteNavigation();
    await this.#openAnew();
  }

  async rate(rating: FeedbackRating): Promise<void> {
    await this.#ask('report.rate', { key: this.#key, rating });
    this.#change({ rating });
  }

  async askBack(question: string): Promise<void> {
    await this.#ask('report.ask', { key: this.#key, question });
    this.#change({ question: { text: question, askedAt: Date.now() } });
  }

  async shares(signal?: AbortSignal): Promise<ReportShare[]> {
    return (await this.#ask('report.shares', { key: this.#key }, signal)).shares;
  }

  share(days: 1 | 7 | 30 | 90, withClips: boolean): Promise<{ share: ReportShare; url: string }> {
    return this.#ask('report.share', { key: this.#key, days, withClips });
  }

  async revoke(shareId: string): Promise<void> {
    await this.#ask('report.revokeShare', { key: this.#key, shareId });
  }

  /** Renews the grant after a clip failed to load, for example because the device slept. */
  async renewClip(): Promise<void> {
    await this.#grant.renew();
  }

  get keyText(): string {
    return JSON.stringify(this.#key);
  }

  close(): void {
    this.#disposables.dispose();
  }

  #change(part: Partial<Extract<OpenedReport, { state: 'open' }>>): void {
    this.#stale = this.#opening !== undefined;
    this.status.update(status =>
      status.state === 'shown' && status.opened.state === 'open'
        ? { ...status, opened: { ...status.opened, ...part } }
        : status,
    );
  }

  async #openAnew(): Promise<void> {
    await this.#opening;
    await this.#open();
  }

  #open(): Promise<void> {
    this.#opening ??= this.#read().finally(() => {
      this.#opening = undefined;
      if (this.#stale) void this.#open();
    });
    return this.#opening;
  }

  async #read(): Promise<void> {
    if (this.#disposables.disposed) return;
    this.#stale = false;
    this.#polling.cancel();
    try {
      const opened = await this.#ask('report.open', { key: this.#key });
      if (!this.#disposables.disposed && !this.#stale) this.#opened(opened);
    } catch (thrown) {
      if (!this.#disposables.disposed) this.#failed(asAppError(thrown));
    }
  }

  #opened(opened: OpenedReport): void {
    this.outdated.set(false);
    const before = this.status.get();
    const same = before.state === 'shown' && sameBesidesGrant(before.opened, opened);
    this.#polling.found(same);
    if (!same) this.status.set({ state: 'shown', opened });
    this.#takeGrant(opened.state === 'open' ? opened.grant?.grant : undefined);
    const awaited = awaitedIn(opened);
    if (awaited) this.#polling.soon(POLL_MS[awaited]);
  }

  #failed(error: AppError): void {
    if (GONE.has(error.code)) {
      this.#takeGrant(undefined);
      this.status.set({ state: 'gone' });
      return;
    }
    if (this.status.get().state === 'shown') this.outdated.set(true);
    else this.status.set({ state: 'failed', error });
    if (error.retryable) this.#polling.afterFailure();
  }

  /** Replaces only an unusable grant, because new clip addresses would interrupt playback. */
  #takeGrant(grant: MediaGrant['grant'] | undefined): void {
    if (!grant || !this.#grant.usable) this.#grant.set(grant);
  }
}

function awaitedIn(opened: OpenedReport): keyof typeof POLL_MS | undefined {
  if (opened.state === 'waiting' || opened.state === 'retracted') return 'awaited';
  return opened.state === 'open' && hasClipsToCome(opened.report) ? 'clips' : undefined;
}

function hasClipsToCome({ keep, change }: CandidateReport): boolean {
  return [...keep, ...change].some(({ clip }) => clip?.state === 'preparing');
}

function sameBesidesGrant(a: OpenedReport, b: OpenedReport): boolean {
  const text = (opened: OpenedReport) =>
    JSON.stringify(opened.state === 'open' ? { ...opened, grant: undefined } : opened);
  return text(a) === text(b);
}

export function clipUrl(grant: MediaGrant['grant'], fileId: MediaFileId): string {
  return MEDIA_FILES.replace(':grant', grant).replace(':fileId', fileId);
}
