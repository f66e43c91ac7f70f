import { z } from 'zod';
import type { EvaluationState } from '../evaluation/evaluationState.ts';
import type { ClientId, InterviewId, LinkId, MessageId, NodeId, SeatId } from '../ids.ts';
import type { MediaSource, SourceState } from '../media/sources.ts';
import type { Practice } from '../practice/practice.ts';
import type { RecordingState } from '../recording/recordingState.ts';
import type { RecruiterState } from '../recruiter/recruiterState.ts';
import type { Accommodations } from '../recruiter/settings.ts';
import { isReceiveOnly, type SeatRole, type StaffRole } from '../roles.ts';
import type { RubricState } from '../rubric/rubricState.ts';
import type { Chat, LineNumbers } from './chat.ts';
import type { InterviewPhase } from './phases.ts';
import type { ConsentAnswer, Setup } from './setup.ts';
import type { StartWindow } from './startWindow.ts';

/**
 * Where a person is.
 *
 * - `invited`: the link was never opened;
 * - `preparing`: in pre-join;
 * - `waiting`: ready, in the lobby;
 * - `inside`: in the room;
 * - `reconnecting`: was waiting or inside and lost the connection; the seat is kept;
 * - `left`: gone, may come back;
 * - `removed`: shut out by the lead.
 */
export const Presence = z.enum([
  'invited',
  'preparing',
  'waiting',
  'inside',
  'reconnecting',
  'left',
  'removed',
]);
export type Presence = z.infer<typeof Presence>;

/** Whether the person is connected now. Who lost the connection keeps the seat and is not here. */
export function isHere({ presence }: { readonly presence: Presence }): boolean {
  return presence === 'preparing' || presence === 'waiting' || presence === 'inside';
}

/** How long a dropped person's seat stays `reconnecting` before it counts as `left`, in milliseconds. */
export const SEAT_GRACE_MS = 120_000;

/** One page (tab or device) of a seat. */
interface SeatPage {
  serverId: string;
  connected: boolean;
  /** Since when it is not connected, epoch milliseconds. */
  disconnectedAt?: number;
  /** Whether the page went through pre-join; only such a page may carry media. */
  entered: boolean;
}

interface SeatLink {
  linkId: LinkId;
  expiresAt: number;
  revoked: boolean;
}

export interface Seat {
  readonly seatId: SeatId;
  readonly role: SeatRole;
  readonly displayName: string;
  readonly email?: string;
  readonly presence: Presence;
  /** Since when the presence holds, epoch milliseconds. */
  readonly presenceSince: number;
  readonly admitted: boolean;
  /** Whether the person has ever been in the room. */
  readonly tookPart: boolean;
  readonly pages: Readonly<Record<ClientId, SeatPage>>;
  readonly media: Readonly<Record<MediaSource, SourceState>>;
  readonly setup?: Setup;
  readonly consent?: ConsentAnswer;
  readonly link?: SeatLink;
  /** Set for a candidate whom the virtual recruiter interviews. */
  readonly accommodations?: Accommodations;
}

interface HelpLine {
  readonly at: number;
  readonly toSeatId: SeatId;
  readonly fromName: string;
  readonly text: string;
}

/** Where the interview's media room is. `epoch` grows each time the room is made anew. */
type MediaPlace =
  | { readonly state: 'idle'; readonly epoch: number }
  | { readonly state: 'placed'; readonly epoch: number; readonly nodeId: NodeId }
  | { readonly state: 'lost'; readonly epoch: number };

/** All that is known of an interview: the fold of its log. Never mutated. */
export interface InterviewState {
  readonly interviewId: InterviewId;
  readonly title: string;
  readonly jobRole: string;
  readonly scheduledAt: number;
  readonly plannedMinutes: number;
  /** Has a meaning only while the virtual recruiter holds the interview. Absent: it may start at any time. */
  readonly window?: StartWindow;
  readonly phase: InterviewPhase;
  /** The log has events of a newer version, so this state lacks what they say: nothing may be decided on it. */
  readonly hasNewerEvents?: true;
  /** Absent for an interview that people were invited to. */
  readonly practice?: Practice;
  /** Whether raters were to see a code in place of the candidate's name when it was created; absent in older logs. */
  readonly namesHidden?: boolean;
  /** When the lead first opened. */
  readonly openedAt?: number;
  /** `openedAt` plus planned and extended minutes. Informs: the clock ends nothing. */
  readonly endsAt?: number;
  readonly endedAt?: number;
  readonly leadSeatId?: SeatId;
  readonly seats: Readonly<Record<SeatId, Seat>>;
  /** The newest part; the log has it all. */
  readonly chat: Chat;
  /** How many lines of chat came before those. */
  readonly chatEarlier: number;
  /** Which lines are whose, of all of them. */
  readonly chatHeard: Readonly<Record<SeatId, LineNumbers>>;
  readonly help: Readonly<Record<MessageId, HelpLine>>;
  readonly media: MediaPlace;
  /** Absent where the raters were there. */
  readonly evaluation?: EvaluationState;
  /** Absent for an interview without a kit. */
  readonly rubric?: RubricState;
  /** Absent until something of it happens. */
  readonly recording?: RecordingState;
  /** Absent where people ask the questions. */
  readonly recruiter?: RecruiterState;
}

export const ALL_OFF: Readonly<Record<MediaSource, SourceState>> = {
  microphone: 'off',
  camera: 'off',
  screen: 'off',
  screenAudio: 'off',
};

/** Whether a candidate has ever been in the room. */
export function candidateJoined(seats: readonly Pick<Seat, 'role' | 'tookPart'>[]): boolean {
  return seats.some(({ role, tookPart }) => role === 'candidate' && tookPart);
}

/** Observers may watch unless a candidate has come and not agreed to them: no answer is not a yes. */
export function observersAllowed(state: InterviewState): boolean {
  return Object.values(state.seats).every(
    ({ role, consent }) => role !== 'candidate' || consent === undefined || consent.observers === true,
  );
}

/** What candidates say to observers: one refusal is enough, and an agreement takes all of them. No one observes practice, or is asked about it. */
export const ObserversAnswer = z.enum(['agreed', 'refused', 'unanswered']);
export type ObserversAnswer = z.infer<typeof ObserversAnswer>;

export function observersAnswer({ seats, practice }: InterviewState): ObserversAnswer {
  const answers = Object.values(seats)
    .filter(({ role }) => role === 'candidate')
    .map(({ consent }) => consent?.observers);
  if (practice || answers.length === 0) return 'unanswered';
  if (answers.includes(false)) return 'refused';
  return answers.includes(undefined) ? 'unanswered' : 'agreed';
}

/** On how many pages people watch unseen right now: a link may have been passed on. */
export function watchingCount(state: InterviewState): number {
  return Object.values(state.seats)
    .filter(seat => isReceiveOnly(seat.role) && seat.presence === 'inside')
    .flatMap(seat => Object.values(seat.pages))
    .filter(page => page.entered && page.connected).length;
}

/**
 * Who is looking: the holder of a seat, staff from the console, or the product itself, which makes files of what happened. The address of
 * staff tells whether they also rate, their role what of the console's they may see.
 */
export type Viewer =
  | { kind: 'seat'; seatId: SeatId }
  | { kind: 'organizer'; email?: string; role?: StaffRole }
  | { kind: 'product' };
