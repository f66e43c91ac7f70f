import fc from 'fast-check';
import { uuidv7 } from 'uuidv7';
import { ReleaseReason } from '../../shared/evaluation/evaluationState.ts';
import { NodeId, NoteId, ProbeRequestId, RecordingId, StretchId, UserId } from '../../shared/ids.ts';
import type { EventKind, EventPayload, Logged, NewEvent, NewSeat } from '../../shared/interview/events.ts';
import { LeaveReason } from '../../shared/interview/events.ts';
import type { ConsentAnswer, Setup } from '../../shared/interview/setup.ts';
import { CONSENT_VERSION, ConnectionCheck, DeviceCheck } from '../../shared/interview/setup.ts';
import { ProbeId } from '../../shared/kit/kitIds.ts';
import { MediaSource, SourceState } from '../../shared/media/sources.ts';
import { VoiceState } from '../../shared/media/voice.ts';
import { RecordingStopReason } from '../../shared/recording/recordingState.ts';
import type { Cue } from '../../shared/recruiter/clip.ts';
import type { RecruiterInput } from '../../shared/recruiter/inputs.ts';
import { RecruiterButton, RecruiterOrder } from '../../shared/recruiter/recruiterView.ts';
import { Pace, RecruiterVoice } from '../../shared/recruiter/settings.ts';
import { SeatRole } from '../../shared/roles.ts';
import type { RatingValue } from '../../shared/rubric/rating.ts';
import { LogisticsLine, ProbeOutcome, QuestionOutcome } from '../../shared/rubric/rubricState.ts';
import { NoteKind, Recommendation } from '../../shared/rubric/scorecard.ts';
import { chosenKit, exampleInterviewKit } from './exampleKit.ts';
import {
  LOG_START_MS,
  newClientId,
  newInterviewId,
  newLinkId,
  newMessageId,
  newSeat,
  newSeatId,
} from './interviewLog.ts';

/** Few people and pages, so that random events often concern the same ones. */
const SEATS: readonly NewSeat[] = [
  newSeat('candidate', 'Ada'),
  newSeat('interviewer', 'Grace'),
  newSeat('interviewer', 'Edsger'),
  newSeat('evaluator', 'Barbara'),
  newSeat('observer', 'Alan'),
];
const CLIENTS = [newClientId(), newClientId(), newClientId()];
const LINKS = [newLinkId(), newLinkId()];
const UNKNOWN_SEAT = newSeatId();

export const LOG_SEATS = SEATS;

const seatId = fc.constantFrom(...SEATS.map(seat => seat.seatId), UNKNOWN_SEAT);
const clientId = fc.constantFrom(...CLIENTS);
const linkId = fc.constantFrom(...LINKS);
const nothing = fc.constant({});
const text = fc
  .string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
  .filter(value => value.trim() === value);
const minutes = fc.integer({ min: 5, max: 120 });
const epoch = fc.integer({ min: 1, max: 5 });
const at = fc.integer({ min: LOG_START_MS, max: LOG_START_MS + 86_400_000 });

const setup: fc.Arbitrary<Setup> = fc.record(
  {
    browser: fc.string({ maxLength: 20 }),
    camera: fc.constantFrom(...DeviceCheck.options),
    microphone: fc.constantFrom(...DeviceCheck.options),
    speaker: fc.constantFrom('unchecked', 'ok', 'skipped'),
    connection: fc.constantFrom(...ConnectionCheck.options),
    roundTripMs: fc.integer({ min: 0, max: 60_000 }),
    ready: fc.boolean(),
  },
  { requiredKeys: ['browser', 'camera', 'microphone', 'speaker', 'connection', 'ready'] },
);

const consent: fc.Arbitrary<ConsentAnswer> = fc.record(
  {
    version: fc.constantFrom(1, CONSENT_VERSION),
    recording: fc.boolean(),
    observers: fc.boolean(),
    transcript: fc.boolean(),
  },
  { requiredKeys: ['version', 'recording', 'observers'] },
);

const KIT = exampleInterviewKit();
const questionId = fc.constantFrom(...KIT.questions.map(question => question.id));
const rated = fc.constantFrom(
  ...KIT.questions.flatMap(({ id, competencies }) =>
    competencies.map(competencyId => ({ questionId: id, competencyId })),
  ),
);
const ratingValue = fc.constantFrom(1, 2, 3, 4, 5, 'N' as const) as fc.Arbitrary<RatingValue>;
const version = fc.integer({ min: 1, max: 5 });
const stamp = fc.record({ mediaTimeMs: fc.integer({ min: 0, max: 3_600_000 }) });
const NOTES = [NoteId.parse(uuidv7()), NoteId.parse(uuidv7())];
const noteId = fc.constantFrom(...NOTES);
const PROBE_REQUESTS = [ProbeRequestId.parse(uuidv7()), ProbeRequestId.parse(uuidv7())];
const probeRequestId = fc.constantFrom(...PROBE_REQUESTS);

