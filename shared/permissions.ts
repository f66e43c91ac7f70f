import type { ErrorCode } from './errors.ts';
import type { TeamId } from './ids.ts';
import { type InterviewPhase, isFinal } from './interview/phases.ts';
import { interviewerAgrees } from './interview/setup.ts';
import type { Presence, Seat } from './interview/state.ts';
import { ALL_SOURCES, type MediaSource } from './media/sources.ts';
import type { PracticePurpose } from './practice/practice.ts';
import type { SeatRole, StaffRole, ViewerRole } from './roles.ts';

interface Rule {
  phases: readonly InterviewPhase[];
  /** Required presence while the interview isn't over. If absent, any presence will do. */
  presence?: readonly Presence[];
  lead?: true;
  /** Requires that no candidate has refused observers. */
  consent?: true;
  practice?: true;
  /** Forbids the action in practice with purpose `self`, which is private. */
  unlessPrivate?: true;
}

const ANY_PHASE: readonly InterviewPhase[] = ['lobby', 'open', 'ended', 'cancelled'];
const RUNNING: readonly InterviewPhase[] = ['lobby', 'open'];
/** People who lose the connection keep the rights of the room while they can reconnect. */
const IN_ROOM: readonly Presence[] = ['inside', 'reconnecting'];

const always: Rule = { phases: ANY_PHASE };
const whileRunning: Rule = { phases: RUNNING };
const fromConsole = (rule: Rule): Rule => ({ ...rule, unlessPrivate: true });
const everyone = (rule: Rule): Record<SeatRole, Rule> => ({
  candidate: rule,
  interviewer: rule,
  evaluator: rule,
  observer: rule,
  captioner: rule,
});
const watched = (rule: Rule) => ({ ...everyone(rule), observer: { ...rule, consent: true as const } });
const inRoom: Rule = { phases: ['open'], presence: IN_ROOM };
/** During the interview, requires presence in the room; after it, any presence will do. */
const readInRoom: Rule = { phases: ['open', 'ended', 'cancelled'], presence: IN_ROOM };
const leadRunning: Rule = { phases: RUNNING, lead: true };
const leadOpen: Rule = { phases: ['open'], lead: true };
/** Scorecards can be written during breaks and after the interview. */
const whileScoring: Rule = { phases: ['lobby', 'open', 'ended'] };

/** Rules by action and role, for requests, views, and the sfu. Without a rule, an action is forbidden. */
const TABLE = {
  'interview.read': { ...everyone(always), organizer: fromConsole(always) },
  'setup.report': everyone(whileRunning),
  'consent.give': { candidate: whileRunning, interviewer: whileRunning },
  'connection.test': everyone(whileRunning),
  'seat.enter': everyone(whileRunning),
  'seat.leave': everyone(always),
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
  /** Applies only to messages that were sent while the person was in the room. */
  'chat.read': watched(readInRoom),
  /** Applies to questions and to the virtual recruiter's lines. */
  'question.read': watched(readInRoom),
  /** Covers typing captions for candidates. */
  'captions.write': { captioner: inRoom },
  'media.receive': watched(inRoom),
  'media.send': { candidate: inRoom, interviewer: inRoom },
  /** Applies to captions of what is said now. No one sees who reads them. */
  'captions.read': watched(inRoom),
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
  /** Covers the person's own words; without the candidate's consent, there is no transcript. */
  'transcript.withdraw': { candidate: { phases: ['ended'] }, interviewer: { phases: ['ended'] } },
  /** Staff correct from the console with `recordings.change`. */
  'transcript.correct': { interviewer: { phases: ['ended'], lead: true }, organizer: fromConsole(always) },
} satisfies Record<string, Partial<Record<ViewerRole, Rule>>>;
export type Action = keyof typeof TABLE;
export const ACTIONS = Object.keys(TABLE) as Action[];
const RULES: Record<Action, Partial<Record<ViewerRole, Rule>>> = TABLE;

export interface Situation {
  role: ViewerRole;
  phase: InterviewPhase;
  presence: Presence;
  isLead: boolean;
  observersAllowed: boolean;
  practice?: PracticePurpose | undefined;
  /** True for staff who may see only interviews that they take part in, and don't take part in this one. */
  outsider?: boolean | undefined;
}

export type Verdict =
  | { allowed: true }
  | { allowed: false; code: Extract<ErrorCode, 'forbidden' | 'not-lead' | 'wrong-phase' | 'not-admitted'> };

