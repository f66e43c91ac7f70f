import type { Page } from 'playwright-core';
import { AppError } from '../../shared/errors.ts';
import type { MediaFileId } from '../../shared/ids.ts';
import { LinkToken } from '../../shared/protocol/joinRoutes.ts';
import type { OpenedReport, ReportKey, ReportShare } from '../../shared/protocol/readerRoutes.ts';
import type { FeedbackRating, OwnGuess } from '../../shared/report/candidateReport.ts';
import { strongReport } from './madeUpReport.ts';
import { madeUpKit } from './madeUpReview.ts';
import { takePage } from './pagePool.ts';
import { stillFile } from './reviewFiles.ts';
import { ReviewServer } from './reviewServer.ts';
import { GRANT } from './reviewStage.ts';
import { sharedBrowser } from './shared.ts';

export const REPORT_LINK = LinkToken.parse('r'.repeat(22));
const CLIP_SECONDS = 12;
const DAY_MS = 86_400_000;
const CANDIDATE = {
  face: [226, 184, 152],
  hair: [58, 40, 30],
  clothes: [58, 92, 112],
  room: [168, 172, 158],
} as const;

/** Fake report routes: a test changes the data and reads what was sent. */
export class MadeUpReader {
  opened: OpenedReport | AppError;
  /** What is opened after the candidate's own ratings. */
  unlocked: OpenedReport | AppError = openReport(strongReport());
  shares: ReportShare[] = [];
  /** Error of the next request. */
  refusal: AppError | undefined;
  readonly keys: ReportKey[] = [];
  readonly guesses: (OwnGuess | null)[] = [];
  readonly ratings: FeedbackRating[] = [];
  readonly questions: string[] = [];

  constructor(opened: OpenedReport) {
    this.opened = opened;
  }

  serve(server: ReviewServer): this {
    server
      .answer('report.open', ({ key }) => {
        this.keys.push(key);
        if (this.opened instanceof AppError) throw this.opened;
        return this.opened;
      })
      .answer('report.guess', ({ guess }) => {
        this.#refuse();
        this.guesses.push(guess);
        this.opened = this.unlocked;
        return {};
      })
      .answer('report.renew', () => ({ grant: GRANT, expiresAt: Date.now() + 120_000 }))
      .answer('report.rate', ({ rating }) => {
        this.#refuse();
        this.ratings.push(rating);
        this.#keep({ rating });
        return {};
      })
      .answer('report.ask', ({ question }) => {
        this.#refuse();
        this.questions.push(question);
        this.#keep({ question: { text: question, askedAt: Date.now() } });
        return {};
      })
      .answer('report.shares', () => ({ shares: this.shares }))
      .answer('report.share', ({ days, withClips }) => {
        this.#refuse();
        const createdAt = Date.now();
        const share: ReportShare = {
          shareId: `share-${this.shares.length}`,
          use: 'share',
          createdAt,
          expiresAt: createdAt + days * DAY_MS,
          withClips,
          openings: [],
        };
        this.shares = [share, ...this.shares];
        return { share, url: `${server.url}/report#${'s'.repeat(22)}` };
      })
      .answer('report.revokeShare', ({ shareId }) => {
        this.#refuse();
        this.shares = this.shares.map(share =>
          share.shareId === shareId ? { ...share, revokedAt: Date.now() } : share,
        );
        return {};
      });
    return this;
  }

  /** Updates what later requests return. */
  #keep(part: Partial<Extract<OpenedReport, { state: 'open' }>>): void {
    if (!(this.opened instanceof AppError) && this.opened.state === 'open')
      this.opened = { ...this.opened, ...part };
  }

  #refuse(): void {
    const { refusal } = this;
    this.refusal = undefined;
    if (refusal) throw refusal;
  }
}

/** An open report, by default for the candidate. */
export function openReport(
  report: ReturnType<typeof strongReport>,
  changes: Partial<Extract<OpenedReport, { state: 'open' }>> = {},
): Extract<OpenedReport, { state: 'open' }> {
  return {
    state: 'open',
    own: true,
    report,
    grant: { grant: GRANT, expiresAt: Date.now() + 120_000 },
    ratingUntil: Date.now() + 10 * DAY_MS,
    ...changes,
  };
}

/** The question before the report: how did it go? */
export function guessedReport(): Extract<OpenedReport, { state: 'guess' }> {
  const { kit } = madeUpKit();
  return {
    state: 'guess',
    role: kit.role,
    competencies: kit.competencies.map(({ id, name, description, anchors }) => ({
      id,
      name,
      description,
      anchors: [...anchors],
    })),
  };
}

/** A report link on a fake server that responds as a test specifies. */
export class ReportPage implements AsyncDisposable {
  readonly server: ReviewServer;
  readonly clips: readonly MediaFileId[];
  /** Of the current visit. */
  house!: MadeUpReader;
  page!: Page;

  static async create(): Promise<ReportPage> {
    const server = await ReviewServer.start();
    const file = await stillFile({ picture: CANDIDATE, seconds: CLIP_SECONDS });
    return new ReportPage(server, [server.addFile(file), server.addFile(file)]);
  }

  private constructor(server: ReviewServer, clips: readonly MediaFileId[]) {
    this.server = server;
    this.clips = clips;
  }

  /** Starts a visit with empty storage. Pass the page to `leavePage`. */
  async visit(): Promise<this> {
    this.page = await takePage(await sharedBrowser());
    return this;
  }

  /** `before` configures the server before the page's first request. */
  async open(opened: OpenedReport, before?: (house: MadeUpReader) => void): Promise<MadeUpReader> {
    this.house = new MadeUpReader(opened).serve(this.server);
    before?.(this.house);
    await this.page.goto(`${this.server.url}/report#${REPORT_LINK}`);
    return this.house;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.server[Symbol.asyncDispose]();
  }
}
