import { AppError } from '../../../../shared/errors.ts';
import type { InterviewId, RecordingId } from '../../../../shared/ids.ts';
import type { Actor, InterviewEvent } from '../../../../shared/interview/events.ts';
import type { InterviewState, Viewer } from '../../../../shared/interview/state.ts';
import type { MediaGrant } from '../../../../shared/recording/mediaGrant.ts';
import type { OpenedReview, Review } from '../../../../shared/recording/review.ts';
import { createReview } from './createReview.ts';
import type { RecordingRecord } from './recordingRecord.ts';

/** Who holds a grant: a seat by its link, staff by their session, a candidate by their private page, or anyone by a link to a report. */
export type GrantHolder =
  | Exclude<Actor, { type: 'system' }>
  | { type: 'page'; pageId: string }
  | { type: 'report'; reportLinkId: string };

export interface GrantSubject {
  readonly interviewId: InterviewId;
  readonly recordingId: RecordingId;
  readonly holder: GrantHolder;
}

/** What reviews are made of, and what lets files be fetched. */
export interface ReviewParts {
  readEvents(interviewId: InterviewId): Promise<readonly InterviewEvent[]>;
  findRecord(recordingId: RecordingId): Promise<RecordingRecord | undefined>;
  grants: {
    issue(subject: GrantSubject): Promise<MediaGrant>;
    /** The same grant for longer. Throws `unauthenticated` once it has run out, or where it is someone else's or another recording's. */
    renew(grant: MediaGrant['grant'], subject: GrantSubject): Promise<MediaGrant>;
  };
}

export interface ReviewAsked {
  readonly state: InterviewState;
  readonly viewer: Viewer;
  readonly holder: GrantHolder;
  readonly may: Review['may'];
}

/** The review, and a grant where there is something to play: the one that is held, while it holds. The role table has been asked before. */
export async function openReview(
  parts: ReviewParts,
  { state, viewer, holder, may }: ReviewAsked,
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

/** Pages look again and again: what they hold goes on, so that not each look leaves a grant that is never used. */
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

/** Throws `unauthenticated` where there is nothing any more that the grant could be for. */
export async function renewGrant(
  parts: Pick<ReviewParts, 'grants'>,
  { state, holder }: Pick<ReviewAsked, 'state' | 'holder'>,
  grant: MediaGrant['grant'],
): Promise<MediaGrant> {
  const recordingId = state.recording?.recordingId;
  if (!recordingId) throw AppError.unauthenticated();
  return parts.grants.renew(grant, { interviewId: state.interviewId, recordingId, holder });
}
