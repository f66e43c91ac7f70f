import type { Page } from 'playwright-core';
import { evaluationTexts } from '../../client/texts/evaluations.ts';
import { MadeUpEvaluations } from '../support/madeUpEvaluations.ts';
import type { ReviewServer } from '../support/reviewServer.ts';
import { member } from '../support/reviewStage.ts';

type Take = (page: Page, name: string) => Promise<void>;

/** The console's pages about evaluation by people. */
export async function takeEvaluations(page: Page, server: ReviewServer, take: Take): Promise<void> {
  const open = async (path: string, text: string) => {
    await page.goto(`${server.url}/console/evaluations${path}`);
    await page.getByText(text).first().waitFor();
  };
  server.answer('account.read', () => ({ setupNeeded: false, member: member() }));
  server.answer('kits.list', () => ({ kits: [] }));
  const made = new MadeUpEvaluations().serve(server);
  await open('', 'Candidate 1B9');
  await take(page, 'evaluations');
  server.answer('evaluations.claim', () => ({
    outcome: 'taken',
    by: ['Grace Hopper'],
    ...(made.items[5] && { next: made.items[5] }),
  }));
  await page.getByRole('button', { name: /1B9/ }).first().click();
  await page.getByRole('dialog').waitFor();
  await take(page, 'evaluations-taken');
  await open(`/${made.items[5]?.interviewId}`, evaluationTexts.rating.shadowBody);
  await take(page, 'evaluation-offer');
  await open('/team', evaluationTexts.team.people);
  await take(page, 'evaluations-team');
  await open('/calibration', evaluationTexts.calibration.distances);
  await take(page, 'evaluations-calibration');
  await open('/settings', evaluationTexts.settings.promise);
  await take(page, 'evaluations-settings');
  made.items = [];
  await open('', evaluationTexts.queue.empty);
  await take(page, 'evaluations-none');
}
