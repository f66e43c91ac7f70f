import type { Page } from 'playwright-core';
import { calibrationTexts } from '../../client/texts/calibration.ts';
import { evaluationRatingTexts } from '../../client/texts/evaluationRating.ts';
import { evaluationTexts } from '../../client/texts/evaluations.ts';
import { evaluationTeamTexts } from '../../client/texts/evaluationTeam.ts';
import { reportEditorTexts } from '../../client/texts/reportEditor.ts';
import type { QueueItem } from '../../shared/protocol/evaluationRoutes.ts';
import { leadsCalibration, MadeUpEvaluations, queueItem } from '../support/madeUpEvaluations.ts';
import { strongReport } from '../support/madeUpReport.ts';
import { MADE_UP, madeUpReview } from '../support/madeUpReview.ts';
import { refused } from '../support/madeUpSite.ts';
import type { ReviewServer } from '../support/reviewServer.ts';
import { addStills, member, serveReview } from '../support/reviewStage.ts';
import { madeUpWorkspace, ServedReport } from '../support/servedReport.ts';

type Take = (page: Page, name: string) => Promise<void>;

/** Takes pictures of the console's pages about evaluation by people. */
export async function takeEvaluations(page: Page, server: ReviewServer, take: Take): Promise<void> {
  const open = async (path: string, text: string) => {
    await page.goto(`${server.url}/console/evaluations${path}`);
    await page.getByText(text).first().waitFor();
  };
  server.answer('account.read', () => ({ setupNeeded: false, member: member() }));
  server.answer('kits.list', () => ({ kits: [] }));
  const made = new MadeUpEvaluations().serve(server);
  const hourAgo = Date.now() - 3_600_000;
  const undated = ({ dueAt: _due, promisedAt: _promised, ...item }: QueueItem): QueueItem => item;
  await open('', 'Candidate 1B9');
  await take(page, 'evaluations');
  const waiting = made.items;
  made.items = waiting.map((item, index) =>
    index === 1
      ? { ...item, stage: 'done', step: 'publish', publishAsked: { by: 'Grace Hopper', at: hourAgo } }
      : index === 2
        ? { ...undated(item), stage: 'done', step: 'reply', question: { askedAt: hourAgo } }
        : index > 3
          ? undated(item)
          : item,
  );
  await open('', evaluationTexts.needs.publish);
  await take(page, 'evaluations-steps');
  await open('?step=closed&step=reply&due=none', evaluationTexts.queue.filters.steps);
  await take(page, 'evaluations-filtered');
  const closed = { stage: 'closed', step: 'closed', refused: 'nothing-to-rate' } as const;
  const details = [
    { how: 'deleted', at: hourAgo },
    { how: 'none' },
    { how: 'person', at: hourAgo, by: 'Grace Hopper' },
  ] as const;
  made.items = details.map(closedDetail => ({ ...queueItem(closed), closedDetail, kind: 'interview' }));
  await open('?step=closed', 'Grace Hopper');
  await take(page, 'evaluations-closed');
  await open(`/${made.items[0]?.interviewId}`, 'deleted');
  await take(page, 'evaluation-closed');
  made.items = [queueItem({ dueBy: 'Grace Hopper', stage: 'agree', refused: 'enough-raters' })];
  await open(`/${made.items[0]?.interviewId}`, 'Grace Hopper');
  await take(page, 'evaluation-due');
  await page.getByRole('button', { name: evaluationTexts.actions.changeDue }).click();
  await page.getByRole('dialog').waitFor();
  await take(page, 'evaluation-due-dialog');
  made.items = [];
  await open('?due=overdue', evaluationTexts.queue.noMatch);
  await take(page, 'evaluations-no-match');
  server.answer('evaluations.list', refused);
  await open('', evaluationTexts.queue.failed);
  await take(page, 'evaluations-failed');
  made.serve(server);
  made.items = waiting;
  await open('', 'Candidate 1B9');
  server.answer('evaluations.claim', () => ({
    outcome: 'taken',
    by: ['Grace Hopper'],
    ...(made.items[5] && { next: made.items[5] }),
  }));
  await page.getByRole('button', { name: /1B9/ }).first().click();
  await page.getByRole('dialog').waitFor();
  await take(page, 'evaluations-taken');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^More.*1B9/ }).click();
  await page.getByRole('menuitem', { name: evaluationTexts.actions.give }).click();
  await page.getByLabel(evaluationRatingTexts.giving.evaluator).waitFor();
  await take(page, 'evaluations-giving');
  await open(`/${made.items[5]?.interviewId}`, evaluationRatingTexts.rating.shadowBody);
  await take(page, 'evaluation-offer');
  await open('/team', evaluationTeamTexts.team.people);
  await take(page, 'evaluations-team');
  await open('/calibration', calibrationTexts.calibration.distances);
  await take(page, 'evaluations-calibration');
  for (const [name, calibration] of Object.entries({
    leads: leadsCalibration(3),
    first: leadsCalibration(1),
    none: leadsCalibration(0),
    off: { ...leadsCalibration(2), on: false },
  })) {
    server.answer('evaluations.calibration', () => ({ calibration }));
    await open('/calibration', calibrationTexts.calibration.references);
    await take(page, `evaluations-calibration-${name}`);
  }
  server.answer('evaluations.calibration', refused);
  await open('/calibration', calibrationTexts.calibration.failed);
  await take(page, 'evaluations-calibration-failed');
  await open('/settings', evaluationTeamTexts.settings.promise);
  await take(page, 'evaluations-settings');
  made.items = [];
  await open('', evaluationTexts.queue.empty);
  await take(page, 'evaluations-none');
  await takeReportEditor(page, server, take);
}

