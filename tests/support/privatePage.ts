import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { practicePage } from '../../client/texts/practicePage.ts';
import type { PracticeAttempt } from '../../shared/protocol/practiceRoutes.ts';
import { attemptId, MadeUpPractice, madeUpAttempt, madeUpPage, PAGE } from './madeUpPractice.ts';
import { madeUpReview } from './madeUpReview.ts';
import { leavePage, takePage } from './pagePool.ts';
import { ReviewServer } from './reviewServer.ts';
import { addStills, type StillFiles } from './reviewStage.ts';
import { sharedBrowser } from './shared.ts';

const MINUTE_MS = 60_000;

/** A private page on a fake server that responds as a test specifies. */
export class PrivatePage {
  server!: ReviewServer;
  house!: MadeUpPractice;
  page!: Page;
  #files!: StillFiles;

  readonly button = (name: string) => this.page.getByRole('button', { name, exact: true });
  readonly heading = (name: string) => this.page.getByRole('heading', { name, exact: true });
  readonly attempts = () => this.page.getByRole('article');
  /** Makes the open page load its state again. */
  readonly askNow = () => this.page.evaluate(() => window.dispatchEvent(new Event('online')));

  /** Serves the tests of a file, each with empty storage and a fresh `house`. */
  static ofEach(): PrivatePage {
    const own = new PrivatePage();
    beforeAll(async () => {
      own.server = await ReviewServer.start();
      own.#files = await addStills(own.server, 2);
    });
    afterAll(() => own.server?.[Symbol.asyncDispose]());
    beforeEach(async () => {
      own.house = new MadeUpPractice().serve(own.server);
      own.page = await takePage(await sharedBrowser());
    });
    afterEach(() => leavePage(own.page));
    return own;
  }

  get address(): string {
    return `${this.server.url}/practice#${PAGE}`;
  }

  async open(...attempts: PracticeAttempt[]): Promise<void> {
    this.house.page = madeUpPage(attempts);
    await this.page.goto(this.address);
    await this.heading(practicePage.title).waitFor();
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
}
