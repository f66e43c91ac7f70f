import { z } from 'zod';
import type { ErrorReply } from '../errors.ts';
import {
  ClientId,
  CommandId,
  ConsumerId,
  MessageId,
  NoteId,
  ProbeRequestId,
  ProducerId,
  SeatId,
  TransportId,
} from '../ids.ts';
import { ChatLine } from '../interview/chat.ts';
import { ChatText, ExtendMinutes, HelpText } from '../interview/fields.ts';
import { ConsentAnswer, Setup } from '../interview/setup.ts';
import { ViewSnapshot } from '../interview/view.ts';
import type { ChosenKit } from '../kit/kit.ts';
import { CompetencyId, ProbeId, QuestionId } from '../kit/kitIds.ts';
import { CaptionMaker, CaptionState, TypedCaption } from '../media/captions.ts';
import {
  Epoch,
  IceServer,
  JoinedPeer,
  OpaqueMedia,
  PeerMedia,
  TransportOptions,
} from '../media/peerMedia.ts';
import { MediaSource } from '../media/sources.ts';
import type { Action } from '../permissions.ts';
import { MediaGrant, type OpenedReview } from '../recording/review.ts';
import {
  NextQuestion,
  RecruiterButton,
  RecruiterOrder,
  WRITTEN_ANSWER_MAX,
} from '../recruiter/recruiterView.ts';
import { RatingValue } from '../rubric/rating.ts';
import { LogisticsLine, ProbeOutcome, QuestionOutcome } from '../rubric/rubricState.ts';
import { ItemVersion, Lock, MediaStamp, NoteKind, NoteText, Revision } from '../rubric/scorecard.ts';
import { type Given, nothing, schemaOf } from '../schemaOf.ts';
import { type Passage, PassageChange, type Transcript } from '../transcript/transcript.ts';
import type { NoticeName, NoticePayload } from './notices.ts';

/** Accepts any object. The page that shows it parses it later, so that the first page loads fewer schemas. */
const undecoded = <T>() =>
  z.custom<T>(value => typeof value === 'object' && value !== null && !Array.isArray(value));

/** Describes a command: a request that changes data, is logged, and is executed only once per command id. */
function command<
  const A extends Action,
  Params extends Given = typeof nothing,
  Result extends Given = typeof nothing,
>(action: A, params?: Params, result?: Result) {
  return { action, kind: 'command', params: schemaOf(params), result: schemaOf(result) } as const;
}

/** Describes a query: a request that adds nothing to the log. */
function query<
  const A extends Action,
  Params extends Given = typeof nothing,
  Result extends Given = typeof nothing,
>(action: A, params?: Params, result?: Result) {
  return { action, kind: 'query', params: schemaOf(params), result: schemaOf(result) } as const;
}

