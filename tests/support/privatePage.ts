import type { Page } from 'playwright-core';
import { practicePage } from '../../client/texts/practicePage.ts';
import type { PracticeAttempt } from '../../shared/protocol/practiceRoutes.ts';
import { attemptId, MadeUpPractice, madeUpAttempt, madeUpPage, PAGE } from './madeUpPractice.ts';
import { madeUpReview } from './madeUpReview.ts';
import { takePage } from './pagePool.ts';
import { ReviewServer } from './reviewServer.ts';
import { addStills, type StillFiles } from './reviewStage.ts';
import { sharedBrowser } from './shared.ts';

const MINUTE_MS = 60_000;

/** A private page on a fake server that responds as a test specifies. */
export class PrivatePage implements AsyncDisposable {
  readonly server: ReviewServer;
  /** Of the current visit. */
  house!: MadeUpPractice;
  page!: Page;
  readonly #files: StillFiles;

  static async create(): Promise<PrivatePage> {
    const server = await ReviewServer.start();
    return new PrivatePage(server, await addStills(server, 2));
  }

  private constructor(server: ReviewServer, files: StillFiles) {
    this.server = server;
    this.#files = files;
  }

  get address(): string {
    return `${this.server.url}/practice#${PAGE}`;
  }

  /** Starts a visit with empty storage and a fresh server. Pass the page to `leavePage`. */
  async visit(): Promise<{ house: MadeUpPractice; page: Page }> {
    this.house = new MadeUpPractice().serve(this.server);
    this.page = await takePage(await sharedBrowser());
    return this;
  }

  async open(...attempts: PracticeAttempt[]): Promise<void> {
    this.house.page = madeUpPage(attempts);
    await this.page.goto(this.address);
    await this.page.getByRole('heading', { name: practicePage.title, exact: true }).waitFor();
  }

  /** Opens the questions and facts of the newest attempt. */
  async details(): Promise<void> {
    await this.page.locator('[data-details] > summary').first().click();
  }

  /** An attempt with a recording of two minutes and two answers. */
  recorded(number: number): PracticeAttempt {
    const { asker, candidate } = this.#files;
    this.house.reviews.set(attemptId(number), () => ({
      ...madeUpReview({ durationMs: 2 * MINUTE_MS, questions: 2, files: { candidate, asker } }),
      stretches: [{ fromMs: 0, toMs: 2 * MINUTE_MS }],
      interviewId: attemptId(number),
      may: { erase: false, download: true },
    }));
    return madeUpAttempt(number, { daysAgo: 3 * number, questions: 2 });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.server[Symbol.asyncDispose]();
  }
}
