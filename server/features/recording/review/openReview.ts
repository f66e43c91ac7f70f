import { AppError } from '../../../../shared/errors.ts';
import type { InterviewId, RecordingId } from '../../../../shared/ids.ts';
import type { Actor, InterviewEvent } from '../../../../shared/interview/events.ts';
import type { InterviewState, Viewer } from '../../../../shared/interview/state.ts';
import { situationOf } from '../../../../shared/interview/viewOf.ts';
import { may } from '../../../../shared/permissions.ts';
import type { MediaGrant, OpenedReview, Review } from '../../../../shared/recording/review.ts';
import type { QueryContext, QueryHandlers } from '../../query.ts';
import type { RecordingRecord } from '../RecordingRecords.ts';
import { createReview } from './createReview.ts';

/** Who holds a grant: a seat, a staff member, or anyone with a private page or a report link. */
export type GrantHolder =
  | Exclude<Actor, { type: 'system' }>
  | { type: 'page'; pageId: string }
  | { type: 'report'; reportLinkId: string };

export interface GrantSubject {
  readonly interviewId: InterviewId;
  readonly recordingId: RecordingId;
  readonly holder: GrantHolder;
}

export interface ReviewParts {
  readEvents(interviewId: InterviewId): Promise<readonly InterviewEvent[]>;
  findRecord(recordingId: RecordingId): Promise<RecordingRecord | undefined>;
  grants: {
    issue(subject: GrantSubject): Promise<MediaGrant>;
    /** Throws `unauthenticated` when the grant has expired or belongs to another holder or recording. */
    renew(grant: MediaGrant['grant'], subject: GrantSubject): Promise<MediaGrant>;
  };
}

export interface ReviewRequest {
  readonly state: InterviewState;
  readonly viewer: Viewer;
  readonly holder: GrantHolder;
  readonly may: Review['may'];
}

/** Returns the review, with a grant to play it if ready. The caller must have checked the permission. */
export async function openReview(
  parts: ReviewParts,
  { state, viewer, holder, may }: ReviewRequest,
  held?: MediaGrant['grant'],
): Promise<OpenedReview> {
  const { interviewId } = state;
  const recordingId = state.recording?.recordingId;
  const record = recordingId && (await parts.findRecord(recordingId));
  const events = record?.finished ? await parts.readEvents(interviewId) : [];
  const review = createReview({ state, events, record, viewer, may });
  if (review.state !== 'ready' || !recordingId) return { review };
  return { review, grant: await grantFor(parts, { interviewId, recordingId, holder }, held) };
}

/** Renews the grant that the page holds, so that polling does not create unused grants. */
async function grantFor(
  { grants }: Pick<ReviewParts, 'grants'>,
  subject: GrantSubject,
  held: MediaGrant['grant'] | undefined,
): Promise<MediaGrant> {
  if (held === undefined) return grants.issue(subject);
  try {
    return await grants.renew(held, subject);
  } catch (error) {
    if (error instanceof AppError && error.code === 'unauthenticated') return grants.issue(subject);
    throw error;
  }
}

export async function renewGrant(
  parts: Pick<ReviewParts, 'grants'>,
  { state, holder }: Pick<ReviewRequest, 'state' | 'holder'>,
  grant: MediaGrant['grant'],
): Promise<MediaGrant> {
  const recordingId = state.recording?.recordingId;
  if (!recordingId) throw AppError.unauthenticated();
  return parts.grants.renew(grant, { interviewId: state.interviewId, recordingId, holder });
}

export function createReviewQueries(parts: ReviewParts) {
  return {
    'review.open': async context => openReview(parts, requestOf(context), context.params.held),
    'review.renew': async context => renewGrant(parts, requestOf(context), context.params.grant),
  } satisfies Partial<QueryHandlers>;
}

function requestOf({
  state,
  seat: { seatId },
}: Pick<QueryContext<unknown>, 'state' | 'seat'>): ReviewRequest {
  const viewer = { kind: 'seat', seatId } as const;
  return {
    state,
    viewer,
    holder: { type: 'seat', seatId },
    may: { erase: may('recording.erase', situationOf(state, viewer)), download: false },
  };
}
