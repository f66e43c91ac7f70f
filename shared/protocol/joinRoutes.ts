import { z } from 'zod';
import { InterviewId, SeatId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';
import { SeatRole } from '../roles.ts';
import { route } from './routeRow.ts';

/** A secret of 128 random bits in base64url. */
export const LinkToken = z.string().regex(/^[A-Za-z0-9_-]{22}$/);

/** Routes for holders of a personal link. Separate from `ROUTES` to keep the code of their pages small. */
export const JOIN_ROUTES = {
  'join.exchange': route(
    'POST /api/join',
    'public',
    { link: LinkToken },
    {
      /** Authenticates the socket's handshake. */
      joinToken: z.string(),
      expiresAt: Timestamp,
      interviewId: InterviewId,
      seatId: SeatId,
      role: SeatRole,
      displayName: z.string(),
      title: z.string(),
      scheduledAt: Timestamp,
      /** Present if the candidate has to choose a time first, on the page `/schedule`. */
      choosesTime: z.literal(true).optional(),
      /** True when the interview is over or the candidate's deadline has passed. */
      over: z.boolean(),
      /** Present if the candidate, whose link it is, canceled the interview. */
      canceledByYou: z.literal(true).optional(),
      /** Days until a recording is deleted. Absent if it is kept until a person deletes it. */
      recordingDays: z.number().int().positive().optional(),
      /** Who transcribes recordings. Absent if no one can, so that consent to it isn't asked for. */
      transcriber: z.enum(['server', 'service']).optional(),
      /** Present if this organization has turned automatic captions off. */
      withoutCaptions: z.literal(true).optional(),
      /** Present if raters can read transcripts before they lock. */
      ratersSeeTranscript: z.literal(true).optional(),
    },
  ),
  /** Asks the organizer for a new link. For candidates whose refusal has `details.mayAsk`. */
  'join.askForLink': route('POST /api/join/ask', 'public', { link: LinkToken }),
} as const;
