import type { Page } from 'playwright-core';
import { agreementTexts } from '../../client/texts/agreement.ts';
import { scorecardsTexts } from '../../client/texts/scorecards.ts';
import { scoringTexts } from '../../client/texts/scoring.ts';
import { PastInterviews } from '../support/pastInterviews.ts';
import type { ServerProcess } from '../support/serverProcess.ts';

type Take = (page: Page, name: string) => Promise<void>;

/**
 * Takes pictures of scorecards before and after they open, and of the agreement of a kit with few and with
 * many candidates.
 */
export async function takeScorecards(page: Page, server: ServerProcess, take: Take): Promise<void> {
  await using held = await PastInterviews.open(server.dataDir);
  const detail = (interviewId: string) => `${server.url}/console/interviews/${interviewId}`;
  const agreement = `${server.url}/console/insights/${held.chosen.kitId}`;
  const blind = await held.hold({ edsgerLocks: false });
  const open = await held.hold();

  await page.goto(detail(blind));
  await page.getByText(scorecardsTexts.section.independent).waitFor();
  await page.locator('[aria-busy="true"]').waitFor({ state: 'detached' });
  await take(page, 'scorecards-blind');
  await page.getByRole('button', { name: scoringTexts.lead.openEarly }).click();
  await page.getByRole('dialog').getByLabel(scoringTexts.lead.reason).fill('Edsger is away until Monday.');
  await take(page, 'scorecards-open-early');
  await page.getByRole('dialog').getByRole('button', { name: scoringTexts.lead.openEarlyConfirm }).click();
  await page.getByRole('link', { name: scorecardsTexts.section.read }).waitFor();
  await take(page, 'scorecards-opened-early');
  await page.goto(`${detail(open)}/scorecards`);
  await page.locator('[data-headline]').waitFor();
  await take(page, 'scorecards');
  await page.goto(agreement);
  await page.getByText(agreementTexts.hidden.title(2, 10)).waitFor();
  await take(page, 'agreement-hidden');
  await held.holdMany(22);
  await page.goto(agreement);
  await page.getByRole('heading', { name: agreementTexts.pairs.title }).waitFor();
  await take(page, 'agreement');
}
