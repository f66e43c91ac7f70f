import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Review } from '../../shared/recording/review.ts';
import { ConsolePage, DESKTOP } from './consolePage.ts';
import { strongReport } from './madeUpReport.ts';
import { MADE_UP, madeUpReview } from './madeUpReview.ts';
import { addStills, serveReview } from './reviewStage.ts';
import { madeUpWorkspace, ServedReport } from './servedReport.ts';

/** The report editor in the console, on a server that keeps one report and plays its recording. */
export class ReportEditorPage {
  staff!: ConsolePage;
  served!: ServedReport;
  review!: Review;

  readonly note = (index: number) => this.page.locator('[data-note]').nth(index);
  readonly point = (place: string) => this.page.locator(`[data-point="${place}"]`);
  readonly field = (place: string) => this.page.locator(`[data-path="${place}"]`);
  readonly saved = () => this.page.locator('[data-save-status="saved"]');

  /** Serves an empty draft to each test of a file, on one page as wide as a desktop. */
  static ofEach(): ReportEditorPage {
    const editor = new ReportEditorPage();
    beforeAll(async () => {
      editor.staff = await ConsolePage.create();
      const files = await addStills(editor.staff.server);
      editor.review = madeUpReview({ files, raters: ['lead', 'evaluator'] });
    });
    afterAll(() => editor.staff?.[Symbol.asyncDispose]());
    beforeEach(() => editor.#reset());
    return editor;
  }

  get page(): Page {
    return this.staff.page;
  }

  async #reset(): Promise<void> {
    const { server } = this.staff;
    await this.page.setViewportSize(DESKTOP);
    serveReview(server, () => this.review);
    server.answer('reports.preview', () => ({ report: strongReport() }));
    // No raters who disagree, which would keep a report from being published.
    this.served = new ServedReport(server, madeUpWorkspace(this.review, { far: [] }));
  }

  /** Reloads the editor. */
  async load(): Promise<void> {
    await this.staff.open(`reports/${MADE_UP.interviewId}`);
  }

  /** Reloads the editor and waits for the notes on the recording. */
  async open(): Promise<void> {
    await this.load();
    await this.note(0).waitFor();
  }
}
