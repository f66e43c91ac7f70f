import { z } from 'zod';
import { InterviewId, RecordingId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';
import { MediaGrant, OpenedReview, RecordingJob } from '../recording/review.ts';
import type { RouteRow } from './routeRow.ts';

const interviewRef = z.strictObject({ interviewId: InterviewId });
const nothing = z.strictObject({});

/** Supports ranges. Every request checks the grant. */
export const MEDIA_FILES = '/api/media/:grant/:fileId';

export const RetentionDays = z.number().int().min(1).max(3_650);

/** Proof of a deletion, without personal data. */
export const ErasureReceipt = z.strictObject({
  receiptId: z.string(),
  interviewId: InterviewId,
  recordingId: RecordingId,
  requestedAt: Timestamp,
  /** Absent until the last file is deleted. */
  completedAt: Timestamp.optional(),
  cause: z.enum(['request', 'retention']),
  files: z.number().int().nonnegative(),
  bytes: z.number().int().nonnegative(),
  /** SHA-256 of the deleted files' names and digests. Reveals nothing about them. */
  digest: z.string().optional(),
  /** Number of lost servers with parts of it. */
  lostPlaces: z.number().int().nonnegative(),
});
export type ErasureReceipt = z.infer<typeof ErasureReceipt>;

export const StoragePlace = z.strictObject({
  kind: z.enum(['mediaServer', 'server']),
  placeId: z.string().min(1).max(64),
});
export type StoragePlace = z.infer<typeof StoragePlace>;

/** A disk that does not respond and that deletions wait for. */
export const MissingPlace = StoragePlace.extend({
  deletions: z.number().int().positive(),
  /** When the earliest of these deletions was requested. */
  since: Timestamp,
});
export type MissingPlace = z.infer<typeof MissingPlace>;

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

export const RecordingCursor = z.strictObject({ startedAt: Timestamp, recordingId: RecordingId });
export type RecordingCursor = z.infer<typeof RecordingCursor>;

export const RECORDING_ROUTES = {
  /** Extends the current grant, or issues a new one if it has expired. */
  'review.open': {
    method: 'POST',
    path: '/api/interviews/:interviewId/review',
    params: z.strictObject({ interviewId: InterviewId, held: MediaGrant.shape.grant.optional() }),
    result: OpenedReview,
    access: 'recordings.review',
  },
  /** `unauthenticated` after the grant has expired. */
  'review.renew': {
    method: 'POST',
    path: '/api/interviews/:interviewId/review/grant',
    params: z.strictObject({ interviewId: InterviewId, grant: MediaGrant.shape.grant }),
    result: MediaGrant,
    access: 'recordings.review',
  },
  'recording.list': {
    method: 'POST',
    path: '/api/recordings/list',
    params: z.strictObject({ interviewId: InterviewId.optional(), after: RecordingCursor.optional() }),
    result: z.strictObject({ recordings: z.array(RecordingSummary), next: RecordingCursor.optional() }),
    access: 'recordings.review',
  },
  'recording.retry': {
    method: 'POST',
    path: '/api/interviews/:interviewId/recording/retry',
    params: interviewRef,
    result: nothing,
    access: 'recordings.change',
  },
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
  /** `conflict` when the disk responds. */
  'storage.declareLost': {
    method: 'POST',
    path: '/api/storage/lost',
    params: StoragePlace,
    result: z.strictObject({ deletions: z.number().int().nonnegative() }),
    access: 'storage.repair',
  },
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