const recordingId = fc.constantFrom('a', 'b').map(digit => RecordingId.parse(digit.repeat(32)));
const stretchId = fc.constantFrom('1', '2', '3').map(digit => StretchId.parse(digit.repeat(32)));
const trouble = fc.constantFrom('storage-full' as const, 'failed' as const);

const utterance = fc.integer({ min: 1, max: 6 });
const clipMs = fc.integer({ min: 0, max: 20_000 });
const recruiterInput: fc.Arbitrary<RecruiterInput> = fc.oneof(
  fc.constant({ type: 'time' as const }),
  fc.record({
    type: fc.constant('play.started' as const),
    utterance,
    fromMs: clipMs,
    durationMs: clipMs,
    cues: fc.constant<Cue[]>([]),
  }),
  fc.record({ type: fc.constant('play.ended' as const), utterance }),
  fc.record({ type: fc.constant('play.held' as const), utterance, resumeMs: clipMs }),
  fc.record({ type: fc.constant('play.failed' as const), utterance, reason: text }),
  fc.record({
    type: fc.constant('voice' as const),
    state: fc.constantFrom(...VoiceState.options),
    agoMs: fc.integer({ min: 0, max: 2_000 }),
  }),
  fc.record({ type: fc.constant('pressed' as const), button: fc.constantFrom(...RecruiterButton.options) }),
  fc.record({ type: fc.constant('written' as const), words: fc.nat(500) }),
  fc.record({ type: fc.constant('writing' as const), on: fc.boolean() }),
  fc.record({
    type: fc.constant('ordered' as const),
    order: fc.constantFrom(...RecruiterOrder.options),
    seatId,
  }),
);
const recruiterSettings = fc.record({
  voice: fc.constantFrom(...RecruiterVoice.options),
  pace: fc.constantFrom(...Pace.options),
  practice: fc.boolean(),
});

type Payloads = { [K in EventKind]: fc.Arbitrary<EventPayload<K>> };

