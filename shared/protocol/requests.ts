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
import type { NoticeName, NoticePayload } from './notices.ts';

const nothing = z.strictObject({});

/** Results that the client decodes where it shows them, which keeps their schemas out of the first page. */
const undecoded = <T>() =>
  z.custom<T>(value => typeof value === 'object' && value !== null && !Array.isArray(value));

interface RequestRow {
  params: z.ZodType;
  result: z.ZodType;
  action: Action;
  /** A command is logged, and answered once per id. A query changes no stored data. */
  kind: 'command' | 'query';
}

export const REQUESTS = {
  /** Returns the whole view, also after a missed patch. */
  'interview.resume': {
    params: nothing,
    result: ViewSnapshot,
    action: 'interview.read',
    kind: 'query',
  },
  'setup.report': {
    params: z.strictObject({ setup: Setup }),
    result: nothing,
    action: 'setup.report',
    kind: 'command',
  },
  'consent.give': {
    params: z.strictObject({ consent: ConsentAnswer }),
    result: nothing,
    action: 'consent.give',
    kind: 'command',
  },
  /** Enters the room, or the waiting room until admitted. Replaces an older page of a sender. */
  'seat.enter': { params: nothing, result: nothing, action: 'seat.enter', kind: 'command' },
  'seat.leave': { params: nothing, result: nothing, action: 'seat.leave', kind: 'command' },
  'seat.admit': {
    params: z.strictObject({ seatId: SeatId }),
    result: nothing,
    action: 'seat.admit',
    kind: 'command',
  },
  'seat.sendToLobby': {
    params: z.strictObject({ seatId: SeatId }),
    result: nothing,
    action: 'seat.admit',
    kind: 'command',
  },
  'seat.remove': {
    params: z.strictObject({ seatId: SeatId }),
    result: nothing,
    action: 'seat.remove',
    kind: 'command',
  },
  'session.open': { params: nothing, result: nothing, action: 'session.open', kind: 'command' },
  'session.close': { params: nothing, result: nothing, action: 'session.close', kind: 'command' },
  'session.extend': {
    params: z.strictObject({ minutes: ExtendMinutes }),
    result: z.strictObject({ endsAt: z.number() }),
    action: 'session.extend',
    kind: 'command',
  },
  'session.end': { params: nothing, result: nothing, action: 'session.end', kind: 'command' },
  'lead.transfer': {
    params: z.strictObject({ seatId: SeatId }),
    result: nothing,
    action: 'lead.transfer',
    kind: 'command',
  },
  'chat.send': {
    params: z.strictObject({ text: ChatText }),
    result: z.strictObject({ messageId: MessageId }),
    action: 'chat.send',
    kind: 'command',
  },
  /**
   * Chat before line `before`, counted from 0. `earlier` is where the next request continues; 0 for none. Start with
   * the view's `chatEarlier`.
   */
  'chat.earlier': {
    params: z.strictObject({ before: z.number().int().positive() }),
    result: z.strictObject({
      lines: z.record(MessageId, ChatLine),
      earlier: z.number().int().nonnegative(),
    }),
    action: 'chat.read',
    kind: 'query',
  },
  'help.send': {
    params: z.strictObject({ toSeatId: SeatId, text: HelpText }),
    result: z.strictObject({ messageId: MessageId }),
    action: 'help.send',
    kind: 'command',
  },

  /** Changes only with `rubric.kit.version`. */
  'kit.read': {
    params: nothing,
    result: z.strictObject({ chosen: undecoded<ChosenKit>() }),
    action: 'rubric.read',
    kind: 'query',
  },
  /** `leaving` is the outcome of the previous question (default: `done`). */
  'question.open': {
    params: z.strictObject({ questionId: QuestionId, leaving: QuestionOutcome.optional() }),
    result: nothing,
    action: 'question.conduct',
    kind: 'command',
  },
  'question.close': {
    params: z.strictObject({ questionId: QuestionId, outcome: QuestionOutcome }),
    result: nothing,
    action: 'question.conduct',
    kind: 'command',
  },
  'answer.start': {
    params: z.strictObject({ questionId: QuestionId }),
    result: nothing,
    action: 'question.conduct',
    kind: 'command',
  },
  'probe.queue': {
    params: z.strictObject({ questionId: QuestionId, probeId: ProbeId }),
    result: z.strictObject({ requestId: ProbeRequestId }),
    action: 'probe.queue',
    kind: 'command',
  },
  'probe.settle': {
    params: z.strictObject({ requestId: ProbeRequestId, outcome: ProbeOutcome }),
    result: nothing,
    action: 'probe.settle',
    kind: 'command',
  },
  /**
   * `conflict` unless the button is in the view's `buttons`. `utterance`: the caption at the time of the press, so
   * that a late press never skips the next question.
   */
  'recruiter.press': {
    params: z.strictObject({ button: RecruiterButton, utterance: z.number().int().nonnegative() }),
    result: nothing,
    action: 'recruiter.answer',
    kind: 'command',
  },
  /** `conflict` when the question is closed. */
  'recruiter.write': {
    params: z.strictObject({
      questionId: QuestionId,
      text: z.string().trim().min(1).max(WRITTEN_ANSWER_MAX),
    }),
    result: nothing,
    action: 'recruiter.answer',
    kind: 'command',
  },
  'recruiter.direct': {
    params: z.strictObject({
      order: RecruiterOrder,
      /** For `handBack` when the view has `choosesNext`. */
      next: NextQuestion.optional(),
    }),
    result: nothing,
    action: 'recruiter.direct',
    kind: 'command',
  },
  /** Resumes only if everyone consents. */
  'recording.direct': {
    params: z.strictObject({ order: z.enum(['stop', 'resume']) }),
    result: nothing,
    action: 'recording.direct',
    kind: 'command',
  },
  /** Deletes the files permanently. */
  'recording.erase': { params: nothing, result: nothing, action: 'recording.erase', kind: 'command' },
  /** For raters after the call. Extends the current grant if there is one. */
  'review.open': {
    params: z.strictObject({ held: MediaGrant.shape.grant.optional() }),
    result: undecoded<OpenedReview>(),
    action: 'recording.review',
    kind: 'query',
  },
  'review.renew': {
    params: z.strictObject({ grant: MediaGrant.shape.grant }),
    result: MediaGrant,
    action: 'recording.review',
    kind: 'query',
  },
  'logistics.send': {
    params: z.strictObject({ line: LogisticsLine }),
    result: nothing,
    action: 'logistics.send',
    kind: 'command',
  },
  /**
   * Sets a rating, or clears it without a value. `expectedVersion`: 0 for none. A different version gives `conflict`
   * with the current rating in `details.current`.
   */
  'rating.put': {
    params: z.strictObject({
      questionId: QuestionId,
      competencyId: CompetencyId,
      value: RatingValue.optional(),
      expectedVersion: ItemVersion,
      stamp: MediaStamp,
    }),
    result: z.strictObject({ version: ItemVersion }),
    action: 'rating.put',
    kind: 'command',
  },
  /** Versions work as in `rating.put`. */
  'note.put': {
    params: z.strictObject({
      noteId: NoteId,
      kind: NoteKind,
      questionId: QuestionId,
      competencyId: CompetencyId.optional(),
      text: NoteText,
      removed: z.boolean(),
      expectedVersion: ItemVersion,
      stamp: MediaStamp,
    }),
    result: z.strictObject({ version: ItemVersion }),
    action: 'note.put',
    kind: 'command',
  },
  /**
   * Locks permanently. `incomplete` while a competency has no rating or N. `invalid` without a recommendation, except
   * in practice.
   */
  'scorecard.lock': {
    params: z.strictObject({ recommendation: Lock.shape.recommendation, summary: Lock.shape.summary }),
    result: nothing,
    action: 'scorecard.lock',
    kind: 'command',
  },
  /** Revises one's own locked rating in the consensus. `expectedRevisions`: number of revisions seen. */
  'rating.revise': {
    params: z.strictObject({
      questionId: QuestionId,
      competencyId: CompetencyId,
      value: RatingValue,
      reason: Revision.shape.reason,
      expectedRevisions: z.number().int().nonnegative(),
    }),
    result: nothing,
    action: 'rating.revise',
    kind: 'command',
  },
  /** Opens scorecards before everyone has locked. Raters who have not locked still see only their own. */
  'scorecards.open': {
    params: z.strictObject({ reason: Revision.shape.reason }),
    result: nothing,
    action: 'scorecards.open',
    kind: 'command',
  },
  'scoring.close': { params: nothing, result: nothing, action: 'scoring.close', kind: 'command' },

  /** `send` is absent for receive-only roles. */
  'media.join': {
    params: z.strictObject({ rtpCapabilities: OpaqueMedia }),
    result: z.strictObject({ epoch: Epoch, ...JoinedPeer.shape }),
    action: 'media.receive',
    kind: 'query',
  },
  /** `known: false`: join again. */
  'media.sync': {
    params: nothing,
    result: z.strictObject({ epoch: z.number().int().nonnegative(), ...PeerMedia.shape }),
    action: 'media.receive',
    kind: 'query',
  },
  'media.connectTransport': {
    params: z.strictObject({ transportId: TransportId, dtlsParameters: OpaqueMedia }),
    result: nothing,
    action: 'media.receive',
    kind: 'query',
  },
  'media.restartIce': {
    params: z.strictObject({ transportId: TransportId }),
    result: z.strictObject({ iceParameters: OpaqueMedia }),
    action: 'media.receive',
    kind: 'query',
  },
  'media.produce': {
    params: z.strictObject({
      transportId: TransportId,
      source: MediaSource,
      kind: z.enum(['audio', 'video']),
      rtpParameters: OpaqueMedia,
      paused: z.boolean(),
    }),
    result: z.strictObject({ producerId: ProducerId }),
    action: 'media.send',
    kind: 'query',
  },
  /** A paused producer is not forwarded. */
  'media.setPaused': {
    params: z.strictObject({ source: MediaSource, paused: z.boolean() }),
    result: nothing,
    action: 'media.send',
    kind: 'query',
  },
  'media.stop': {
    params: z.strictObject({ source: MediaSource }),
    result: nothing,
    action: 'media.send',
    kind: 'query',
  },
  'media.updateConsumer': {
    params: z.strictObject({
      consumerId: ConsumerId,
      paused: z.boolean().optional(),
      spatialLayer: z.number().int().min(0).max(2).optional(),
    }),
    result: nothing,
    action: 'media.receive',
    kind: 'query',
  },

  /** The server closes the test after a few seconds. */
  'test.start': {
    params: z.strictObject({ protocol: z.enum(['udp', 'tcp']) }),
    result: z.strictObject({
      testId: z.string().max(64),
      rtpCapabilities: OpaqueMedia,
      transport: TransportOptions,
      iceServers: z.array(IceServer).max(16),
    }),
    action: 'connection.test',
    kind: 'query',
  },
  'test.connect': {
    params: z.strictObject({ testId: z.string().max(64), dtlsParameters: OpaqueMedia }),
    result: nothing,
    action: 'connection.test',
    kind: 'query',
  },
  'test.produce': {
    params: z.strictObject({ testId: z.string().max(64), rtpParameters: OpaqueMedia }),
    result: z.strictObject({ producerId: ProducerId }),
    action: 'connection.test',
    kind: 'query',
  },
  'test.stop': {
    params: z.strictObject({ testId: z.string().max(64) }),
    result: nothing,
    action: 'connection.test',
    kind: 'query',
  },
} as const satisfies Record<string, RequestRow>;

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
