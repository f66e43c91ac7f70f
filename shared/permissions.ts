import type { ErrorCode } from './errors.ts';
import { type InterviewPhase, isFinal } from './interview/phases.ts';
import { interviewerAgrees } from './interview/setup.ts';
import type { Presence, Seat } from './interview/state.ts';
import { ALL_SOURCES, type MediaSource } from './media/sources.ts';
import type { PracticePurpose } from './practice/practice.ts';
import type { SeatRole, StaffRole, ViewerRole } from './roles.ts';

/** Actions of people in an interview. */
export const ACTIONS = [
  'interview.read',
  'setup.report',
  'consent.give',
  'connection.test',
  'seat.enter',
  'seat.leave',
  'session.open',
  'session.close',
  'session.extend',
  'session.end',
  'seat.admit',
  'seat.remove',
  'lead.transfer',
  'help.send',
  'help.read',
  'chat.send',
  'chat.read',
  'question.read',
  'media.receive',
  'media.send',
  'rubric.read',
  'question.conduct',
  'probe.queue',
  'probe.settle',
  'logistics.send',
  'recruiter.answer',
  'recruiter.direct',
  'rating.put',
  'note.put',
  'scorecard.lock',
  'rating.revise',
  'scorecards.open',
  'scoring.close',
  'recording.direct',
  'recording.erase',
  'recording.review',
] as const;
export type Action = (typeof ACTIONS)[number];

interface Rule {
  phases: readonly InterviewPhase[];
  /** Required presence while the interview is not over. Absent: any. */
  presence?: readonly Presence[];
  lead?: true;
  /** Only if no candidate refused observers. */
  consent?: true;
  /** Only in practice interviews. */
  practice?: true;
  /** Not in practice with purpose `self`, which is private. */
  unlessPrivate?: true;
}

const ANY_PHASE: readonly InterviewPhase[] = ['lobby', 'open', 'ended', 'cancelled'];
const RUNNING: readonly InterviewPhase[] = ['lobby', 'open'];
/** A person who lost the connection keeps the rights of the room until their time to reconnect is over. */
const IN_ROOM: readonly Presence[] = ['inside', 'reconnecting'];

const always: Rule = { phases: ANY_PHASE };
const whileRunning: Rule = { phases: RUNNING };
const fromConsole = (rule: Rule): Rule => ({ ...rule, unlessPrivate: true });
const inRoom: Rule = { phases: ['open'], presence: IN_ROOM };
/** During the interview for people in the room, and afterward. */
const readInRoom: Rule = { phases: ['open', 'ended', 'cancelled'], presence: IN_ROOM };
const leadRunning: Rule = { phases: RUNNING, lead: true };
const leadOpen: Rule = { phases: ['open'], lead: true };
/** Scorecards can be written during breaks and after the interview. */
const whileScoring: Rule = { phases: ['lobby', 'open', 'ended'] };

/**
 * Rules for every action, by role. A missing rule denies the action. Socket requests, views, and the rights of peers at the sfu all use this
 * table.
 */