async function takeReportEditor(page: Page, server: ReviewServer, take: Take): Promise<void> {
  const review = madeUpReview({ files: await addStills(server), raters: ['lead', 'evaluator'] });
  serveReview(server, () => review);
  server.answer('reports.preview', () => ({ report: strongReport() }));
  const served = new ServedReport(server, madeUpWorkspace(review));
  const field = (place: string) => page.locator(`[data-path="${place}"]`);
  const { modes, publish } = reportEditorTexts;
  await page.goto(`${server.url}/console/reports/${MADE_UP.interviewId}`);
  await page.locator('[data-note]').first().waitFor();
  await take(page, 'report-editor-empty');
  await page.locator('[data-note]').nth(0).press('k');
  await page.locator('[data-note]').nth(1).press('c');
  await field('headline').fill('You are not confident.');
  await field('keep.0.seen').fill('Each step came with what it cost.');
  await page.locator('[data-save-status="saved"]').waitFor();
  await take(page, 'report-editor');
  await page.getByRole('button', { name: new RegExp(`^${publish.button}`) }).click();
  await page.getByRole('dialog').waitFor();
  await take(page, 'report-editor-findings');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: modes.preview }).click();
  await page.frameLocator('iframe').getByText(strongReport().headline).waitFor();
  await take(page, 'report-editor-preview');
  served.save({ ...served.workspace.content, headline: 'Say what you ruled out.' }, 'Uwe Other');
  served.workspace = {
    ...served.workspace,
    kind: 'interview',
    state: 'published',
    publishedAt: Date.now() - 86_400_000,
    publishedVersion: served.workspace.version,
    read: true,
    clips: [
      { fromMs: 60_000, toMs: 80_000, state: 'ready' },
      { fromMs: 90_000, toMs: 110_000, state: 'preparing' },
    ],
    question: { text: 'Which of the two should I begin with?', askedAt: Date.now() - 3_600_000 },
    rating: { stars: 4, specific: 'yes', fair: 'partly', nextStep: 'yes', line: 'It helped.' },
  };
  await page.reload();
  await page.locator('[data-published]').waitFor();
  await take(page, 'report-editor-published');
}
