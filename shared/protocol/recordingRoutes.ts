import { z } from 'zod';
import { InterviewId, RecordingId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';
import { MediaGrant } from '../recording/mediaGrant.ts';
import { OpenedReview, RecordingJob } from '../recording/review.ts';
import type { RouteRow } from './routeRow.ts';

const interviewRef = z.strictObject({ interviewId: InterviewId });
const nothing = z.strictObject({});

/** Where a file of a recording is, for anyone who has a grant. Ranges are answered; each request is judged anew. */
export const MEDIA_FILES = '/api/media/:grant/:fileId';

/** For how many days recordings are kept after the interview. */
export const RetentionDays = z.number().int().min(1).max(3_650);

/** Proof of a deletion. It names no person. */
export const ErasureReceipt = z.strictObject({
  receiptId: z.string(),
  interviewId: InterviewId,
  recordingId: RecordingId,
  requestedAt: Timestamp,
  /** Absent until the last file has gone. */
  completedAt: Timestamp.optional(),
  cause: z.enum(['request', 'retention']),
  files: z.number().int().nonnegative(),
  bytes: z.number().int().nonnegative(),
  /** SHA-256 of the deleted files' names and digests, hex: two receipts can be told apart, and nothing can be read from it. */
  digest: z.string().optional(),
  /** Servers that were lost while they held parts: those are deleted if the servers come back. */
  lostPlaces: z.number().int().nonnegative(),
});
export type ErasureReceipt = z.infer<typeof ErasureReceipt>;

/** A media server's disk, or the disk of a server that works on recordings. */
export const StoragePlace = z.strictObject({
  kind: z.enum(['mediaServer', 'server']),
  placeId: z.string().min(1).max(64),
});
export type StoragePlace = z.infer<typeof StoragePlace>;

/** A place that does not answer and that deletions wait for. */
export const MissingPlace = StoragePlace.extend({
  /** Number of recordings whose deletion waits for it. */
  deletions: z.number().int().positive(),
  /** When the first of them was requested. */
  since: Timestamp,
});
export type MissingPlace = z.infer<typeof MissingPlace>;

/** One line of the list of recordings in the console. */
export const RecordingSummary = z.strictObject({
  recordingId: RecordingId,
  interviewId: InterviewId,
  title: z.string(),
  candidateNames: z.array(z.string()),
  state: z.enum(['recording', 'processing', 'ready', 'failed', 'erased']),
  startedAt: Timestamp,
  durationMs: z.number().int().nonnegative().optional(),
  bytes: z.number().int().nonnegative(),
  retainUntil: Timestamp.optional(),
  jobs: z.array(RecordingJob),
});
export type RecordingSummary = z.infer<typeof RecordingSummary>;

export const RECORDING_PAGE = 100;

/** A place in the list of recordings after which the next page starts. */
export const RecordingCursor = z.strictObject({ startedAt: Timestamp, recordingId: RecordingId });
export type RecordingCursor = z.infer<typeof RecordingCursor>;

/** What the console asks about recordings of interviews. */
export const RECORDING_ROUTES = {
  /** Goes on with the grant that is held, while it holds, and issues another one otherwise. */
  'review.open': {
    method: 'POST',
    path: '/api/interviews/:interviewId/review',
    params: z.strictObject({ interviewId: InterviewId, held: MediaGrant.shape.grant.optional() }),
    result: OpenedReview,
    access: 'recordings.review',
  },
  /** `unauthenticated` once it has run out. */
  'review.renew': {
    method: 'POST',
    path: '/api/interviews/:interviewId/review/grant',
    params: z.strictObject({ interviewId: InterviewId, grant: MediaGrant.shape.grant }),
    result: MediaGrant,
    access: 'recordings.review',
  },
  /** Newest first, `RECORDING_PAGE` at a time; of one interview if given. */
  'recording.list': {
    method: 'POST',
    path: '/api/recordings/list',
    params: z.strictObject({ interviewId: InterviewId.optional(), after: RecordingCursor.optional() }),
    result: z.strictObject({ recordings: z.array(RecordingSummary), next: RecordingCursor.optional() }),
    access: 'recordings.review',
  },
  /** Begins what has failed once more. */
  'recording.retry': {
    method: 'POST',
    path: '/api/interviews/:interviewId/recording/retry',
    params: interviewRef,
    result: nothing,
    access: 'recordings.change',
  },
  /** Ends the recording if it runs, and deletes every file of it for good. */
  'recording.erase': {
    method: 'DELETE',
    path: '/api/interviews/:interviewId/recording',
    params: interviewRef,
    result: z.strictObject({ receipt: ErasureReceipt }),
    access: 'recordings.erase',
  },
  'recording.receipts': {
    method: 'GET',
    path: '/api/interviews/:interviewId/recording/receipts',
    params: interviewRef,
    result: z.strictObject({ receipts: z.array(ErasureReceipt) }),
    access: 'recordings.review',
  },
  'storage.missing': {
    method: 'GET',
    path: '/api/storage/missing',
    params: nothing,
    result: z.strictObject({ places: z.array(MissingPlace) }),
    access: 'storage.repair',
  },
  /** Ends the wait for a place. `conflict` if it answers. */
  'storage.declareLost': {
    method: 'POST',
    path: '/api/storage/lost',
    params: StoragePlace,
    result: z.strictObject({ deletions: z.number().int().nonnegative() }),
    access: 'storage.repair',
  },
  /** Absent: they are kept until they are deleted. */
  'retention.read': {
    method: 'GET',
    path: '/api/retention',
    params: nothing,
    result: z.strictObject({ days: RetentionDays.optional() }),
    access: 'recordings.review',
  },
  'retention.change': {
    method: 'PUT',
    path: '/api/retention',
    params: z.strictObject({ days: RetentionDays.optional() }),
    result: nothing,
    access: 'retention.change',
  },
} as const satisfies Record<string, RouteRow>;
