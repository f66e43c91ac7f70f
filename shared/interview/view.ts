import { z } from 'zod';
import { InterviewId, MessageId, SeatId, TeamId } from '../ids.ts';
import { MediaSource, SourceState } from '../media/sources.ts';
import type { Situation } from '../permissions.ts';
import { Practice } from '../practice/practice.ts';
import { RecordingView } from '../recording/recordingState.ts';
import { RecruiterView } from '../recruiter/recruiterView.ts';
import { Accommodations, RecruiterSettings } from '../recruiter/settings.ts';
import { SeatRole } from '../roles.ts';
import { RubricView } from '../rubric/rubricView.ts';
import { ChatLine } from './chat.ts';
import { LoopRound, Timestamp } from './fields.ts';
import { InterviewPhase } from './phases.ts';
import { Scheduling } from './scheduling.ts';
import { ConsentAnswer, Setup } from './setup.ts';
import { StartWindow } from './startWindow.ts';
import { ObserversAnswer, Presence } from './state.ts';
import { RatingProgress } from './status.ts';

/** A seat as one viewer may see it. Fields are absent if the viewer may not see them, or if unknown. */
export const SeatView = z.strictObject({
  seatId: SeatId,
  role: SeatRole,
  displayName: z.string(),
  presence: Presence,
  presenceSince: Timestamp,
  admitted: z.boolean(),
  /** Present in the viewer's own seat after they were in the room. */
  tookPart: z.literal(true).optional(),
  media: z.record(MediaSource, SourceState),
  setup: Setup.optional(),
  consent: ConsentAnswer.optional(),
  email: z.string().optional(),
  accommodations: Accommodations.optional(),
  /** When this candidate chose the time, unless a member has changed it since. */
  choseAt: Timestamp.optional(),
  link: z
    .strictObject({ expiresAt: Timestamp, revoked: z.boolean(), openedAt: Timestamp.optional() })
    .optional(),
});
export type SeatView = z.infer<typeof SeatView>;

/** An interview as one viewer may see it. No value is null, because null means "delete" in merge patches. */
export const InterviewView = z.strictObject({
  interviewId: InterviewId,
  title: z.string(),
  jobRole: z.string(),
  scheduledAt: Timestamp,
  plannedMinutes: z.number(),
  /** IANA name of the zone in which the time was chosen. Absent in older logs. */
  timeZone: z.string().optional(),
  /** When the candidate may start with the virtual recruiter. Absent if there is no recruiter or no limit. */
  window: StartWindow.optional(),
  /** Present if the candidate may choose the time. `open`: there is no time yet. */
  scheduling: z.strictObject({ ...Scheduling.shape, open: z.boolean() }).optional(),
  candidateJoined: z.boolean().optional(),
  /** For staff: who canceled the interview, and what they wrote about it. */
  canceled: z
    .strictObject({ by: z.enum(['candidate', 'staff', 'system']), note: z.string().optional() })
    .optional(),
  /** Hiring team, for staff in the console. */
  teamId: TeamId.optional(),
  /** For staff, once the interview has ended. */
  rating: RatingProgress.optional(),
  /** Present for staff when the interview is one of several rounds that were created together. */
  loop: LoopRound.optional(),
  /** Present for staff when people are told about the interview by email. */
  mail: z.literal(true).optional(),
  practice: Practice.optional(),
  phase: InterviewPhase,
  openedAt: Timestamp.optional(),
  endsAt: Timestamp.optional(),
  endedAt: Timestamp.optional(),
  leadSeatId: SeatId.optional(),
  ownSeatId: SeatId.optional(),
  seats: z.record(SeatId, SeatView),
  watching: z.number().int().nonnegative(),
  observersAllowed: z.boolean(),
  observersAnswer: ObserversAnswer.optional(),
  /** Present for candidates who decide about observers. */
  observersInvited: z.literal(true).optional(),
  mediaState: z.enum(['idle', 'placed', 'lost']),
  recording: RecordingView,
  chat: z.record(MessageId, ChatLine),
  /** Line before which `chat.earlier` continues; absent when there are no older lines. */
  chatEarlier: z.number().int().positive().optional(),
  afterwards: z
    .strictObject({
      tookPart: z.boolean(),
      answered: z.number().int().nonnegative().optional(),
      /** Number of planned questions. Absent when people choose the questions. */
      of: z.number().int().nonnegative().optional(),
    })
    .optional(),
  recruiter: RecruiterView.optional(),
  recruiterSettings: RecruiterSettings.optional(),
  /** Absent without a kit, and for viewers who may not see the rubric. */
  rubric: RubricView.optional(),
  help: z.record(
    MessageId,
    z.strictObject({ at: Timestamp, toSeatId: SeatId, fromName: z.string(), text: z.string() }),
  ),
});
export type InterviewView = z.infer<typeof InterviewView>;

export const ViewSnapshot = z.strictObject({
  version: z.number().int(),
  view: InterviewView,
  serverTime: z.number(),
});

/** Returns the input for permission checks in the client, so that it shows only what the server allows. */
export function situationInView(view: InterviewView): Situation {
  const own = view.ownSeatId && view.seats[view.ownSeatId];
  const { phase, observersAllowed, practice } = view;
  const common = { phase, observersAllowed, ...(practice && { practice: practice.purpose }) };
  if (!own) return { ...common, role: 'organizer', presence: 'left', isLead: false };
  return {
    ...common,
    role: own.role,
    presence: effectivePresence(own),
    isLead: view.leadSeatId === own.seatId,
  };
}

/** Returns the presence for permissions. Losing the connection does not change a person's rights. */
export function effectivePresence(seat: Pick<SeatView, 'presence' | 'admitted'>): Situation['presence'] {
  return seat.presence === 'reconnecting' && !seat.admitted ? 'waiting' : seat.presence;
}
