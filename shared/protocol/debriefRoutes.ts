import { z } from 'zod';
import { DecidingState } from '../candidates/decision.ts';
import { CommentId, InterviewId, UserId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';
import { route } from './routeRow.ts';

export const DEBRIEF_TEXT = 4_000;

export const DebriefComment = z.strictObject({
  commentId: CommentId,
  byName: z.string(),
  /** True for the member's own comments, which they can delete. */
  own: z.boolean(),
  at: Timestamp,
  /** Names after `@` are mentions if they are in `mentions`. */
  text: z.string(),
  mentions: z.array(z.string()),
});
export type DebriefComment = z.infer<typeof DebriefComment>;

export const DebriefPerson = z.strictObject({ userId: UserId, name: z.string() });
export type DebriefPerson = z.infer<typeof DebriefPerson>;

const interviewRef = z.strictObject({ interviewId: InterviewId });

export const DEBRIEF_ROUTES = {
  /** Comments and people are empty unless the state is `open`. */
  'debrief.read': route('GET /api/interviews/:interviewId/debrief', 'debrief.write', interviewRef, {
    state: DecidingState,
    /** Oldest first. */
    comments: z.array(DebriefComment),
    /** Members who can be mentioned. */
    people: z.array(DebriefPerson),
  }),
  /** Emails the mentioned people. Throws `blind` until the member has locked their scorecard. */
  'debrief.add': route('POST /api/interviews/:interviewId/debrief', 'debrief.write', {
    ...interviewRef.shape,
    text: z.string().trim().min(1).max(DEBRIEF_TEXT),
  }),
  'debrief.remove': route('DELETE /api/debrief/:commentId', 'debrief.write', { commentId: CommentId }),
} as const;
