import { z } from 'zod';
import { ERROR_CODES } from '../errors.ts';
import { BulkId, InterviewId } from '../ids.ts';
import { ChangeNote, Timestamp } from '../interview/fields.ts';
import { InterviewStatus } from '../interview/status.ts';
import { SeatRole } from '../roles.ts';
import { nothing } from '../schemaOf.ts';
import { InterviewFilter } from './interviewList.ts';
import { route } from './routeRow.ts';

/** Most interviews that can be changed in one step. */
export const BULK_MAX = 500;
/** Time in which a change of many interviews can be undone, because it hasn't started. */
export const UNDO_MS = 10_000;
const DAYS_MAX = 366;
const MINUTES_MAX = 24 * 60;

/** Like `Move` in `shared/time/move.ts`. */
export const BulkMove = z.union([
  z.strictObject({
    days: z.number().int().min(-DAYS_MAX).max(DAYS_MAX),
    minutes: z.number().int().min(-MINUTES_MAX).max(MINUTES_MAX),
  }),
  z.strictObject({ date: z.iso.date() }),
  z.strictObject({ at: Timestamp }),
]);

/** Actions on the list of interviews. They can be previewed. */
export const InterviewAction = z.discriminatedUnion('kind', [
  /** `note`: what everyone who is told reads in their email. */
  z.strictObject({ kind: z.literal('cancel'), note: ChangeNote.optional() }),
  z.strictObject({ kind: z.literal('move'), move: BulkMove, note: ChangeNote.optional() }),
  z.strictObject({ kind: z.literal('remind') }),
]);
export type InterviewAction = z.infer<typeof InterviewAction>;

export const BulkAction = z.discriminatedUnion('kind', [
  ...InterviewAction.options,
  /** Deletes the recordings of the interviews. */
  z.strictObject({ kind: z.literal('erase') }),
]);
export type BulkAction = z.infer<typeof BulkAction>;

/** Why an interview isn't changed: an `ErrorReply` without what the reader doesn't need. */
export const Refusal = z.strictObject({
  code: z.enum(ERROR_CODES),
  reason: z.string().optional(),
  values: z.record(z.string(), z.unknown()).optional(),
});
export type Refusal = z.infer<typeof Refusal>;

const named = {
  interviewId: InterviewId,
  title: z.string(),
  candidateNames: z.array(z.string()),
  scheduledAt: Timestamp,
  timeZone: z.string().optional(),
};

/** A person who has another interview at the new time. */
export const BulkBusy = z.strictObject({
  name: z.string(),
  from: Timestamp,
  to: Timestamp,
  /** Absent if the member may not see the interview. */
  title: z.string().optional(),
});
export type BulkBusy = z.infer<typeof BulkBusy>;

/** What would happen to one interview. */
const BulkPerson = z.strictObject({ role: SeatRole, name: z.string() });

export const BulkPreview = z.strictObject({
  ...named,
  status: InterviewStatus,
  /** The new start time. Only for a move. */
  to: Timestamp.optional(),
  /** True when the zone's clocks show the new time twice, and the first of the two was chosen. */
  isTwice: z.literal(true).optional(),
  /** Who is busy at the new time. The interview can be moved all the same. */
  busy: z.array(BulkBusy).optional(),
  /** Who gets an email. */
  told: z.array(BulkPerson),
  /** Who takes part and has no email address, although others are told. */
  untold: z.array(BulkPerson).optional(),
  /** True when the interview already is as it would be. */
  isUnchanged: z.literal(true).optional(),
  /** Present when the interview can't be changed. */
  refusal: Refusal.optional(),
});
export type BulkPreview = z.infer<typeof BulkPreview>;

export const BulkProgress = z.strictObject({
  bulkId: BulkId,
  kind: z.enum(['cancel', 'move', 'remind', 'erase']),
  /** `waiting`: can be undone. */
  state: z.enum(['waiting', 'running', 'done', 'undone']),
  /** Time until it starts. Only while it is `waiting`. */
  startsInMs: z.number().optional(),
  /** New start times of interviews that aren't moved yet. Only of a move that isn't over. */
  moves: z.array(z.strictObject({ interviewId: InterviewId, to: Timestamp })).optional(),
  total: z.number().int(),
  /** Numbers of interviews that were changed, that already were as wanted, and that couldn't be changed. */
  done: z.number().int(),
  unchanged: z.number().int(),
  failed: z.number().int(),
  failures: z.array(z.strictObject({ ...named, refusal: Refusal })),
});
export type BulkProgress = z.infer<typeof BulkProgress>;

const start = {
  bulkId: BulkId,
  /** `seenAt`: start time that the member saw. An interview that has another one by then isn't changed. */
  interviews: z
    .array(z.strictObject({ interviewId: InterviewId, seenAt: Timestamp }))
    .min(1)
    .max(BULK_MAX),
};
const access = 'interviews.change';

/**
 * Changes of many interviews in one step. They start after `UNDO_MS`, on any server, also when the page is
 * closed. Each interview is changed once or not at all, independently of the others.
 */
export const BULK_ROUTES = {
  'bulk.preview': route(
    'POST /api/bulk-actions/preview',
    access,
    {
      action: InterviewAction,
      selection: z.union([
        z.strictObject({ interviewIds: z.array(InterviewId).min(1).max(BULK_MAX) }),
        z.strictObject({ filter: InterviewFilter.omit({ group: true }) }),
      ]),
    },
    {
      /** At most `BULK_MAX`, soonest first. */
      interviews: z.array(BulkPreview),
      /** Number of selected interviews. */
      total: z.number().int(),
      /** False if no email is sent, because no mail server is set up. */
      sendsMail: z.boolean(),
    },
  ),
  'bulk.cancel': route(
    'POST /api/bulk-actions/cancel',
    access,
    { ...start, note: ChangeNote.optional() },
    { progress: BulkProgress },
  ),
  'bulk.move': route(
    'POST /api/bulk-actions/move',
    access,
    { ...start, move: BulkMove, note: ChangeNote.optional() },
    { progress: BulkProgress },
  ),
  /** Sends reminders now. */
  'bulk.remind': route('POST /api/bulk-actions/remind', access, start, { progress: BulkProgress }),
  /** Deletes the recordings of interviews that aren't running. */
  'bulk.eraseRecordings': route(
    'POST /api/bulk-actions/erase-recordings',
    'recordings.erase',
    { bulkId: BulkId, interviewIds: z.array(InterviewId).min(1).max(BULK_MAX) },
    { progress: BulkProgress },
  ),
  /** Fails with `conflict` once the change has started. */
  'bulk.undo': route('POST /api/bulk-actions/:bulkId/undo', access, { bulkId: BulkId }),
  /** Returns the member's own changes that aren't finished, or finished a short time ago. */
  'bulk.recent': route('GET /api/bulk-actions', access, nothing, { actions: z.array(BulkProgress) }),
} as const;
