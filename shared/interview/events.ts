import { z } from 'zod';
import { RatersAsked, ReleaseReason } from '../evaluation/evaluationState.ts';
import {
  ClientId,
  InterviewId,
  LinkId,
  MessageId,
  NodeId,
  NoteId,
  ProbeRequestId,
  RecordingId,
  SeatId,
  StretchId,
  UserId,
} from '../ids.ts';
import { ChosenKit } from '../kit/kit.ts';
import { CompetencyId, ProbeId, QuestionId } from '../kit/kitIds.ts';
import { MediaSource, SourceState } from '../media/sources.ts';
import { Practice } from '../practice/practice.ts';
import { RecordingStopReason } from '../recording/recordingState.ts';
import { RecruiterInput } from '../recruiter/inputs.ts';
import { WRITTEN_ANSWER_MAX } from '../recruiter/recruiterView.ts';
import { Accommodations, RecruiterSettings } from '../recruiter/settings.ts';
import { SeatRole } from '../roles.ts';
import { RatingValue } from '../rubric/rating.ts';
import { LogisticsLine, ProbeOutcome, QuestionOutcome } from '../rubric/rubricState.ts';
import { ItemVersion, Lock, MediaStamp, Note, Revision, RUBRIC_LIMITS } from '../rubric/scorecard.ts';
import {
  ChatText,
  DisplayName,
  ExtendMinutes,
  HelpText,
  JobRole,
  LIMITS,
  PlannedMinutes,
  Timestamp,
  Title,
} from './fields.ts';
import { ConsentAnswer, Setup } from './setup.ts';
import { StartWindow } from './startWindow.ts';

export const NewSeat = z.strictObject({
  seatId: SeatId,
  role: SeatRole,
  displayName: DisplayName,
  email: z.email().max(LIMITS.email).optional(),
});
export type NewSeat = z.infer<typeof NewSeat>;

/** Why a seat's place in the room ended. */
export const LeaveReason = z.enum(['left', 'timed-out', 'interview-ended']);

/**
 * Every kind of event in an interview's log, with its payload as commands write it. An event is a fact: it was checked before it was
 * written, and reading it back never fails. A new kind is one row here and one case in `reduce`. A change of a payload that earlier versions
 * would reject or misread needs a new format (`server/store/eventFormats.ts`); an optional field that they may ignore does not.
 */
