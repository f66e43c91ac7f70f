import type { AppError, ErrorCode } from '../../../shared/errors.ts';
import type { MediaFileId } from '../../../shared/ids.ts';
import type {
  OpenedReport,
  READER_ROUTES,
  ReportKey,
  ReportShare,
} from '../../../shared/protocol/readerRoutes.ts';
import { MEDIA_FILES } from '../../../shared/protocol/recordingRoutes.ts';
import type { MediaGrant } from '../../../shared/recording/mediaGrant.ts';
import type { CandidateReport, FeedbackRating, OwnGuess } from '../../../shared/report/candidateReport.ts';
import { Disposables } from '../disposables.ts';
import { HeldGrant } from '../heldGrant.ts';
import type { RouteCaller } from '../httpRoute.ts';
import { LookAgain, type PageAround } from '../lookAgain.ts';
import { noteNavigation } from '../navigation.ts';
import { asAppError } from '../replies.ts';
import { Store } from '../store.ts';

export type AskReader = RouteCaller<typeof READER_ROUTES>;

/**
 * - `failed`: it could not be read; trying again may help;
 * - `gone`: the key opens nothing, or not any more.
 */
export type ReaderStage =
  | { state: 'opening' }
  | { state: 'failed'; error: AppError }
  | { state: 'gone' }
  | { state: 'shown'; opened: OpenedReport };

const GONE: ReadonlySet<ErrorCode> = new Set(['link-invalid', 'not-found', 'invalid', 'forbidden']);
/** How soon it is looked at again: while clips are cut, and while the report is awaited; longer each time that nothing has changed. */
const LOOK_MS = { clips: { first: 2_000, max: 30_000 }, awaited: { first: 30_000, max: 600_000 } } as const;

interface ReaderSessionOptions {
  key: ReportKey;
  ask: AskReader;
  page?: PageAround;
}

/**
 * One report as it is open in this tab: reads it, looks again while anything about it is awaited, keeps the grant of its clips alive, and
 * passes on what the candidate answers. Lives until `close()`.
 */
export class ReaderSession {
  readonly stage = new Store<ReaderStage>({ state: 'opening' });
  /** Whether the last look failed while the page shows what it knew before. */
  readonly cutOff = new Store(false);
  readonly #key: ReportKey;
  readonly #ask: AskReader;
  readonly #looks: LookAgain;
  readonly #disposables = new Disposables();
  readonly #held = new HeldGrant({
    renew: grant => this.#ask('report.renew', { key: this.#key, grant }),
    // Reading the report again returns a new grant, or says that this reader has lost access.
    onExpired: () => this.#openAnew(),
  });
  #opening: Promise<void> | undefined;
  /** What the report was before is not what it is now, as something was sent meanwhile. */
  #stale = false;

  constructor({ key, ask, page = { window, document } }: ReaderSessionOptions) {
    this.#key = key;
    this.#ask = ask;
    this.#looks = new LookAgain({ look: () => void this.#open(), onBack: () => this.refresh(), page });
    this.#disposables.add(() => this.#looks.close());
    this.#disposables.add(() => this.#held.close());
    void this.#open();
  }

  /** Part of the address of every clip; another grant makes other addresses. */
  get grant(): Store<MediaGrant['grant'] | undefined> {
    return this.#held.value;
  }

  /** Looks now, after a failure or when something may have changed. */
  refresh(): void {
    this.#looks.expectChange();
    if (this.stage.get().state !== 'gone') void this.#open();
  }

  /** What the candidate thinks before reading; `null`: no thanks. The report is there when this resolves. */
  async guess(guess: OwnGuess | null): Promise<void> {
    await this.#ask('report.guess', { key: this.#key, guess });
    noteNavigation();
    await this.#openAnew();
  }

  async rate(rating: FeedbackRating): Promise<void> {
    await this.#ask('report.rate', { key: this.#key, rating });
    this.#change({ rating });
  }

  /** The one question back. */
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

  /** A clip did not arrive: its grant may have run out, as when the device slept. Resolves once its address is worth another try. */
  async rescue(): Promise<void> {
    await this.#held.renew();
  }

  /** As a form posts it. */
  get keyText(): string {
    return JSON.stringify(this.#key);
  }

  /** Safe to call twice. */
  close(): void {
    this.#disposables.dispose();
  }

  #change(part: Partial<Extract<OpenedReport, { state: 'open' }>>): void {
    this.#stale = this.#opening !== undefined;
    this.stage.update(stage =>
      stage.state === 'shown' && stage.opened.state === 'open'
        ? { ...stage, opened: { ...stage.opened, ...part } }
        : stage,
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
    this.#looks.cancel();
    try {
      const opened = await this.#ask('report.open', { key: this.#key });
      if (!this.#disposables.disposed && !this.#stale) this.#opened(opened);
    } catch (thrown) {
      if (!this.#disposables.disposed) this.#failed(asAppError(thrown));
    }
  }

  #opened(opened: OpenedReport): void {
    this.cutOff.set(false);
    const before = this.stage.get();
    const same = before.state === 'shown' && sameBesidesGrant(before.opened, opened);
    this.#looks.found(same);
    if (!same) this.stage.set({ state: 'shown', opened });
    this.#takeGrant(opened.state === 'open' ? opened.grant?.grant : undefined);
    const awaited = awaitedIn(opened);
    if (awaited) this.#looks.soon(LOOK_MS[awaited]);
  }

  #failed(error: AppError): void {
    if (GONE.has(error.code)) {
      this.#takeGrant(undefined);
      this.stage.set({ state: 'gone' });
      return;
    }
    if (this.stage.get().state === 'shown') this.cutOff.set(true);
    else this.stage.set({ state: 'failed', error });
    if (error.retryable) this.#looks.afterFailure();
  }

  /** A usable grant is kept: other addresses would interrupt what is being played. */
  #takeGrant(grant: MediaGrant['grant'] | undefined): void {
    if (!grant || !this.#held.usable) this.#held.set(grant);
  }
}

/** What will be different soon without anyone doing anything here. */
function awaitedIn(opened: OpenedReport): keyof typeof LOOK_MS | undefined {
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

/** The address of a clip that may be fetched with this grant. */
export function clipUrl(grant: MediaGrant['grant'], fileId: MediaFileId): string {
  return MEDIA_FILES.replace(':grant', grant).replace(':fileId', fileId);
}
