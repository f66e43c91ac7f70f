import type { Page } from 'playwright-core';
import type { PracticeAttempt } from '../../shared/protocol/practiceRoutes.ts';
import { attemptId, MadeUpPractice, madeUpAttempt, madeUpPage, PAGE } from './madeUpPractice.ts';
import { madeUpReview } from './madeUpReview.ts';
import { takePage } from './pagePool.ts';
import { ReviewServer } from './reviewServer.ts';
import { addStills, type StillFiles } from './reviewStage.ts';
import { sharedBrowser } from './shared.ts';

const MINUTE_MS = 60_000;

/** One visit to a private page of practice. */
interface Visit {
  house: MadeUpPractice;
  /** To be left with `leavePage`. */
  page: Page;
}

/** The private page of somebody who practices, on a server that answers what a test says. */
export class PrivatePage implements AsyncDisposable {
  readonly server: ReviewServer;
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

  /** A visitor who has stored nothing, and a server on which nothing has happened. */
  async visit(): Promise<Visit> {
    const house = new MadeUpPractice().serve(this.server);
    return { house, page: await takePage(await sharedBrowser()) };
  }

  async open({ house, page }: Visit, attempts: PracticeAttempt[]): Promise<void> {
    house.page = madeUpPage(attempts);
    await page.goto(this.address);
  }

  /** An attempt with a recording of two minutes and two answers. */
  recorded(house: MadeUpPractice, number: number): PracticeAttempt {
    const { asker, candidate } = this.#files;
    house.reviews.set(attemptId(number), () => ({
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
