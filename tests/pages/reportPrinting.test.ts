import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readReport } from '../../client/texts/readReport.ts';
import { REPORT_PDF } from '../../shared/protocol/readerRoutes.ts';
import type { CandidateReport } from '../../shared/report/candidateReport.ts';
import { strongReport } from '../support/madeUpReport.ts';
import { leavePage } from '../support/pagePool.ts';
import { pdfPages } from '../support/pdfText.ts';
import { pdfTexts, pdfWords } from '../support/poppler.ts';
import { printedFromMenu } from '../support/printedFromMenu.ts';
import { openReport, REPORT_LINK, ReportPage } from '../support/reportPage.ts';

let own: ReportPage;
let page: Page;

beforeAll(async () => {
  own = await ReportPage.create();
});
afterAll(() => own?.[Symbol.asyncDispose]());
beforeEach(async () => {
  ({ page } = await own.visit());
});
afterEach(() => leavePage(page));

const button = (name: string) => page.getByRole('button', { name, exact: true });
const headline = (report: CandidateReport) => page.getByText(report.headline);

describe('a report', () => {
  it('opens at the point whose printed code was scanned', async () => {
    await own.open(openReport(strongReport()));
    await own.page.goto(`${own.server.url}/report?point=change-2#${REPORT_LINK}`);
    const point = own.page.getByRole('listitem').filter({ hasText: strongReport().change[1]?.seen ?? '' });
    await expect.poll(() => point.evaluate(element => element === document.activeElement)).toBe(true);
    await expect.poll(async () => (await point.boundingBox())?.y).toBeLessThan(100);
  });

  it('is printed by the browser without its key in the address', async () => {
    await own.open(openReport(strongReport()));
    await page.reload();
    await button(readReport.actions.print).waitFor();
    await page.evaluate(() => {
      window.print = () => {
        document.body.dataset.printed = `${document.body.dataset.printed ?? ''} ${window.location.href}`;
        window.dispatchEvent(new Event('afterprint'));
      };
    });
    await button(readReport.actions.print).click();
    await page.keyboard.press('Control+P');
    const printed = await page.evaluate(() => document.body.dataset.printed?.trim().split(' '));
    expect(printed).toEqual([`${own.server.url}/report`, `${own.server.url}/report`]);
    expect(page.url()).toContain(REPORT_LINK);
  });

  it('restores its key in the address when the browser neither prints nor reports it', async () => {
    await own.open(openReport(strongReport()));
    await page.reload();
    await button(readReport.actions.print).waitFor();
    await page.evaluate(() => {
      window.print = () => undefined;
    });
    await button(readReport.actions.print).click();
    await page.keyboard.press('Tab');
    expect(page.url()).toContain(REPORT_LINK);
    await page.reload();
    await button(readReport.actions.print).waitFor();
  });

  it('is printed from the browser’s menu without its address', async () => {
    await own.open(openReport(longReport()));
    await page.reload();
    await button(readReport.actions.print).waitFor();
    const file = await printedFromMenu(page);
    const texts = pdfTexts(file);
    expect(texts).toHaveLength(2);
    expect(texts.join()).toContain(longReport().headline.split(' ')[0]);
    expect(texts.join()).not.toContain(REPORT_LINK);
    expect(texts.join()).not.toContain(new URL(page.url()).host);
    // Each page has its margin at the top and on the left.
    for (const number of [1, 2]) {
      const words = pdfWords(file).filter(word => word.page === number);
      expect(Math.min(...words.map(({ top }) => top))).toBeGreaterThan(25);
      expect(Math.min(...words.map(({ left }) => left))).toBeGreaterThan(30);
    }
  });

  it('is printed on two pages of either paper size without its controls, and downloaded by a form that posts the key', async () => {
    for (const report of [strongReport(), longReport()]) {
      await own.open(openReport(report));
      await page.reload();
      await headline(report).waitFor();
      for (const format of ['A4', 'Letter']) {
        const file = await page.pdf({ format });
        expect(pdfPages(file), `${format}, ${report.headline}`).toHaveLength(2);
      }
    }
    await page.emulateMedia({ media: 'print' });
    for (const control of await page.locator('main').getByRole('button').all())
      expect(await control.isVisible()).toBe(false);
    await page.emulateMedia({ media: null });
    const form = page.locator(`form[action="${REPORT_PDF}"]`);
    const topOf = async (part: Locator) => (await part.boundingBox())?.y ?? Number.NaN;
    expect(await topOf(form.getByLabel(readReport.actions.paper))).toBeGreaterThan(
      await topOf(headline(longReport())),
    );
    expect(await form.getAttribute('method')).toBe('post');
    const fields = await form.evaluate(element =>
      Object.fromEntries(new FormData(element as HTMLFormElement)),
    );
    expect(JSON.parse(`${fields.key}`)).toEqual({ link: REPORT_LINK });
    expect(['a4', 'letter']).toContain(fields.paper);
  });
});

/** Returns a report of the maximum length. */
function longReport(): CandidateReport {
  const report = strongReport();
  const more = ' This sentence makes the text as long as a report that says everything at length may be.';
  const longer = (point: CandidateReport['keep'][number]) => ({
    ...point,
    seen: point.seen + more,
    action: point.action + more,
  });
  return {
    ...report,
    headline: report.headline + more,
    keep: report.keep.map(longer),
    change: report.change.map(longer),
  };
}
