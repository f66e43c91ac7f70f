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

/** What readers of a report ask, answered as a test wants it: it changes what is here and looks at what came. */
export class MadeUpReader {
  opened: OpenedReport | AppError;
  shares: ReportShare[] = [];
  /** What the next thing that is sent is refused with. */
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
        this.opened = openReport(strongReport());
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

  /** The page may look again at any moment. */
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

/** A report that is open, to the candidate if not said otherwise. */
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

/** The question before it: how did it go? */
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

/** A report behind a link, on a server that answers what a test says. */
export class ReportPage implements AsyncDisposable {
  readonly server: ReviewServer;
  readonly clips: readonly MediaFileId[];
  /** Of the visit that is under way. */
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

  /** A visitor who has stored nothing. The page is to be left with `leavePage`. */
  async visit(): Promise<this> {
    this.page = await takePage(await sharedBrowser());
    return this;
  }

  /** `before` sees what answers before the page asks anything. */
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