export const REQUESTS = {
  /** Returns the whole view. The client also requests it after it missed a patch. */
  'interview.resume': query('interview.read', nothing, ViewSnapshot),
  'setup.report': command('setup.report', { setup: Setup }),
  'consent.give': command('consent.give', { consent: ConsentAnswer }),
  /** Enters the room, or waits to be admitted. If the seat may send media, disconnects its older page. */
  'seat.enter': command('seat.enter'),
  'seat.leave': command('seat.leave'),
  'seat.admit': command('seat.admit', { seatId: SeatId }),
  'seat.sendToLobby': command('seat.admit', { seatId: SeatId }),
  'seat.remove': command('seat.remove', { seatId: SeatId }),
  'session.open': command('session.open'),
  'session.close': command('session.close'),
  'session.extend': command('session.extend', { minutes: ExtendMinutes }, { endsAt: z.number() }),
  'session.end': command('session.end'),
  'lead.transfer': command('lead.transfer', { seatId: SeatId }),
  'chat.send': command('chat.send', { text: ChatText }, { messageId: MessageId }),
  /** Returns older chat lines than line number `before`. `earlier`: `before` for the next request, or 0. */
  'chat.earlier': query(
    'chat.read',
    { before: z.number().int().positive() },
    {
      lines: z.record(MessageId, ChatLine),
      earlier: z.number().int().nonnegative(),
    },
  ),
  'help.send': command('help.send', { toSeatId: SeatId, text: HelpText }, { messageId: MessageId }),

  /** The client reads the kit again only when `rubric.kit.version` changes. */
  'kit.read': query('rubric.read', nothing, { chosen: undecoded<ChosenKit>() }),
  /** `leaving`: outcome of the previous question. Default: `done`. */
  'question.open': command('question.conduct', {
    questionId: QuestionId,
    leaving: QuestionOutcome.optional(),
  }),
  'question.close': command('question.conduct', { questionId: QuestionId, outcome: QuestionOutcome }),
  'answer.start': command('question.conduct', { questionId: QuestionId }),
  'probe.queue': command(
    'probe.queue',
    { questionId: QuestionId, probeId: ProbeId },
    { requestId: ProbeRequestId },
  ),
  'probe.settle': command('probe.settle', { requestId: ProbeRequestId, outcome: ProbeOutcome }),
  /**
   * Fails with `conflict` if the button isn't offered now, or if `utterance` isn't the current caption.
   */
  'recruiter.press': command('recruiter.answer', {
    button: RecruiterButton,
    utterance: z.number().int().nonnegative(),
  }),
  /**
   * Fails with `conflict` if the question is closed. With `draft`, only stores the text: the open question
   * stays open, and a question that has just closed still takes it.
   */
  'recruiter.write': command('recruiter.answer', {
    questionId: QuestionId,
    text: z.string().trim().min(1).max(WRITTEN_ANSWER_MAX),
    draft: z.literal(true).optional(),
  }),
  /**
   * Keeps the unsent text of an answer; an empty text deletes it. It becomes an answer when the interview
   * ends. No one else sees it before.
   */
  'recruiter.saveDraft': query('recruiter.answer', {
    questionId: QuestionId,
    text: z.string().max(WRITTEN_ANSWER_MAX),
  }),
  'recruiter.readDraft': query('recruiter.answer', { questionId: QuestionId }, { text: z.string() }),
  /** Sets whether the candidate writes. To a candidate who writes, silence means nothing. */
  'recruiter.setWriting': command('recruiter.answer', { on: z.boolean() }),
  'recruiter.direct': command('recruiter.direct', {
    order: RecruiterOrder,
    /** The question to continue with after `handBack`, if the view has `choosesNext`. */
    next: NextQuestion.optional(),
  }),
  /** Stops or resumes the recording. It resumes only if everyone consents. */
  'recording.direct': command('recording.direct', { order: z.enum(['stop', 'resume']) }),
  /** Deletes the recording's files permanently. */
  'recording.erase': command('recording.erase'),
  /** Opens the recording for raters after the call. Extends the grant `held`, if given. */
  'review.open': query(
    'recording.review',
    { held: MediaGrant.shape.grant.optional() },
    undecoded<OpenedReview>(),
  ),
  'review.renew': query('recording.review', { grant: MediaGrant.shape.grant }, MediaGrant),
  'transcript.read': query('recording.review', nothing, undecoded<Transcript>()),
  /** Corrects a passage. `seen`: see `PassageChange`. */
  'transcript.correct': query('transcript.correct', PassageChange, undecoded<{ passage: Passage }>()),
  /** Takes back the consent to a transcript after the interview, and deletes what was made of it. */
  'transcript.withdraw': query('transcript.withdraw'),
  'logistics.send': command('logistics.send', { line: LogisticsLine }),
  /** Without `value`, clears the rating. `expectedVersion` starts at 0. `conflict`: see `details.current`. */
  'rating.put': command(
    'rating.put',
    {
      questionId: QuestionId,
      competencyId: CompetencyId,
      value: RatingValue.optional(),
      expectedVersion: ItemVersion,
      stamp: MediaStamp,
    },
    { version: ItemVersion },
  ),
  /** Handles `expectedVersion` in the same way as `rating.put`. */
  'note.put': command(
    'note.put',
    {
      noteId: NoteId,
      kind: NoteKind,
      questionId: QuestionId,
      competencyId: CompetencyId.optional(),
      text: NoteText,
      removed: z.boolean(),
      expectedVersion: ItemVersion,
      stamp: MediaStamp,
    },
    { version: ItemVersion },
  ),
  /** `incomplete`: a competency has no rating, not even N. `invalid`: a recommendation is missing. */
  'scorecard.lock': command('scorecard.lock', {
    recommendation: Lock.shape.recommendation,
    summary: Lock.shape.summary,
  }),
  /** Revises one's own locked rating. `expectedRevisions`: number of revisions that the rater has seen. */
  'rating.revise': command('rating.revise', {
    questionId: QuestionId,
    competencyId: CompetencyId,
    value: RatingValue,
    reason: Revision.shape.reason,
    expectedRevisions: z.number().int().nonnegative(),
  }),
  /** Ends the viewer's part of the comparison: their ratings stay, although others differ. */
  'ratings.keep': command('rating.revise'),
  /** Opens scorecards early. Raters who haven't locked their scorecard still see only their own. */
  'scorecards.open': command('scorecards.open', { reason: Revision.shape.reason }),
  'scoring.close': command('scoring.close'),

  /** `send` is absent for receive-only roles. */
  'media.join': query(
    'media.receive',
    { rtpCapabilities: OpaqueMedia },
    { epoch: Epoch, ...JoinedPeer.shape },
  ),
  /** If `known` is false, the client must join the media room again. */
  'media.sync': query('media.receive', nothing, {
    epoch: z.number().int().nonnegative(),
    ...PeerMedia.shape,
  }),
  'media.connectTransport': query('media.receive', { transportId: TransportId, dtlsParameters: OpaqueMedia }),
  'media.restartIce': query('media.receive', { transportId: TransportId }, { iceParameters: OpaqueMedia }),
  'media.produce': query(
    'media.send',
    {
      transportId: TransportId,
      source: MediaSource,
      kind: z.enum(['audio', 'video']),
      rtpParameters: OpaqueMedia,
      paused: z.boolean(),
    },
    { producerId: ProducerId },
  ),
  /** A paused producer is not forwarded. */
  'media.setPaused': query('media.send', { source: MediaSource, paused: z.boolean() }),
  'media.stop': query('media.send', { source: MediaSource }),
  'media.updateConsumer': query('media.receive', {
    consumerId: ConsumerId,
    paused: z.boolean().optional(),
    spatialLayer: z.number().int().min(0).max(2).optional(),
  }),

  /** Turns captions on or off for this page. They end with its connection. No one else sees it. */
  'captions.set': query(
    'captions.read',
    { on: z.boolean() },
    { state: CaptionState, language: z.string(), by: CaptionMaker.optional() },
  ),
  /** Shows a captioner's line to the candidate's pages that have captions on, and to captioners. Stores nothing. */
  'captions.write': query('captions.write', { line: TypedCaption }),

  /** Starts a connection test, which the server ends after a few seconds. */
  'test.start': query(
    'connection.test',
    { protocol: z.enum(['udp', 'tcp']) },
    {
      testId: z.string().max(64),
      rtpCapabilities: OpaqueMedia,
      transport: TransportOptions,
      iceServers: z.array(IceServer).max(16),
    },
  ),
  'test.connect': query('connection.test', { testId: z.string().max(64), dtlsParameters: OpaqueMedia }),
  'test.produce': query(
    'connection.test',
    { testId: z.string().max(64), rtpParameters: OpaqueMedia },
    { producerId: ProducerId },
  ),
  'test.stop': query('connection.test', { testId: z.string().max(64) }),
} as const;

