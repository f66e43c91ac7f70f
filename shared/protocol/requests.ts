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
import { MediaGrant } from '../recording/mediaGrant.ts';
import type { OpenedReview } from '../recording/review.ts';
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

/** Decoded where it is shown: a candidate's first page, which reads this table too, need not carry all that a kit or a review is. */
const undecoded = <T>() =>
  z.custom<T>(value => typeof value === 'object' && value !== null && !Array.isArray(value));

interface RequestRow {
  params: z.ZodType;
  result: z.ZodType;
  /** What the role table is asked before the handler runs. */
  action: Action;
  /** A command is written to the log and answered once per command id; a query changes nothing that lasts. */
  kind: 'command' | 'query';
}

/** Everything a client can ask over its socket. A new request is one row; the compiler then asks for its handler. */
export const REQUESTS = {
  /** The whole view. Also what a client asks when a patch is missing. */
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
  /** Done with pre-join: into the room, or into the lobby until admitted. Takes over from an older page of a sender. */
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
   * What this person may read of the chat before its line `before`, counted from 0, as much of it as one answer holds. `earlier` says where to go
   * on, 0 where there is no more. The view's `chatEarlier` says where to begin.
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
  /** One line of help from staff to a person who is setting up. */
  'help.send': {
    params: z.strictObject({ toSeatId: SeatId, text: HelpText }),
    result: z.strictObject({ messageId: MessageId }),
    action: 'help.send',
    kind: 'command',
  },

  /** The kit of this interview with all that raters may read of it. It changes only while `rubric.kit.version` does. */
  'kit.read': {
    params: nothing,
    result: z.strictObject({ chosen: undecoded<ChosenKit>() }),
    action: 'rubric.read',
    kind: 'query',
  },
  /** Makes a question the current one; the one before it is left as `leaving` says (`done` if absent). */
  'question.open': {
    params: z.strictObject({ questionId: QuestionId, leaving: QuestionOutcome.optional() }),
    result: nothing,
    action: 'question.conduct',
    kind: 'command',
  },
  /** Leaves the current question without opening another. */
  'question.close': {
    params: z.strictObject({ questionId: QuestionId, outcome: QuestionOutcome }),
    result: nothing,
    action: 'question.conduct',
    kind: 'command',
  },
  /** The candidate has begun to answer the current question. */
  'answer.start': {
    params: z.strictObject({ questionId: QuestionId }),
    result: nothing,
    action: 'question.conduct',
    kind: 'command',
  },
  /** Asks for a scripted probe. */
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
   * The candidate presses a button of the recruiter's. `conflict` where it is not among the view's `buttons`, as when the recruiter has
   * gone on meanwhile. `utterance` is the view's caption's when it was pressed, so that a late press never skips the next question.
   */
  'recruiter.press': {
    params: z.strictObject({ button: RecruiterButton, utterance: z.number().int().nonnegative() }),
    result: nothing,
    action: 'recruiter.answer',
    kind: 'command',
  },
  /** Hands in a written answer, where that is allowed; `conflict` where the question is no longer open. */
  'recruiter.write': {
    params: z.strictObject({
      questionId: QuestionId,
      text: z.string().trim().min(1).max(WRITTEN_ANSWER_MAX),
    }),
    result: nothing,
    action: 'recruiter.answer',
    kind: 'command',
  },
  /** The lead pauses, skips, repeats, takes over, hands back. */
  'recruiter.direct': {
    params: z.strictObject({
      order: RecruiterOrder,
      /** With `handBack`, where the view says `choosesNext`. */
      next: NextQuestion.optional(),
    }),
    result: nothing,
    action: 'recruiter.direct',
    kind: 'command',
  },
  /** The lead stops the recording, or lets it go on where everybody's consent allows it. */
  'recording.direct': {
    params: z.strictObject({ order: z.enum(['stop', 'resume']) }),
    result: nothing,
    action: 'recording.direct',
    kind: 'command',
  },
  /** Ends the recording if it runs, and deletes every file of it for good. */
  'recording.erase': { params: nothing, result: nothing, action: 'recording.erase', kind: 'command' },
  /** Raters watch it after the call. Goes on with the grant that is held, while it holds. */
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
   * Rates, rates anew, or takes back (no value). `expectedVersion` is the version the rater has seen, 0 for none; another one
   * gives `conflict` with the rating as it is (`details.current`, absent parts not there yet).
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
  /** Writes, changes or removes a note. Versions as with ratings. */
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
   * For ever. `incomplete` while a competency has neither rating nor N, `invalid` without a recommendation on an interview that people were
   * invited to. A recommendation on practice is not kept.
   */
  'scorecard.lock': {
    params: z.strictObject({ recommendation: Lock.shape.recommendation, summary: Lock.shape.summary }),
    result: nothing,
    action: 'scorecard.lock',
    kind: 'command',
  },
  /** Changes an own locked rating in the consensus; `expectedRevisions` is how many the rater has seen of it. */
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
  /** Before everybody has locked. Who has not locked still sees no one else's. */
  'scorecards.open': {
    params: z.strictObject({ reason: Revision.shape.reason }),
    result: nothing,
    action: 'scorecards.open',
    kind: 'command',
  },
  'scoring.close': { params: nothing, result: nothing, action: 'scoring.close', kind: 'command' },

  /** Transports and consumers in one go. `send` is absent for those who only watch. */
  'media.join': {
    params: z.strictObject({ rtpCapabilities: OpaqueMedia }),
    result: z.strictObject({ epoch: Epoch, ...JoinedPeer.shape }),
    action: 'media.receive',
    kind: 'query',
  },
  /** What the sfu has of this page now; `known: false` means: join again. */
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
  /** Mute and unmute: the producer is paused, so nothing of it is forwarded to anybody. */
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

  /** The connection test of pre-join; at most a few seconds long, closed by the server if the client forgets. */
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

/** What travels: a command also carries its id. */
export const RequestEnvelope = z.strictObject({ commandId: CommandId.optional(), params: z.unknown() });
export type RequestEnvelope = z.infer<typeof RequestEnvelope>;

/** Largest frame either side accepts, in bytes. */
export const MAX_FRAME_BYTES = 64 * 1024;

/** What a socket says of itself when it connects (`handshake.auth`). */
export const SocketAuth = z.union([
  z.strictObject({ kind: z.literal('seat'), joinToken: z.string().max(2_048), clientId: ClientId }),
  z.strictObject({ kind: z.literal('organizer'), interviewId: z.uuid(), clientId: ClientId }),
]);
export type SocketAuth = z.infer<typeof SocketAuth>;

/** How every request is answered. */
export type Reply<R> = { ok: true; result: R } | { ok: false; error: ErrorReply };

/** socket.io event maps, derived from the tables. */
export type ClientToServerEvents = {
  [N in RequestName]: (
    envelope: RequestEnvelope,
    acknowledge: (reply: Reply<RequestResult<N>>) => void,
  ) => void;
};
export type ServerToClientEvents = { [N in NoticeName]: (payload: NoticePayload<N>) => void };
