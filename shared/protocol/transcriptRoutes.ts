import { z } from 'zod';
import { InterviewId, SeatId } from '../ids.ts';
import { Timestamp } from '../interview/fields.ts';
import { CompetencyId, QuestionId } from '../kit/kitIds.ts';
import { RecordingMs } from '../recording/finished.ts';
import { nothing } from '../schemaOf.ts';
import { Passage, PassageChange, Transcript, TranscriptSpeaker } from '../transcript/transcript.ts';
import { route } from './routeRow.ts';

const interviewRef = { interviewId: InterviewId };

/** Downloads a transcript. `format` in the query is a `TranscriptDownload`. */
export const TRANSCRIPT_FILE = '/api/interviews/:interviewId/transcript/file';

/** The same for a private page. A form posts the page's token as `page`, `interviewId`, and `format`. */
export const PRACTICE_TRANSCRIPT_FILE = '/api/practice/transcript/file';

export const TranscriptQuery = z.string().trim().min(1).max(200);

/** Part of a text around a hit. The parts join to the text, spaces included. */
export const SnippetPart = z.strictObject({ text: z.string(), match: z.literal(true).optional() });
export type SnippetPart = z.infer<typeof SnippetPart>;

export const TranscriptHit = z.strictObject({
  interviewId: InterviewId,
  /** Title and names as the member may see them. */
  title: z.string(),
  candidateNames: z.array(z.string()),
  startedAt: Timestamp,
  /** `question`: the name of the question or of one of its competencies matches. */
  kind: z.enum(['speech', 'question']),
  atMs: RecordingMs,
  /** Present for speech. */
  speaker: TranscriptSpeaker.optional(),
  /** The question that was open. Absent before the first one. */
  question: z
    .strictObject({
      questionId: QuestionId,
      number: z.number().int().positive(),
      text: z.string(),
      competencies: z.array(z.strictObject({ competencyId: CompetencyId, name: z.string() })),
    })
    .optional(),
  snippet: z.array(SnippetPart),
});
export type TranscriptHit = z.infer<typeof TranscriptHit>;

/** Opaque position in a list of hits. */
const HitCursor = z.string().max(200);

export const TranscriptSettings = z.strictObject({
  /** True if raters see the transcript before they lock their scorecards. */
  ratersSee: z.boolean(),
});
export type TranscriptSettings = z.infer<typeof TranscriptSettings>;

export const TRANSCRIPT_ROUTES = {
  'transcript.read': route(
    'GET /api/interviews/:interviewId/transcript',
    'recordings.review',
    interviewRef,
    Transcript,
  ),
  'transcript.correct': route(
    'PUT /api/interviews/:interviewId/transcript/passages/:passageId',
    'recordings.change',
    { ...interviewRef, ...PassageChange },
    { passage: Passage },
  ),
  /** Deletes the transcript, or the words of one person. It isn't made again. */
  'transcript.delete': route('POST /api/interviews/:interviewId/transcript/deletion', 'recordings.erase', {
    ...interviewRef,
    seatId: SeatId.optional(),
  }),
  /** Finds words in the transcripts that the member may see, best first. With `interviewId`, in order of time. */
  'transcripts.search': route(
    'POST /api/transcripts/search',
    'recordings.review',
    { query: TranscriptQuery, interviewId: InterviewId.optional(), after: HitCursor.optional() },
    { hits: z.array(TranscriptHit), next: HitCursor.optional() },
  ),
  'transcripts.settings': route(
    'GET /api/transcripts/settings',
    'recordings.review',
    nothing,
    TranscriptSettings,
  ),
  'transcripts.changeSettings': route(
    'PUT /api/transcripts/settings',
    'organization.change',
    TranscriptSettings,
  ),
} as const;
