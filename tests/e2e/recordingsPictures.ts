import type { Page } from 'playwright-core';
import { recordingTexts } from '../../client/texts/recordingList.ts';
import type { ErasureReceipt, RecordingSummary } from '../../shared/protocol/recordingRoutes.ts';
import {
  erasureReceipt,
  recordingJob,
  recordingSummary,
  severalRecordings,
} from '../support/madeUpRecordings.ts';
import { PastInterviews } from '../support/pastInterviews.ts';
import type { ServerProcess } from '../support/serverProcess.ts';

type Take = (page: Page, name: string) => Promise<void>;
type State = RecordingSummary['state'];

/**
 * Takes pictures of recordings in the console: the list, the retention time, and a recording in its
 * interview.
 */
export async function takeRecordings(page: Page, server: ServerProcess, take: Take): Promise<void> {
  await using held = await PastInterviews.open(server.dataDir);
  const interviewId = await held.hold();
  const answer = async (path: string, body: unknown) => {
    await page.unroute(`**/api/${path}`);
    await page.route(`**/api/${path}`, route => route.fulfill({ json: body }));
  };
  const list = (recordings: RecordingSummary[]) => answer('recordings/list', { recordings });
  await answer('retention', { days: 90 });
  await list([]);
  await page.goto(`${server.url}/console/interviews/recordings`);
  await page.getByText(recordingTexts.list.empty).waitFor();
  await take(page, 'recordings-none');

  await list(severalRecordings(interviewId));
  await page.reload();
  await page.locator('[data-recording]').first().waitFor();
  await take(page, 'recordings');
  await page.getByRole('button', { name: recordingTexts.retention.change }).click();
  await page.getByRole('dialog').waitFor();
  await take(page, 'recordings-retention');

  const detail = async (name: string, recordings: RecordingSummary[], receipts: ErasureReceipt[] = []) => {
    await list(recordings);
    await answer('interviews/*/recording/receipts', { receipts });
    await page.goto(`${server.url}/console/interviews/${interviewId}`);
    const section = page.getByRole('region', { name: recordingTexts.section.title, exact: true });
    await section.locator('p').first().waitFor();
    await page.locator('[aria-busy="true"]').waitFor({ state: 'detached' });
    await take(page, `recording-detail-${name}`);
  };
  const one = (state: State, changes: Partial<RecordingSummary> = {}) => [
    recordingSummary(interviewId, state, changes),
  ];
  await detail('none', []);
  await detail('processing', one('processing', { jobs: [recordingJob('finalise', 'running', 0.37)] }));
  await detail('ready', one('ready'));
  await detail('composing', one('ready', { jobs: [recordingJob('compose', 'running', 0.62)] }));
  await detail(
    'failed',
    one('failed', {
      jobs: [{ ...recordingJob('finalise', 'failed', 0.1), reason: 'There is no space left on the disk.' }],
    }),
  );
  await detail('erased', one('erased', { bytes: 0 }), [erasureReceipt(interviewId)]);
  await detail('ready', one('ready'));
  await page.getByRole('button', { name: recordingTexts.erase.button }).click();
  await page.getByRole('alertdialog').waitFor();
  await take(page, 'recording-detail-erase');
}
