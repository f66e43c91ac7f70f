import { type InterviewId, RecordingId } from '../../shared/ids.ts';
import type { ErasureReceipt, RecordingSummary } from '../../shared/protocol/recordingRoutes.ts';
import type { RecordingJob } from '../../shared/recording/review.ts';

type State = RecordingSummary['state'];

const DAY_MS = 24 * 60 * 60_000;
const MINUTE_MS = 60_000;

/** Recordings as in a console after a week: one of each state, with the jobs that process them. */
export function severalRecordings(interviewId: InterviewId): RecordingSummary[] {
  const days = (number: number) => Date.now() - number * DAY_MS;
  const rows: [State, string, string[], Partial<RecordingSummary>][] = [
    ['recording', 'Backend developer, first round', ['Ada Lovelace'], { durationMs: undefined, bytes: 0 }],
    [
      'processing',
      'Data engineer, second round',
      ['Mary Jackson'],
      { startedAt: days(0.05), bytes: 0, jobs: [recordingJob('finalise', 'running', 0.64)] },
    ],
    [
      'ready',
      'Site reliability engineer',
      ['Radia Perlman'],
      { startedAt: days(0.2), jobs: [recordingJob('compose', 'running', 0.18)] },
    ],
    [
      'failed',
      'Backend developer, second round',
      ['Alan Turing'],
      {
        startedAt: days(1),
        jobs: [{ ...recordingJob('finalise', 'failed', 0.1), reason: 'No space is left.' }],
      },
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
    ...recordingSummary(interviewId, state, changes),
    recordingId: recordingId(index),
    title,
    candidateNames,
  }));
}

export function recordingSummary(
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

export function erasureReceipt(interviewId: InterviewId): ErasureReceipt {
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
    lostPlaces: 0,
  };
}

const recordingId = (number: number) => RecordingId.parse(`${number}`.padStart(32, 'a'));

export function recordingJob(
  kind: RecordingJob['kind'],
  state: RecordingJob['state'],
  progress: number,
): RecordingJob {
  return { kind, state, progress };
}
