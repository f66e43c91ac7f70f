import type { Page } from 'playwright-core';
import { practicePage } from '../../client/texts/practicePage.ts';
import { readReport } from '../../client/texts/readReport.ts';
import type { TestBrowser } from '../support/chromium.ts';
import { strongReport, weakReport } from '../support/madeUpReport.ts';
import { SampleReports } from '../support/sampleReports.ts';

type Take = (page: Page, name: string) => Promise<void>;

/**
 * Takes pictures of two reports as their candidates see them, one of strong and one of weak answers, from
 * generated recordings on a real server.
 */
export async function takeReports(browser: TestBrowser, take: Take): Promise<void> {
  await using samples = await SampleReports.start();
  for (const [name, script] of [
    ['strong', strongReport()],
    ['weak', weakReport()],
  ] as const) {
    const page = await browser.newPage();
    await page.goto(await samples.publish(script));
    const read = page.getByRole('button', { name: practicePage.reports.read });
    await read.waitFor();
    await take(page, `report-${name}-page`);
    await read.click();
    await page.getByRole('heading', { name: readReport.guess.title }).waitFor();
    if (name === 'strong') await take(page, 'report-guess');
    await page.getByRole('button', { name: readReport.guess.skip }).click();
    await page.getByRole('heading', { name: readReport.ladder.title }).waitFor();
    await page.waitForFunction(() =>
      [...document.querySelectorAll('video')].every(video => video.readyState >= 2),
    );
    await take(page, `report-${name}`);
    await page.emulateMedia({ media: 'print' });
    await take(page, `report-${name}-print`);
    await page.context().close();
  }
}
