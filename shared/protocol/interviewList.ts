import { z } from 'zod';
import { reasonMessage } from '../errorReasons.ts';
import { InterviewId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';

export const INTERVIEW_PAGE = 50;
export const SEARCH_LENGTH = 200;

/** `today`: scheduled for today, running, or missed but startable. Only `past` is sorted latest first. */
export const InterviewGroupName = z.enum(['today', 'upcoming', 'past']);
export type InterviewGroupName = z.infer<typeof InterviewGroupName>;

export const InterviewGroup = z
  .strictObject({
    name: InterviewGroupName,
    today: Timestamp,
    tomorrow: Timestamp.meta({ examples: [86_400_000] }),
  })
  .refine(({ today, tomorrow }) => today < tomorrow, {
    error: reasonMessage('tomorrow-before-today'),
    path: ['tomorrow'],
  });
export type InterviewGroup = z.infer<typeof InterviewGroup>;

export const InterviewFilter = z.strictObject({
  group: InterviewGroup.optional(),
  /** Each word must occur in the title, the role, or a candidate's name (the code name if it is hidden). */
  search: z.string().max(SEARCH_LENGTH).optional(),
});
export type InterviewFilter = z.infer<typeof InterviewFilter>;

export const InterviewCursor = z.strictObject({ scheduledAt: Timestamp, interviewId: InterviewId });
export type InterviewCursor = z.infer<typeof InterviewCursor>;
