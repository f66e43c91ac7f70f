import type { Page } from 'playwright-core';
import { recordingTexts } from '../../client/texts/recordingList.ts';
import type { InterviewId } from '../../shared/ids.ts';
import { RecordingId } from '../../shared/ids.ts';
import type { ErasureReceipt, RecordingSummary } from '../../shared/protocol/recordingRoutes.ts';
import type { RecordingJob } from '../../shared/recording/review.ts';
import { HeldInterviews } from '../support/heldInterviews.ts';
import type { ServerProcess } from '../support/serverProcess.ts';

type Take = (page: Page, name: string) => Promise<void>;
type State = RecordingSummary['state'];

const DAY_MS = 24 * 60 * 60_000;
const MINUTE_MS = 60_000;

/** Recordings in the console: the list, for how long they are kept, and how one of them stands in its interview. */
export async function takeRecordings(page: Page, server: ServerProcess, take: Take): Promise<void> {
  await using held = await HeldInterviews.open(server.dataDir);
  const interviewId = await held.hold();
  const answer = async (path: string, body: unknown) => {
    await page.unroute(`**/api/${path}`);
    await page.route(`**/api/${path}`, route => route.fulfill({ json: body }));
  };
  const list = (recordings: RecordingSummary[]) => answer('recordings', { recordings });
  await answer('retention', { days: 90 });
  await list([]);
  await page.goto(`${server.url}/console/recordings`);
  await page.getByText(recordingTexts.list.empty).waitFor();
  await take(page, 'recordings-none');

  await list(severalOf(interviewId));
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
    summary(interviewId, state, changes),
  ];
  await detail('none', []);
  await detail('processing', one('processing', { jobs: [job('finalise', 'running', 0.37)] }));
  await detail('ready', one('ready'));
  await detail('composing', one('ready', { jobs: [job('compose', 'running', 0.62)] }));
  await detail(
    'failed',
    one('failed', {
      jobs: [{ ...job('finalise', 'failed', 0.1), reason: 'There is no space left on the disk.' }],
    }),
  );
  await detail('erased', one('erased', { bytes: 0 }), [receiptOf(interviewId)]);
  await detail('ready', one('ready'));
  await page.getByRole('button', { name: recordingTexts.erase.button }).click();
  await page.getByRole('alertdialog').waitFor();
  await take(page, 'recording-detail-erase');
}

function severalOf(interviewId: InterviewId): RecordingSummary[] {
  const days = (number: number) => Date.now() - number * DAY_MS;
  const rows: [State, string, string[], Partial<RecordingSummary>][] = [
    ['recording', 'Backend developer, first round', ['Ada Lovelace'], { durationMs: undefined, bytes: 0 }],
    [
      'processing',
      'Data engineer, second round',
      ['Mary Jackson'],
      { startedAt: days(0.05), bytes: 0, jobs: [job('finalise', 'running', 0.64)] },
    ],
    [
      'ready',
      'Site reliability engineer',
      ['Radia Perlman'],
      { startedAt: days(0.2), jobs: [job('compose', 'running', 0.18)] },
    ],
    [
      'failed',
      'Backend developer, second round',
      ['Alan Turing'],
      { startedAt: days(1), jobs: [{ ...job('finalise', 'failed', 0.1), reason: 'No space is left.' }] },
    ],
    ['ready', 'Compiler engineer, pair exercise', ['Niklaus Wirth', 'Ken Iverson'], { startedAt: days(2) }],
    [
      'ready',
      'Backend developer, first round',
      ['Ken Iverson'],
      { startedAt: days(9), retainUntil: undefined },
    ],
    ['erased', 'Frontend developer, first round', ['Barbara Jones'], { startedAt: days(12), bytes: 0 }],
  ];
  return rows.map(([state, title, candidateNames, changes], index) => ({
    ...summary(interviewId, state, changes),
    recordingId: recordingId(index),
    title,
    candidateNames,
  }));
}

function summary(
  interviewId: InterviewId,
  state: State,
  changes: Partial<RecordingSummary> = {},
): RecordingSummary {
  return {
    recordingId: recordingId(0),
    interviewId,
    title: 'Backend developer, second round',
    candidateNames: ['Ada Lovelace'],
    state,
    startedAt: Date.now() - 50 * MINUTE_MS,
    durationMs: 31 * MINUTE_MS + 12_000,
    bytes: 214_000_000,
    retainUntil: Date.now() + 80 * DAY_MS,
    jobs: [],
    ...changes,
  };
}

function receiptOf(interviewId: InterviewId): ErasureReceipt {
  return {
    receiptId: '01936e1a7c2f7d1f9f0a4b2c6d8e0f13',
    interviewId,
    recordingId: recordingId(0),
    requestedAt: Date.now() - 3 * MINUTE_MS,
    completedAt: Date.now() - 3 * MINUTE_MS + 1_200,
    cause: 'request',
    files: 17,
    bytes: 214_000_000,
    digest: '9f2b64c1d08e7a35'.repeat(4),
  };
}

const recordingId = (number: number) => RecordingId.parse(`${number}`.padStart(32, 'a'));

function job(kind: RecordingJob['kind'], state: RecordingJob['state'], progress: number): RecordingJob {
  return { kind, state, progress };
}