export type RequestName = keyof typeof REQUESTS;
export type RequestParams<N extends RequestName> = z.infer<(typeof REQUESTS)[N]['params']>;
export type RequestResult<N extends RequestName> = z.infer<(typeof REQUESTS)[N]['result']>;

export type CommandName = {
  [N in RequestName]: (typeof REQUESTS)[N]['kind'] extends 'command' ? N : never;
}[RequestName];
export type QueryName = Exclude<RequestName, CommandName>;

export const REQUEST_NAMES = Object.keys(REQUESTS) as RequestName[];

export const RequestEnvelope = z.strictObject({ commandId: CommandId.optional(), params: z.unknown() });
export type RequestEnvelope = z.infer<typeof RequestEnvelope>;

export const MAX_FRAME_BYTES = 64 * 1024;

export const SocketAuth = z.union([
  z.strictObject({ kind: z.literal('seat'), joinToken: z.string().max(2_048), clientId: ClientId }),
  z.strictObject({ kind: z.literal('organizer'), interviewId: z.uuid(), clientId: ClientId }),
]);
export type SocketAuth = z.infer<typeof SocketAuth>;

export type Reply<R> = { ok: true; result: R } | { ok: false; error: ErrorReply };

export type ClientToServerEvents = {
  [N in RequestName]: (
    envelope: RequestEnvelope,
    acknowledge: (reply: Reply<RequestResult<N>>) => void,
  ) => void;
};
export type ServerToClientEvents = { [N in NoticeName]: (payload: NoticePayload<N>) => void };
