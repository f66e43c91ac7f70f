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
  TeamId,
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
  ChangeNote,
  ChatText,
  DisplayName,
  ExtendMinutes,
  HelpText,
  JobRole,
  LIMITS,
  LoopRound,
  PlannedMinutes,
  Timestamp,
  Title,
} from './fields.ts';
import { Scheduling } from './scheduling.ts';
import { ConsentAnswer, Setup } from './setup.ts';
import { StartWindow } from './startWindow.ts';

export const NewSeat = z.strictObject({
  seatId: SeatId,
  role: SeatRole,
  displayName: DisplayName,
  email: z.email().max(LIMITS.email).optional(),
});
export type NewSeat = z.infer<typeof NewSeat>;

/** Not checked, because the zone may be known to another version only. */
const ZoneName = z.string().max(LIMITS.timeZone);

export const LeaveReason = z.enum(['left', 'timed-out', 'interview-ended']);

/**
 * Payloads by kind of event; `reduce` has a case for each. A change that earlier versions would reject or
 * misread needs a new format (`server/store/eventRows.ts`); an optional field they may ignore does not.
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
    practice: Practice.optional(),
    namesHidden: z.boolean().optional(),
    /** Has an effect only while the virtual recruiter asks the questions. */
    window: StartWindow.optional(),
    /** Hiring team. Servers of earlier versions ignore it, and show the interview to all organizers. */
    teamId: TeamId.optional(),
    /** Invitations, changes, cancellations, and reminders are emailed. Absent in older logs. */
    mail: z.literal(true).optional(),
    /** IANA name of the zone in which the time was chosen. Absent in older logs. */
    timeZone: ZoneName.optional(),
    /** Present when the interview is one of several rounds that were created together. */
    loop: LoopRound.optional(),
  }),
  'interview.changed': z.strictObject({
    title: Title.optional(),
    jobRole: JobRole.optional(),
    scheduledAt: Timestamp.optional(),
    plannedMinutes: PlannedMinutes.optional(),
    /** `null` removes the window. */
    window: StartWindow.nullable().optional(),
    /** `null` removes the team. */
    teamId: TeamId.nullable().optional(),
    mail: z.literal(true).optional(),
    timeZone: ZoneName.optional(),
    /** What the people who were invited read about a new time. */
    note: ChangeNote.optional(),
  }),
  'interview.cancelled': z.strictObject({
    /** What the people who were invited read about it. */
    note: ChangeNote.optional(),
  }),
  /** The candidate may choose the time. `interview.changed` with a time is their choice, or a member's. */
  'scheduling.offered': Scheduling,
  'seat.added': z.strictObject({ seat: NewSeat }),
  'seat.changed': z.strictObject({
    seatId: SeatId,
    displayName: DisplayName.optional(),
    email: NewSeat.shape.email.nullable(),
    /** Zone in which a candidate chose the time. */
    timeZone: ZoneName.optional(),
  }),
  'link.issued': z.strictObject({ seatId: SeatId, linkId: LinkId, expiresAt: Timestamp }),
  /** The first time that a candidate used the link to choose the time. Joining has events of its own. */
  'link.opened': z.strictObject({ seatId: SeatId, linkId: LinkId }),
  'link.revoked': z.strictObject({
    seatId: SeatId,
    linkId: LinkId,
    /** True when the person isn't told. */
    quiet: z.literal(true).optional(),
  }),
  'session.opened': z.strictObject({}),
  'session.closed': z.strictObject({}),
  'session.extended': z.strictObject({ minutes: ExtendMinutes }),
  'session.ended': z.strictObject({}),
  'lead.transferred': z.strictObject({ toSeatId: SeatId }),
  'seat.connected': z.strictObject({ seatId: SeatId, clientId: ClientId, serverId: z.string().max(64) }),
  'seat.disconnected': z.strictObject({ seatId: SeatId, clientId: ClientId }),
  /** A disconnected page didn't reconnect in time, while another page of the same seat is connected. */
  'page.expired': z.strictObject({ seatId: SeatId, clientId: ClientId }),
  'seat.entered': z.strictObject({ seatId: SeatId, clientId: ClientId }),
  'seat.admitted': z.strictObject({ seatId: SeatId }),
  'seat.sentToLobby': z.strictObject({ seatId: SeatId }),
  'seat.left': z.strictObject({ seatId: SeatId, reason: LeaveReason }),
  'seat.removed': z.strictObject({
    seatId: SeatId,
    /** Who takes over the person's part. */
    replacedBy: SeatId.optional(),
  }),
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
  /** A recording segment started on the media server `agoMs` before this event. */
  'recording.started': z.strictObject({
    recordingId: RecordingId,
    stretchId: StretchId,
    nodeId: NodeId,
    agoMs: z.number().int().nonnegative(),
  }),
  'recording.stopped': z.strictObject({ stretchId: StretchId, reason: RecordingStopReason }),
  /** Recording is due but failed to start or continue. */
  'recording.refused': z.strictObject({ trouble: z.enum(['storage-full', 'failed']) }),
  /** The disk of the recording server is nearly full (`low`), or has space again. */
  'recording.storageChanged': z.strictObject({ stretchId: StretchId, low: z.boolean() }),
  'recording.directed': z.strictObject({ order: z.enum(['stop', 'resume']) }),
  /** The recording is no longer accessible; its files are being deleted. */
  'recording.erased': z.strictObject({ recordingId: RecordingId }),
  /** Sets the kit, or replaces it. Possible until the interview first opens. */
  'kit.chosen': ChosenKit,
  /** With settings, the virtual recruiter asks the questions. Without settings, people ask them. */
  'recruiter.assigned': z.strictObject({ settings: RecruiterSettings.optional() }),
  /** A step without `rules` was made under version 1 of the virtual recruiter's rules. */
  'recruiter.stepped': z.strictObject({
    input: RecruiterInput,
    rules: z.number().int().positive().default(1),
  }),
  'accommodations.set': z.strictObject({ seatId: SeatId, accommodations: Accommodations }),
  'answer.written': z.strictObject({ questionId: QuestionId, text: z.string().max(WRITTEN_ANSWER_MAX) }),
  /** `leaving` is the outcome of the question that was open before. */
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
  /** `reason`: why a comparison was ended. */
  'scoring.closed': z.strictObject({ reason: Revision.shape.reason.optional() }),
  /** Asks evaluators to rate from the recording. A later event of this kind replaces the conditions. */
  'evaluation.asked': z.strictObject({ raters: RatersAsked, namesHidden: z.boolean() }),
  /** A member claims the interview to rate it. A new claim after a release uses the same seat. */
  'evaluation.claimed': z.strictObject({ seatId: SeatId, userId: UserId, shadow: z.boolean() }),
  'evaluation.released': z.strictObject({ seatId: SeatId, reason: ReleaseReason }),
  /** The rater has compared the ratings and doesn't revise theirs further. */
  'ratings.kept': z.strictObject({ seatId: SeatId }),
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

export const Actor = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('seat'), seatId: SeatId }),
  z.strictObject({ type: z.literal('staff'), userId: UserId }),
  z.strictObject({ type: z.literal('system') }),
]);
export type Actor = z.infer<typeof Actor>;

/** The actor of events that no person caused. */
export const SYSTEM: Actor = { type: 'system' };

/** An event to which the log has not yet added its number, time, and actor. */
export type NewEvent = { [K in EventKind]: { kind: K; payload: EventPayload<K> } }[EventKind];

/** An event of a kind or format that this version doesn't know. The log keeps it; this version skips it. */
export type NewerEvent = { kind: 'newer'; payload: { kind: string } };

/** One row of an interview's log. `seq` counts from 1 without gaps; `at` never decreases with `seq`. */
export type InterviewEvent = Logged<NewEvent> | Logged<NewerEvent>;
export type Logged<E> = E & { seq: number; at: number; actor: Actor };