/** One arbitrary per event kind; the compiler requires an entry for each new kind. */
const PAYLOADS: Payloads = {
  'interview.created': fc.constant({
    interviewId: newInterviewId(),
    title: 'Backend Developer',
    jobRole: 'Backend Developer',
    scheduledAt: LOG_START_MS,
    plannedMinutes: 45,
    seats: [...SEATS],
    leadSeatId: (SEATS[1] as NewSeat).seatId,
  }),
  'interview.changed': fc.record(
    {
      ...{ title: text, jobRole: text, scheduledAt: at, plannedMinutes: minutes },
      window: fc.option(fc.record({ opensAt: at, closesAt: at })),
    },
    { requiredKeys: [] },
  ),
  'interview.cancelled': nothing,
  'scheduling.offered': fc.record({ until: at, changeHours: fc.integer({ min: 0, max: 48 }) }),
  'seat.changed': fc.record({
    seatId,
    displayName: fc.constant('Ada'),
    email: fc.constantFrom('ada@example.org', null),
  }),
  'seat.added': fc.record({ seat: fc.constantFrom(...SeatRole.options).map(role => newSeat(role)) }),
  'link.issued': fc.record({ seatId, linkId, expiresAt: at }),
  'link.opened': fc.record({ seatId, linkId }),
  'link.revoked': fc.record({ seatId, linkId }),
  'session.opened': nothing,
  'session.closed': nothing,
  'session.extended': fc.record({ minutes: fc.integer({ min: 1, max: 120 }) }),
  'session.ended': nothing,
  'lead.transferred': fc.record({ toSeatId: seatId }),
  'seat.connected': fc.record({ seatId, clientId, serverId: fc.constantFrom('server-1', 'server-2') }),
  'seat.disconnected': fc.record({ seatId, clientId }),
  'page.expired': fc.record({ seatId, clientId }),
  'seat.entered': fc.record({ seatId, clientId }),
  'seat.admitted': fc.record({ seatId }),
  'seat.sentToLobby': fc.record({ seatId }),
  'seat.left': fc.record({ seatId, reason: fc.constantFrom(...LeaveReason.options) }),
  'seat.removed': fc.record({ seatId }),
  'setup.reported': fc.record({ seatId, setup }),
  'consent.given': fc.record({ seatId, consent }),
  'help.sent': fc.record({
    messageId: fc.nat().map(newMessageId),
    toSeatId: seatId,
    fromName: text,
    text,
  }),
  'chat.sent': fc.record({ messageId: fc.nat().map(newMessageId), fromSeatId: seatId, text }),
  'media.changed': fc.record({
    seatId,
    source: fc.constantFrom(...MediaSource.options),
    state: fc.constantFrom(...SourceState.options),
  }),
  'media.placed': fc.record({ nodeId: fc.constant(NodeId.parse('node-1')), epoch }),
  'media.lost': fc.record({ epoch, reason: fc.constant('worker-died') }),
  'recording.started': fc.record({
    recordingId,
    stretchId,
    nodeId: fc.constant(NodeId.parse('node-1')),
    agoMs: fc.integer({ min: 0, max: 5_000 }),
  }),
  'recording.stopped': fc.record({ stretchId, reason: fc.constantFrom(...RecordingStopReason.options) }),
  'recording.refused': fc.record({ trouble }),
  'recording.storageChanged': fc.record({ stretchId, low: fc.boolean() }),
  'recording.directed': fc.record({ order: fc.constantFrom('stop' as const, 'resume' as const) }),
  'recording.erased': fc.record({ recordingId }),
  'evaluation.asked': fc.record({ raters: fc.integer({ min: 1, max: 2 }), namesHidden: fc.boolean() }),
  'evaluation.claimed': fc.record({
    seatId,
    userId: fc.constantFrom('u-1', 'u-2').map(id => UserId.parse(id)),
    shadow: fc.boolean(),
  }),
  'evaluation.released': fc.record({ seatId, reason: fc.constantFrom(...ReleaseReason.options) }),
  'kit.chosen': fc.integer({ min: 1, max: 3 }).map(version => chosenKit({ version })),
  'recruiter.assigned': fc.record({ settings: recruiterSettings }, { requiredKeys: [] }),
  'recruiter.stepped': fc.record({ input: recruiterInput, rules: fc.integer({ min: 1, max: 2 }) }),
  'accommodations.set': fc.record({
    seatId,
    accommodations: fc.record(
      {
        extraTime: fc.constantFrom(1, 1.25, 1.5, 2),
        pace: fc.constantFrom(...Pace.options),
        audioOnly: fc.boolean(),
        questionsInAdvance: fc.boolean(),
        textAnswers: fc.boolean(),
        noTimeLimit: fc.boolean(),
      },
      { requiredKeys: ['extraTime', 'audioOnly', 'questionsInAdvance', 'textAnswers', 'noTimeLimit'] },
    ),
  }),
  'answer.written': fc.record({ questionId, text }),
  'question.opened': fc.record(
    { questionId, leaving: fc.constantFrom(...QuestionOutcome.options) },
    { requiredKeys: ['questionId'] },
  ),
  'question.closed': fc.record({ questionId, outcome: fc.constantFrom(...QuestionOutcome.options) }),
  'answer.started': fc.record({ questionId }),
  'probe.queued': fc.record({
    requestId: probeRequestId,
    questionId,
    probeId: fc.constant(ProbeId.parse('probe-1-1')),
    fromSeatId: seatId,
  }),
  'probe.settled': fc.record({
    requestId: probeRequestId,
    outcome: fc.constantFrom(...ProbeOutcome.options),
  }),
  'logistics.sent': fc.record({
    messageId: fc.nat().map(newMessageId),
    fromSeatId: seatId,
    line: fc.constantFrom(...LogisticsLine.options),
  }),
  'rating.put': fc
    .tuple(
      rated,
      fc.record(
        { seatId, value: ratingValue, version, stamp },
        { requiredKeys: ['seatId', 'version', 'stamp'] },
      ),
    )
    .map(([key, rating]) => ({ ...key, ...rating })),
  'note.put': fc.record({
    seatId,
    noteId,
    note: fc.record({
      kind: fc.constantFrom(...NoteKind.options),
      questionId,
      text,
      removed: fc.boolean(),
      version,
      stamp,
    }),
  }),
  'scorecard.locked': fc.record({
    seatId,
    recommendation: fc.constantFrom(...Recommendation.options),
    summary: text,
  }),
  'scorecards.opened': fc.record({ byName: text, reason: text }),
  'scoring.closed': nothing,
  'ratings.kept': fc.record({ seatId }),
  'rating.revised': fc
    .tuple(rated, fc.record({ seatId, value: ratingValue, reason: fc.constant('I misheard the answer.') }))
    .map(([key, revision]) => ({ ...key, ...revision })),
};

const laterEvents = (Object.keys(PAYLOADS) as EventKind[])
  .filter(kind => kind !== 'interview.created')
  .map(kind => PAYLOADS[kind].map(payload => ({ kind, payload }) as NewEvent));

/** Logs as a server may write them: numbered without gaps, in order of time, starting with the interview's creation. */
export const logArbitrary: fc.Arbitrary<Logged<NewEvent>[]> = fc
  .tuple(
    PAYLOADS['interview.created'],
    fc.array(fc.tuple(fc.oneof(...laterEvents), fc.integer({ min: 0, max: 10_000 })), { maxLength: 60 }),
  )
  .map(([creation, rest]) => {
    const events: Logged<NewEvent>[] = [
      { seq: 1, at: LOG_START_MS, actor: { type: 'system' }, kind: 'interview.created', payload: creation },
    ];
    let time = LOG_START_MS;
    for (const [event, delayMs] of rest) {
      time += delayMs;
      events.push({ ...event, seq: events.length + 1, at: time, actor: { type: 'system' } });
    }
    return events;
  });