const TABLE: Record<Action, Partial<Record<ViewerRole, Rule>>> = {
  'interview.read': {
    candidate: always,
    interviewer: always,
    evaluator: always,
    observer: always,
    organizer: fromConsole(always),
  },
  'setup.report': {
    candidate: whileRunning,
    interviewer: whileRunning,
    evaluator: whileRunning,
    observer: whileRunning,
  },
  'consent.give': { candidate: whileRunning, interviewer: whileRunning },
  'connection.test': {
    candidate: whileRunning,
    interviewer: whileRunning,
    evaluator: whileRunning,
    observer: whileRunning,
  },
  'seat.enter': {
    candidate: whileRunning,
    interviewer: whileRunning,
    evaluator: whileRunning,
    observer: whileRunning,
  },
  'seat.leave': { candidate: always, interviewer: always, evaluator: always, observer: always },
  'session.open': { interviewer: { phases: ['lobby'], lead: true } },
  'session.close': { interviewer: leadOpen },
  'session.extend': { interviewer: leadOpen },
  'session.end': { interviewer: leadRunning },
  'seat.admit': { interviewer: leadOpen },
  'seat.remove': { interviewer: leadRunning },
  'lead.transfer': { interviewer: leadRunning, organizer: fromConsole(whileRunning) },
  'help.send': { interviewer: whileRunning, organizer: fromConsole(whileRunning) },
  'help.read': { candidate: always, interviewer: always, organizer: fromConsole(always) },
  'chat.send': { candidate: inRoom, interviewer: inRoom },
  /** Only messages that were sent while the person was in the room. */
  'chat.read': {
    candidate: readInRoom,
    interviewer: readInRoom,
    evaluator: readInRoom,
    observer: { ...readInRoom, consent: true },
  },
  /** Questions, and the virtual recruiter's lines. */
  'question.read': {
    candidate: readInRoom,
    interviewer: readInRoom,
    evaluator: readInRoom,
    observer: { ...readInRoom, consent: true },
  },
  'media.receive': {
    candidate: inRoom,
    interviewer: inRoom,
    evaluator: inRoom,
    observer: { ...inRoom, consent: true },
  },
  'media.send': { candidate: inRoom, interviewer: inRoom },
  'rubric.read': { interviewer: always, evaluator: always, organizer: fromConsole(always) },
  'question.conduct': { interviewer: leadOpen },
  'probe.queue': { interviewer: inRoom, evaluator: inRoom },
  'probe.settle': { interviewer: leadOpen },
  'logistics.send': { interviewer: inRoom, evaluator: inRoom },
  'recruiter.answer': { candidate: inRoom },
  'recruiter.direct': { interviewer: leadOpen },
  'rating.put': { interviewer: whileScoring, evaluator: whileScoring },
  'note.put': { interviewer: whileScoring, evaluator: whileScoring },
  'scorecard.lock': { interviewer: whileScoring, evaluator: whileScoring },
  'rating.revise': { interviewer: whileScoring, evaluator: whileScoring },
  'scorecards.open': {
    interviewer: { phases: ['open', 'ended'], lead: true },
    organizer: fromConsole({ phases: ['open', 'ended'] }),
  },
  'scoring.close': {
    interviewer: { phases: ['ended'], lead: true },
    organizer: fromConsole({ phases: ['ended'] }),
  },
  /** Stop and resume. */
  'recording.direct': { interviewer: leadOpen },
  'recording.erase': {
    interviewer: { phases: ['lobby', 'open', 'ended'], lead: true },
    organizer: fromConsole(always),
  },
  'recording.review': {
    candidate: { phases: ['ended'], practice: true },
    interviewer: { phases: ['ended'] },
    evaluator: { phases: ['ended'] },
    organizer: fromConsole(always),
  },
};

export interface Situation {
  role: ViewerRole;
  phase: InterviewPhase;
  presence: Presence;
  isLead: boolean;
  observersAllowed: boolean;
  /** Only in practice interviews. */
  practice?: PracticePurpose | undefined;
  /** Staff whose role covers only interviews that they take part in, and who have no part in this one. */
  outsider?: boolean | undefined;
}

export type Verdict =
  | { allowed: true }
  | { allowed: false; code: Extract<ErrorCode, 'forbidden' | 'not-lead' | 'wrong-phase' | 'not-admitted'> };

/** Returns the verdict of the table, with the first reason for a refusal in this order: role, lead, phase, presence, consent. */
export function judge(action: Action, situation: Situation): Verdict {
  const rule = TABLE[action][situation.role];
  if (!rule || situation.outsider || situation.presence === 'removed')
    return { allowed: false, code: 'forbidden' };
  if (rule.practice && !situation.practice) return { allowed: false, code: 'forbidden' };
  if (rule.unlessPrivate && situation.practice === 'self') return { allowed: false, code: 'forbidden' };
  if (rule.lead && !situation.isLead) return { allowed: false, code: 'not-lead' };
  if (!rule.phases.includes(situation.phase)) return { allowed: false, code: 'wrong-phase' };
  if (rule.presence && !isFinal(situation.phase) && !rule.presence.includes(situation.presence))
    return { allowed: false, code: 'not-admitted' };
  if (rule.consent && !situation.observersAllowed) return { allowed: false, code: 'forbidden' };
  return { allowed: true };
}

export function may(action: Action, situation: Situation): boolean {
  return judge(action, situation).allowed;
}