/** Checks in this order: role, lead, phase, presence, consent. Returns the first reason for a refusal. */
export function judge(action: Action, situation: Situation): Verdict {
  const rule = RULES[action][situation.role];
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

export function sourcesOf(role: SeatRole): readonly MediaSource[] {
  return RULES['media.send'][role] ? ALL_SOURCES : [];
}

/** Media group of the virtual recruiter. A person's group is their role, or `UNRECORDED_GROUP`. */
export const RECRUITER_GROUP = 'recruiter';

/** Media group of interviewers who haven't agreed to be recorded. The recorder skips it. */
const UNRECORDED_GROUP = 'unrecorded';

export const RECORDED_GROUPS: readonly string[] = ['candidate', 'interviewer', RECRUITER_GROUP];

/** Returns a person's media group. Candidates need no check: without their consent, no one is recorded. */
export function mediaGroupOf({ role, consent }: Pick<Seat, 'role' | 'consent'>): string {
  return role === 'interviewer' && !interviewerAgrees(consent) ? UNRECORDED_GROUP : role;
}

export function receivesFrom(role: SeatRole): readonly string[] {
  if (!RULES['media.receive'][role]) return [];
  const senders = (['candidate', 'interviewer'] as const).filter(sender => sourcesOf(sender).length > 0);
  return [...senders, RECRUITER_GROUP, UNRECORDED_GROUP];
}

/** Roles of staff that may take an action in the console. */
const STAFF_TABLE = {
  'account.change': ['owner', 'organizer', 'evaluator', 'interviewer'],
  'interviews.read': ['owner', 'organizer', 'evaluator', 'interviewer'],
  /** Includes interviews that the member takes no part in. */
  'interviews.readAll': ['owner', 'organizer'],
  'interviews.create': ['owner', 'organizer'],
  'interviews.change': ['owner', 'organizer'],
  'links.issue': ['owner', 'organizer'],
  'links.revoke': ['owner', 'organizer'],
  'kits.read': ['owner', 'organizer', 'evaluator'],
  'kits.change': ['owner', 'organizer'],
  'scorecards.read': ['owner', 'organizer', 'evaluator', 'interviewer'],
  'scorecards.export': ['owner', 'organizer'],
  'agreement.read': ['owner', 'organizer'],
  'evaluations.read': ['owner', 'organizer', 'evaluator'],
  'evaluations.rate': ['owner', 'organizer', 'evaluator'],
  /** Covers settings, references, and taking back claims. */
  'evaluations.manage': ['owner', 'organizer'],
  'reports.write': ['owner', 'organizer', 'evaluator'],
  'reports.publish': ['owner', 'organizer'],
  'recordings.review': ['owner', 'organizer', 'evaluator', 'interviewer'],
  'recordings.download': ['owner', 'organizer'],
  'recordings.change': ['owner', 'organizer'],
  'recordings.erase': ['owner', 'organizer'],
  'retention.change': ['owner'],
  'organization.change': ['owner'],
  'storage.repair': ['owner'],
  'site.read': ['owner', 'organizer', 'evaluator'],
  'site.change': ['owner', 'organizer'],
  'outbox.read': ['owner', 'organizer'],
  'outbox.change': ['owner', 'organizer'],
  /** Covers only candidates of interviews that the member may see, and whose names aren't hidden. */
  'candidates.read': ['owner', 'organizer', 'evaluator', 'interviewer'],
  /** Covers merging records and exporting all about a person. */
  'candidates.change': ['owner', 'organizer'],
  'candidates.delete': ['owner', 'organizer'],
  'decisions.make': ['owner', 'organizer'],
  'audit.read': ['owner', 'organizer'],
  /** Includes what other people do with their accounts, such as signing in. */
  'audit.readAccounts': ['owner'],
  /** Covers reading and writing comments on an interview after rating it. */
  'debrief.write': ['owner', 'organizer', 'evaluator', 'interviewer'],
  /** Covers the member's own hours for interviews. */
  'availability.change': ['owner', 'organizer', 'evaluator', 'interviewer'],
  'availability.read': ['owner', 'organizer'],
  /** Covers other members' hours, for example when someone is ill. */
  'availability.changeOthers': ['owner', 'organizer'],
  'staff.read': ['owner', 'organizer'],
  'staff.invite': ['owner'],
  'staff.change': ['owner'],
  /** Includes interviews and kits of hiring teams that the member isn't in. */
  'teams.readAll': ['owner'],
  'teams.change': ['owner'],
} satisfies Record<string, readonly StaffRole[]>;
export type StaffAction = keyof typeof STAFF_TABLE;
export const STAFF_ACTIONS = Object.keys(STAFF_TABLE) as StaffAction[];

export function staffMay(action: StaffAction, role: StaffRole): boolean {
  const roles: readonly StaffRole[] = STAFF_TABLE[action];
  return roles.includes(role);
}

/** Hiring teams whose interviews and kits a member may see. Those without a team are in every scope. */
export type TeamScope = 'all' | readonly TeamId[];

export function teamScopeOf({
  role,
  teams = [],
}: {
  role: StaffRole;
  teams?: readonly TeamId[] | undefined;
}): TeamScope {
  return staffMay('teams.readAll', role) ? 'all' : teams;
}

export function isInScope(teamId: TeamId | undefined, scope: TeamScope): boolean {
  return teamId === undefined || scope === 'all' || scope.includes(teamId);
}
