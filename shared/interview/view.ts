import { z } from 'zod';
import { InterviewId, MessageId, SeatId } from '../ids.ts';
import { MediaSource, SourceState } from '../media/sources.ts';
import type { Situation } from '../permissions.ts';
import { Practice } from '../practice/practice.ts';
import { RecordingView } from '../recording/recordingState.ts';
import { RecruiterView } from '../recruiter/recruiterView.ts';
import { Accommodations, RecruiterSettings } from '../recruiter/settings.ts';
import { SeatRole } from '../roles.ts';
import { RubricView } from '../rubric/rubricView.ts';
import { ChatLine } from './chat.ts';
import { Timestamp } from './fields.ts';
import { InterviewPhase } from './phases.ts';
import { ConsentAnswer, Setup } from './setup.ts';
import { StartWindow } from './startWindow.ts';
import { ObserversAnswer, Presence } from './state.ts';

/** A seat as one viewer may see it. Absent fields are those the viewer may not see, or that are not known yet. */
export const SeatView = z.strictObject({
  seatId: SeatId,
  role: SeatRole,
  displayName: z.string(),
  presence: Presence,
  presenceSince: Timestamp,
  admitted: z.boolean(),
  media: z.record(MediaSource, SourceState),
  setup: Setup.optional(),
  consent: ConsentAnswer.optional(),
  email: z.string().optional(),
  /** For the console of people who do not rate here. */
  accommodations: Accommodations.optional(),
  link: z.strictObject({ expiresAt: Timestamp, revoked: z.boolean() }).optional(),
});
export type SeatView = z.infer<typeof SeatView>;

/**
 * An interview as one viewer may see it: what goes over the wire, first whole and then as merge patches. Collections are
 * records by id so that a patch carries only what changed; no value is ever null (a merge patch means "delete" by it).
 */
export const InterviewView = z.strictObject({
  interviewId: InterviewId,
  title: z.string(),
  jobRole: z.string(),
  scheduledAt: Timestamp,
  plannedMinutes: z.number(),
  /** When the candidate may start, where the virtual recruiter holds it. Absent: at any time, or when people open it. */
  window: StartWindow.optional(),
  /** Whether a candidate has ever been in the room. For staff. */
  candidateJoined: z.boolean().optional(),
  /** Absent for an interview that people were invited to. */
  practice: Practice.optional(),
  phase: InterviewPhase,
  openedAt: Timestamp.optional(),
  endsAt: Timestamp.optional(),
  endedAt: Timestamp.optional(),
  leadSeatId: SeatId.optional(),
  /** Absent for staff who look in from the console. */
  ownSeatId: SeatId.optional(),
  seats: z.record(SeatId, SeatView),
  /** On how many pages people watch unseen. */
  watching: z.number().int().nonnegative(),
  observersAllowed: z.boolean(),
  /** For staff and observers. */
  observersAnswer: ObserversAnswer.optional(),
  mediaState: z.enum(['idle', 'placed', 'lost']),
  recording: RecordingView,
  /** The newest part. */
  chat: z.record(MessageId, ChatLine),
  /** Where the chat goes on before that, if it does: what to ask `chat.earlier` for. */
  chatEarlier: z.number().int().positive().optional(),
  /** What became of it for the candidate, once it has ended. Candidate only. */
  afterwards: z
    .strictObject({
      /** Whether they have ever been in the room. */
      tookPart: z.boolean(),
      /** How many questions they answered; absent for an interview without a kit. */
      answered: z.number().int().nonnegative().optional(),
      /** Of how many; absent where people ask, who choose among them. */
      of: z.number().int().nonnegative().optional(),
    })
    .optional(),
  /** Absent where people ask the questions. */
  recruiter: RecruiterView.optional(),
  /** How the recruiter is set, for the console. */
  recruiterSettings: RecruiterSettings.optional(),
  /** Absent for everybody who may not see the rubric, and where there is no kit. */
  rubric: RubricView.optional(),
  help: z.record(
    MessageId,
    z.strictObject({ at: Timestamp, toSeatId: SeatId, fromName: z.string(), text: z.string() }),
  ),
});
export type InterviewView = z.infer<typeof InterviewView>;

/** A view in whole, at one moment of the server's clock. `version` counts from here, by one a patch. */
export const ViewSnapshot = z.strictObject({
  version: z.number().int(),
  view: InterviewView,
  serverTime: z.number(),
});

/** What the role table needs to know of whose view this is, so that a client can show only the buttons that will work. */
export function situationInView(view: InterviewView): Situation {
  const own = view.ownSeatId && view.seats[view.ownSeatId];
  const { phase, observersAllowed, practice } = view;
  const common = { phase, observersAllowed, ...(practice && { practice: practice.purpose }) };
  if (!own) return { ...common, role: 'organizer', presence: 'left', isLead: false };
  return { ...common, role: own.role, presence: placeOf(own), isLead: view.leadSeatId === own.seatId };
}

/** Who was cut off in the lobby has no right of the room: the place that is kept is the one they had. */
export function placeOf(seat: Pick<SeatView, 'presence' | 'admitted'>): Situation['presence'] {
  return seat.presence === 'reconnecting' && !seat.admitted ? 'waiting' : seat.presence;
}