/** Returns the sources that a role may send. The sfu enforces this for each peer. */
export function sourcesOf(role: SeatRole): readonly MediaSource[] {
  return TABLE['media.send'][role] ? ALL_SOURCES : [];
}

/** Media group of the virtual recruiter. The group of a person is the role, or `UNRECORDED_GROUP`. */
export const RECRUITER_GROUP = 'recruiter';

/** Media group of interviewers who haven't agreed to be recorded. The recorder doesn't receive it. */
export const UNRECORDED_GROUP = 'unrecorded';

export const RECORDED_GROUPS: readonly string[] = ['candidate', 'interviewer', RECRUITER_GROUP];

/** Returns the media group of a seat. Candidates always belong to a recorded group: without their consent, nothing is recorded. */
export function mediaGroupOf({ role, consent }: Pick<Seat, 'role' | 'consent'>): string {
  return role === 'interviewer' && !interviewerAgrees(consent) ? UNRECORDED_GROUP : role;
}

/** Returns the media groups that a role receives. */
export function receivesFrom(role: SeatRole): readonly string[] {
  if (!TABLE['media.receive'][role]) return [];
  const senders = (['candidate', 'interviewer'] as const).filter(sender => sourcesOf(sender).length > 0);
  return [...senders, RECRUITER_GROUP, UNRECORDED_GROUP];
}

/** Actions of staff in the console. */
export const STAFF_ACTIONS = [
  'account.change',
  'interviews.read',
  'interviews.readAll',
  'interviews.create',
  'interviews.change',
  'links.issue',
  'links.revoke',
  'kits.read',
  'kits.change',
  'scorecards.read',
  'scorecards.export',
  'agreement.read',
  'evaluations.read',
  'evaluations.rate',
  'evaluations.manage',
  'reports.write',
  'reports.publish',
  'recordings.review',
  'recordings.download',
  'recordings.change',
  'recordings.erase',
  'retention.change',
  'storage.repair',
  'site.read',
  'site.change',
  'outbox.read',
  'outbox.change',
  'staff.read',
  'staff.invite',
  'staff.change',
] as const;
export type StaffAction = (typeof STAFF_ACTIONS)[number];

const STAFF_TABLE: Record<StaffAction, readonly StaffRole[]> = {
  'account.change': ['owner', 'organizer', 'interviewer'],
  'interviews.read': ['owner', 'organizer', 'interviewer'],
  /** Including interviews that they take no part in. */
  'interviews.readAll': ['owner', 'organizer'],
  'interviews.create': ['owner', 'organizer'],
  'interviews.change': ['owner', 'organizer'],
  'links.issue': ['owner', 'organizer'],
  'links.revoke': ['owner', 'organizer'],
  'kits.read': ['owner', 'organizer', 'interviewer'],
  'kits.change': ['owner', 'organizer'],
  'scorecards.read': ['owner', 'organizer', 'interviewer'],
  'scorecards.export': ['owner', 'organizer'],
  'agreement.read': ['owner', 'organizer'],
  'evaluations.read': ['owner', 'organizer', 'interviewer'],
  'evaluations.rate': ['owner', 'organizer', 'interviewer'],
  /** Settings, references, and revoking claims. */
  'evaluations.manage': ['owner', 'organizer'],
  'reports.write': ['owner', 'organizer', 'interviewer'],
  'reports.publish': ['owner', 'organizer'],
  'recordings.review': ['owner', 'organizer', 'interviewer'],
  'recordings.download': ['owner', 'organizer'],
  'recordings.change': ['owner', 'organizer'],
  'recordings.erase': ['owner', 'organizer'],
  'retention.change': ['owner'],
  'storage.repair': ['owner'],
  'site.read': ['owner', 'organizer', 'interviewer'],
  'site.change': ['owner', 'organizer'],
  'outbox.read': ['owner', 'organizer'],
  'outbox.change': ['owner', 'organizer'],
  'staff.read': ['owner', 'organizer'],
  'staff.invite': ['owner'],
  'staff.change': ['owner'],
};

export function staffMay(action: StaffAction, role: StaffRole): boolean {
  return STAFF_TABLE[action].includes(role);
}
