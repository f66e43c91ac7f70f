import { z } from 'zod';
import type { EvaluationState } from '../evaluation/evaluationState.ts';
import type { ClientId, InterviewId, LinkId, MessageId, NodeId, SeatId, TeamId, UserId } from '../ids.ts';
import type { MediaSource, SourceState } from '../media/sources.ts';
import type { Practice } from '../practice/practice.ts';
import type { RecordingState } from '../recording/recordingState.ts';
import type { RecruiterState } from '../recruiter/recruiterState.ts';
import type { Accommodations } from '../recruiter/settings.ts';
import { isReceiveOnly, type SeatRole, type StaffRole } from '../roles.ts';
import type { RubricState } from '../rubric/rubricState.ts';
import type { Chat, LineNumbers } from './chat.ts';
import type { Actor } from './events.ts';
import type { LoopRound } from './fields.ts';
import type { InterviewPhase } from './phases.ts';
import type { SchedulingState } from './scheduling.ts';
import type { ConsentAnswer, Setup } from './setup.ts';
import type { StartWindow } from './startWindow.ts';

/**
 * Presence of a person.
 *
 * - `invited`: never opened the link
 * - `preparing`: in pre-join
 * - `waiting`: in the waiting room
 * - `inside`: in the room
 * - `reconnecting`: was waiting or inside and lost the connection; keeps the seat
 * - `left`: may return
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

/** True while connected. False for a `reconnecting` person. */
export function isHere({ presence }: { readonly presence: Presence }): boolean {
  return presence === 'preparing' || presence === 'waiting' || presence === 'inside';
}

const PRESENT: ReadonlySet<Presence> = new Set(['preparing', 'waiting', 'inside', 'reconnecting']);

/** True while connected, and while a disconnected person can still come back to the room. */
export function isPresent({ presence }: { readonly presence: Presence }): boolean {
  return PRESENT.has(presence);
}

/** How long a disconnected seat is `reconnecting` before it is `left`. */
export const SEAT_GRACE_MS = 120_000;

interface SeatPage {
  serverId: string;
  connected: boolean;
  disconnectedAt?: number;
  /** True after pre-join. Only entered pages may send media. */
  entered: boolean;
}

export interface Seat {
  readonly seatId: SeatId;
  readonly role: SeatRole;
  readonly displayName: string;
  readonly email?: string;
  /** Zone in which this candidate chose the time. May be unknown here. */
  readonly timeZone?: string;
  /** When this candidate chose the time, unless a member has changed it since. */
  readonly choseAt?: number;
  readonly presence: Presence;
  readonly presenceSince: number;
  readonly admitted: boolean;
  readonly tookPart: boolean;
  readonly pages: Readonly<Record<ClientId, SeatPage>>;
  readonly media: Readonly<Record<MediaSource, SourceState>>;
  readonly setup?: Setup;
  readonly consent?: ConsentAnswer;
  /** `quiet`: the person wasn't told that the link is revoked. `openedAt`: when the time-choosing page was opened. */
  readonly link?: { linkId: LinkId; expiresAt: number; revoked: boolean; quiet?: true; openedAt?: number };
  /** Who removed the person, and who takes over. Absent in snapshots of earlier versions. */
  readonly removed?: { readonly by: Actor; readonly replacedBy?: SeatId };
  /** Present only for a candidate whom the virtual recruiter interviews. */
  readonly accommodations?: Accommodations;
}

interface HelpLine {
  readonly at: number;
  readonly toSeatId: SeatId;
  readonly fromName: string;
  readonly text: string;
}

/** Location of the media room. `epoch` increases each time the room is created again. */
type MediaPlace =
  | { readonly state: 'idle'; readonly epoch: number }
  | { readonly state: 'placed'; readonly epoch: number; readonly nodeId: NodeId }
  | { readonly state: 'lost'; readonly epoch: number };

