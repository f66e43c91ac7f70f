import { z } from 'zod';
import { InterviewId, RecordingId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';
import { MediaGrant, OpenedReview, RecordingJob } from '../recording/review.ts';
import { nothing } from '../schemaOf.ts';
import { route } from './routeRow.ts';

const interviewRef = z.strictObject({ interviewId: InterviewId });

/** Address of a media file. Supports ranges. Every request checks the grant. */
export const MEDIA_FILES = '/api/media/:grant/:fileId';

export const RetentionDays = z.number().int().min(1).max(3_650);

/** Proof of a deletion, without personal data. */
export const ErasureReceipt = z.strictObject({
  receiptId: z.string(),
  interviewId: InterviewId,
  recordingId: RecordingId,
  requestedAt: Timestamp,
  /** Absent until all files are deleted. */
  completedAt: Timestamp.optional(),
  cause: z.enum(['request', 'retention']),
  files: z.number().int().nonnegative(),
  bytes: z.number().int().nonnegative(),
  /** SHA-256 of the deleted files' names and digests, which reveals nothing about the files. */
  digest: z.string().optional(),
  /** Number of lost servers that may still have some of the recording. */
  lostPlaces: z.number().int().nonnegative(),
});
export type ErasureReceipt = z.infer<typeof ErasureReceipt>;

export const StoragePlace = z.strictObject({
  kind: z.enum(['mediaServer', 'server']),
  placeId: z.string().min(1).max(64),
});
export type StoragePlace = z.infer<typeof StoragePlace>;

/** A disk that doesn't respond. Deletions of recordings on it wait until it does. */
export const MissingPlace = StoragePlace.extend({
  deletions: z.number().int().positive(),
  /** When the earliest waiting deletion was requested. */
  since: Timestamp,
});
export type MissingPlace = z.infer<typeof MissingPlace>;

export const RecordingState = z.enum(['failed', 'recording', 'processing', 'ready', 'erased']);

export const RecordingSummary = z.strictObject({
  recordingId: RecordingId,
  interviewId: InterviewId,
  title: z.string(),
  candidateNames: z.array(z.string()),
  state: RecordingState,
  startedAt: Timestamp,
  durationMs: z.number().int().nonnegative().optional(),
  bytes: z.number().int().nonnegative(),
  retainUntil: Timestamp.optional(),
  jobs: z.array(RecordingJob),
});
export type RecordingSummary = z.infer<typeof RecordingSummary>;

export const RECORDING_PAGE = 100;

export const RecordingCursor = z.strictObject({ startedAt: Timestamp, recordingId: RecordingId });
export type RecordingCursor = z.infer<typeof RecordingCursor>;

export const RECORDING_ROUTES = {
  /** Extends the grant `held`, or issues a new one if that has expired. */
  'review.open': route(
    'POST /api/interviews/:interviewId/review',
    'recordings.review',
    { interviewId: InterviewId, held: MediaGrant.shape.grant.optional() },
    OpenedReview,
  ),
  /** Fails with `unauthenticated` if the grant has expired. */
  'review.renew': route(
    'POST /api/interviews/:interviewId/review/grant',
    'recordings.review',
    { interviewId: InterviewId, grant: MediaGrant.shape.grant },
    MediaGrant,
  ),
  'recording.list': route(
    'POST /api/recordings/list',
    'recordings.review',
    { interviewId: InterviewId.optional(), after: RecordingCursor.optional() },
    { recordings: z.array(RecordingSummary), next: RecordingCursor.optional() },
  ),
  'recording.retry': route(
    'POST /api/interviews/:interviewId/recording/retry',
    'recordings.change',
    interviewRef,
  ),
  'recording.erase': route(
    'DELETE /api/interviews/:interviewId/recording',
    'recordings.erase',
    interviewRef,
    { receipt: ErasureReceipt },
  ),
  'recording.receipts': route(
    'GET /api/interviews/:interviewId/recording/receipts',
    'recordings.review',
    interviewRef,
    { receipts: z.array(ErasureReceipt) },
  ),
  'storage.missing': route('GET /api/storage/missing', 'storage.repair', nothing, {
    places: z.array(MissingPlace),
  }),
  /** Declares a disk lost, so that deletions don't wait for it. Fails with `conflict` if it responds. */
  'storage.declareLost': route('POST /api/storage/lost', 'storage.repair', StoragePlace, {
    deletions: z.number().int().nonnegative(),
  }),
  'retention.read': route('GET /api/retention', 'recordings.review', nothing, {
    days: RetentionDays.optional(),
  }),
  /** Counts what a shorter time would delete now. */
  'retention.preview': route(
    'POST /api/retention/preview',
    'retention.change',
    { days: RetentionDays },
    { recordings: z.number().int().nonnegative() },
  ),
  'retention.change': route('PUT /api/retention', 'retention.change', { days: RetentionDays.optional() }),
} as const;