export const EVENT_PAYLOADS = {
  'interview.created': z.strictObject({
    interviewId: InterviewId,
    title: Title,
    jobRole: JobRole,
    scheduledAt: Timestamp,
    plannedMinutes: PlannedMinutes,
    seats: z.array(NewSeat).max(LIMITS.seats),
    leadSeatId: SeatId.optional(),
    /** A stranger practices with the virtual recruiter. */
    practice: Practice.optional(),
    /** Whether those who rate it from the recording see a code in place of the candidate's name. */
    namesHidden: z.boolean().optional(),
    /** Has a meaning only while the virtual recruiter holds the interview. */
    window: StartWindow.optional(),
  }),
  'interview.changed': z.strictObject({
    title: Title.optional(),
    jobRole: JobRole.optional(),
    scheduledAt: Timestamp.optional(),
    plannedMinutes: PlannedMinutes.optional(),
    /** `null`: there is none from here on. */
    window: StartWindow.nullable().optional(),
  }),
  'interview.cancelled': z.strictObject({}),
  'seat.added': z.strictObject({ seat: NewSeat }),
  /** A name or an address was put right. `null`: there is no address any more. */
  'seat.changed': z.strictObject({
    seatId: SeatId,
    displayName: DisplayName.optional(),
    email: NewSeat.shape.email.nullable(),
  }),
  'link.issued': z.strictObject({ seatId: SeatId, linkId: LinkId, expiresAt: Timestamp }),
  'link.revoked': z.strictObject({ seatId: SeatId, linkId: LinkId }),
  'session.opened': z.strictObject({}),
  'session.closed': z.strictObject({}),
  'session.extended': z.strictObject({ minutes: ExtendMinutes }),
  'session.ended': z.strictObject({}),
  'lead.transferred': z.strictObject({ toSeatId: SeatId }),
  'seat.connected': z.strictObject({ seatId: SeatId, clientId: ClientId, serverId: z.string().max(64) }),
  'seat.disconnected': z.strictObject({ seatId: SeatId, clientId: ClientId }),
  /** A page that was in and lost its connection did not come back in time, while another page of its seat is in. */
  'page.expired': z.strictObject({ seatId: SeatId, clientId: ClientId }),
  'seat.entered': z.strictObject({ seatId: SeatId, clientId: ClientId }),
  'seat.admitted': z.strictObject({ seatId: SeatId }),
  'seat.sentToLobby': z.strictObject({ seatId: SeatId }),
  'seat.left': z.strictObject({ seatId: SeatId, reason: LeaveReason }),
  'seat.removed': z.strictObject({ seatId: SeatId }),
  'setup.reported': z.strictObject({ seatId: SeatId, setup: Setup }),
  'consent.given': z.strictObject({ seatId: SeatId, consent: ConsentAnswer }),
  'help.sent': z.strictObject({
    messageId: MessageId,
    toSeatId: SeatId,
    fromName: DisplayName,
    text: HelpText,
  }),
  'chat.sent': z.strictObject({ messageId: MessageId, fromSeatId: SeatId, text: ChatText }),
  'media.changed': z.strictObject({ seatId: SeatId, source: MediaSource, state: SourceState }),
  'media.placed': z.strictObject({ nodeId: NodeId, epoch: z.number().int().positive() }),
  'media.lost': z.strictObject({ epoch: z.number().int().positive(), reason: z.string().max(40) }),
  /** The media server records: the stretch began `agoMs` before this event. */
  'recording.started': z.strictObject({
    recordingId: RecordingId,
    stretchId: StretchId,
    nodeId: NodeId,
    agoMs: z.number().int().nonnegative(),
  }),
  /** The media server has stopped. */
  'recording.stopped': z.strictObject({ stretchId: StretchId, reason: RecordingStopReason }),
  /** It should run and cannot. */
  'recording.refused': z.strictObject({ trouble: z.enum(['storage-full', 'failed']) }),
  /** The disk of the media server that records fills, or has room again. */
  'recording.storageChanged': z.strictObject({ stretchId: StretchId, low: z.boolean() }),
  'recording.directed': z.strictObject({ order: z.enum(['stop', 'resume']) }),
  /** Nothing of it can be reached from here on; its files are deleted. */
  'recording.erased': z.strictObject({ recordingId: RecordingId }),
  /** Before the session first opens a kit can be replaced; from then on it is frozen. */
  'kit.chosen': ChosenKit,
  /** The virtual recruiter holds the interview; without settings people do. */
  'recruiter.assigned': z.strictObject({ settings: RecruiterSettings.optional() }),
  /** What was written before steps carried a number was decided by the first rules. */
  'recruiter.stepped': z.strictObject({
    input: RecruiterInput,
    rules: z.number().int().positive().default(1),
  }),
  'accommodations.set': z.strictObject({ seatId: SeatId, accommodations: Accommodations }),
  /** What a candidate who may answer in writing handed in. */
  'answer.written': z.strictObject({ questionId: QuestionId, text: z.string().max(WRITTEN_ANSWER_MAX) }),
  /** The question before it, if any, is left as `leaving` says. */
  'question.opened': z.strictObject({ questionId: QuestionId, leaving: QuestionOutcome.optional() }),
  'question.closed': z.strictObject({ questionId: QuestionId, outcome: QuestionOutcome }),
  'answer.started': z.strictObject({ questionId: QuestionId }),
  'probe.queued': z.strictObject({
    requestId: ProbeRequestId,
    questionId: QuestionId,
    probeId: ProbeId,
    fromSeatId: SeatId,
  }),
  'probe.settled': z.strictObject({ requestId: ProbeRequestId, outcome: ProbeOutcome }),
  'logistics.sent': z.strictObject({ messageId: MessageId, fromSeatId: SeatId, line: LogisticsLine }),
  'rating.put': z.strictObject({
    seatId: SeatId,
    questionId: QuestionId,
    competencyId: CompetencyId,
    /** Absent: taken back. */
    value: RatingValue.optional(),
    version: ItemVersion,
    stamp: MediaStamp,
  }),
  'note.put': z.strictObject({ seatId: SeatId, noteId: NoteId, note: Note }),
  'scorecard.locked': z.strictObject({
    seatId: SeatId,
    recommendation: Lock.shape.recommendation,
    summary: Lock.shape.summary,
  }),
  'scorecards.opened': z.strictObject({
    byName: z.string().max(LIMITS.displayName),
    reason: z.string().max(RUBRIC_LIMITS.reason),
  }),
  'scoring.closed': z.strictObject({}),
  /** People are to rate it from the recording. Asked again: with other conditions. */
  'evaluation.asked': z.strictObject({ raters: RatersAsked, namesHidden: z.boolean() }),
  /** A member of staff rates it in this seat; the same seat again after a release. */
  'evaluation.claimed': z.strictObject({ seatId: SeatId, userId: UserId, shadow: z.boolean() }),
  'evaluation.released': z.strictObject({ seatId: SeatId, reason: ReleaseReason }),
  'rating.revised': z.strictObject({
    seatId: SeatId,
    questionId: QuestionId,
    competencyId: CompetencyId,
    value: RatingValue,
    reason: Revision.shape.reason,
  }),
} as const;

export type EventKind = keyof typeof EVENT_PAYLOADS;
export type EventPayload<K extends EventKind> = z.infer<(typeof EVENT_PAYLOADS)[K]>;

/** Who made an event happen. */
export const Actor = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('seat'), seatId: SeatId }),
  z.strictObject({ type: z.literal('staff'), userId: UserId }),
  z.strictObject({ type: z.literal('system') }),
]);
export type Actor = z.infer<typeof Actor>;

/** What a command decides: kind and payload. The log adds number, time and actor. */
export type NewEvent = { [K in EventKind]: { kind: K; payload: EventPayload<K> } }[EventKind];

/** An event of a kind or format that only a newer version knows. The log keeps it; this version skips it. */
export interface NewerEvent {
  kind: 'newer';
  payload: { kind: string };
}

/** One row of an interview's log. `seq` counts from 1 without gaps; `at` never decreases with `seq`. */
export type InterviewEvent = Logged<NewEvent> | Logged<NewerEvent>;
export type Logged<E> = E & { seq: number; at: number; actor: Actor };