/** State of an interview, computed from its log. Immutable. */
export interface InterviewState {
  readonly interviewId: InterviewId;
  readonly title: string;
  readonly jobRole: string;
  readonly scheduledAt: number;
  readonly plannedMinutes: number;
  /** IANA name of the zone in which the time was chosen. Absent in older logs. May be unknown here. */
  readonly timeZone?: string;
  /** When the interview may start with the virtual recruiter. Absent when it may start at any time. */
  readonly window?: StartWindow;
  /** Present if the candidate may choose the time. */
  readonly scheduling?: SchedulingState;
  /** True when people are told about this interview by email. */
  readonly mail?: true;
  /** Present when the interview is one of several rounds that were created together. */
  readonly loop?: LoopRound;
  readonly phase: InterviewPhase;
  /** True when the log has events of a newer version. Base no decision on this state: it is incomplete. */
  readonly hasNewerEvents?: true;
  readonly practice?: Practice;
  /** Hiring team whose members may see the interview. Absent if it has no team. */
  readonly teamId?: TeamId;
  /** True when evaluators see a code instead of the candidate's name. Absent in older logs. */
  readonly namesHidden?: boolean;
  /** Member who created the interview, also by an import. */
  readonly createdBy?: UserId;
  /** Who chose the current time after the interview was created, and what they wrote about it. */
  readonly moved?: { readonly by: Actor; readonly note?: string };
  /** Who canceled the interview, and what they wrote about it. Absent in snapshots of earlier versions. */
  readonly canceled?: { readonly by: Actor; readonly note?: string };
  readonly openedAt?: number;
  /** `openedAt` plus planned and extended minutes. Only displayed: interviews don't end automatically. */
  readonly endsAt?: number;
  readonly endedAt?: number;
  readonly leadSeatId?: SeatId;
  readonly seats: Readonly<Record<SeatId, Seat>>;
  /** Only the newest messages. The log has all of them. */
  readonly chat: Chat;
  readonly chatEarlier: number;
  /** For each seat, the line numbers that it may read, counted over the whole chat. */
  readonly chatHeard: Readonly<Record<SeatId, LineNumbers>>;
  readonly help: Readonly<Record<MessageId, HelpLine>>;
  readonly media: MediaPlace;
  readonly evaluation?: EvaluationState;
  readonly rubric?: RubricState;
  /** Absent until recording is first attempted. */
  readonly recording?: RecordingState;
  readonly recruiter?: RecruiterState;
}

export const ALL_OFF: Readonly<Record<MediaSource, SourceState>> = {
  microphone: 'off',
  camera: 'off',
  screen: 'off',
  screenAudio: 'off',
};

export function candidateJoined(seats: readonly Pick<Seat, 'role' | 'tookPart'>[]): boolean {
  return seats.some(({ role, tookPart }) => role === 'candidate' && tookPart);
}

/** True unless a candidate has answered the consent questions without agreeing to observers. */
export function observersAllowed(state: InterviewState): boolean {
  return Object.values(state.seats).every(
    ({ role, consent }) => role !== 'candidate' || consent === undefined || consent.observers === true,
  );
}

/** True when someone is invited as an observer. */
export function hasObservers(seats: Readonly<Record<string, Pick<Seat, 'role' | 'presence'>>>): boolean {
  return Object.values(seats).some(({ role, presence }) => role === 'observer' && presence !== 'removed');
}

/** The candidates' joint answer: `refused` if one refused, `agreed` if all agreed, otherwise `unanswered`. */
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

/** Returns the number of pages of evaluators and observers in the room. A link can be open on several pages. */
export function watchingCount(state: InterviewState): number {
  return Object.values(state.seats)
    .filter(seat => isReceiveOnly(seat.role) && seat.role !== 'captioner' && seat.presence === 'inside')
    .flatMap(seat => Object.values(seat.pages))
    .filter(page => page.entered && page.connected).length;
}

/** A seat, staff in the console, or the server creating files. `email` identifies staff who also rate. */
export type Viewer =
  | { kind: 'seat'; seatId: SeatId }
  | { kind: 'organizer'; email?: string; role?: StaffRole; teams?: readonly TeamId[] }
  | { kind: 'product' };
