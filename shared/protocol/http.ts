import { z } from 'zod';
import { InterviewId, SeatId, TeamId } from '../ids.ts';
import {
  ChangeNote,
  DisplayName,
  Email,
  JobRole,
  LIMITS,
  NewStart,
  PlannedMinutes,
  Timestamp,
  TimeZone,
  Title,
} from '../interview/fields.ts';
import { StartWindow } from '../interview/startWindow.ts';
import { InterviewStatus } from '../interview/status.ts';
import { InterviewView } from '../interview/view.ts';
import { KitId } from '../kit/kitIds.ts';
import { Accommodations, RecruiterSettings } from '../recruiter/settings.ts';
import { SeatRole, StaffRole } from '../roles.ts';
import { nothing } from '../schemaOf.ts';
import { ACCOUNT_ROUTES, CurrentPassword } from './accountRoutes.ts';
import { AUDIT_ROUTES } from './auditRoutes.ts';
import { AVAILABILITY_ROUTES } from './availabilityRoutes.ts';
import { BULK_ROUTES } from './bulkRoutes.ts';
import { CALIBRATION_ROUTES } from './calibrationRoutes.ts';
import { CANDIDATE_ROUTES } from './candidateRoutes.ts';
import { DEBRIEF_ROUTES } from './debriefRoutes.ts';
import { EVALUATION_ROUTES } from './evaluationRoutes.ts';
import { HOME_ROUTES } from './homeRoutes.ts';
import { HOURS_ROUTES } from './hoursRoutes.ts';
import { IMPORT_ROUTES } from './importRoutes.ts';
import { INSIGHT_ROUTES } from './insightRoutes.ts';
import { INTERVIEW_LIST_ROUTES } from './interviewList.ts';
import { JOIN_ROUTES, LinkToken } from './joinRoutes.ts';
import { KIT_ROUTES } from './kitRoutes.ts';
import { LoopInput } from './loopInput.ts';
import { MAIL_ROUTES, MailState } from './mailRoutes.ts';
import { MESSAGE_ROUTES } from './messageRoutes.ts';
import { ORGANIZATION_ROUTES } from './organizationRoutes.ts';
import { Password } from './password.ts';
import { PRACTICE_ROUTES } from './practiceRoutes.ts';
import { RECORDING_ROUTES, RetentionDays } from './recordingRoutes.ts';
import { RECRUITER_ROUTES } from './recruiterRoutes.ts';
import { REPORT_ROUTES } from './reportRoutes.ts';
import { route } from './routeRow.ts';
import { SAVED_VIEW_ROUTES } from './savedViewRoutes.ts';
import { SCHEDULE_ROUTES } from './scheduleRoutes.ts';
import { SCORING_ROUTES } from './scoringRoutes.ts';
import { SITE_ROUTES } from './siteRoutes.ts';
import { TEAM_ROUTES } from './teamRoutes.ts';
import { TEMPLATE_ROUTES } from './templateRoutes.ts';
import { TRANSCRIPT_ROUTES } from './transcriptRoutes.ts';

export const SeatInput = z.strictObject({
  role: SeatRole,
  displayName: DisplayName,
  email: Email.optional(),
  accommodations: Accommodations.optional(),
});

export const InterviewInput = z.strictObject({
  title: Title,
  jobRole: JobRole,
  /** With `candidateChooses`, the latest start that can be chosen. */
  scheduledAt: NewStart,
  candidateChooses: z.literal(true).optional(),
  plannedMinutes: PlannedMinutes,
  /** Zone in which the time was chosen. If absent, the organization's zone. */
  timeZone: TimeZone.optional(),
  /** The newest version of the kit is used until the interview first opens. */
  kitId: KitId.optional(),
  /** Hiring team that owns the interview. If absent, all organizers see it. */
  teamId: TeamId.optional(),
  /** Settings of the virtual recruiter. Absent if people ask the questions. */
  recruiter: RecruiterSettings.optional(),
  /** Start window. If absent, `usualWindow` applies. If `null`, the candidate may start at any time. */
  window: StartWindow.nullable().optional(),
  /** Invitations, changes, cancellations, and reminders are emailed. */
  mail: z.literal(true).optional(),
  /** The first interviewer is the lead. */
  seats: z.array(SeatInput).max(LIMITS.seats),
});
export type InterviewInput = z.infer<typeof InterviewInput>;

export const StaffMember = z.strictObject({
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  role: StaffRole,
  disabled: z.boolean(),
  /** Hiring teams that the member is in. Owners see the interviews and kits of all teams. */
  teams: z.array(TeamId),
});
export type StaffMember = z.infer<typeof StaffMember>;

export const MemberAccess = z.strictObject({
  /** Number of interviews claimed for evaluation, including those whose scorecard is locked. */
  claims: z.number().int().nonnegative(),
  /** Number of personal links by role. */
  interviewer: z.number().int().nonnegative(),
  evaluator: z.number().int().nonnegative(),
  observer: z.number().int().nonnegative(),
  captioner: z.number().int().nonnegative(),
});
export type MemberAccess = z.infer<typeof MemberAccess>;

/** What a member works on. */
export const OpenWork = z.strictObject({
  /** Claimed evaluations without a locked scorecard. */
  claims: z.array(z.strictObject({ interviewId: InterviewId, jobRole: z.string() })),
  /** Seats in interviews that haven't begun. */
  seats: z.array(
    z.strictObject({
      interviewId: InterviewId,
      jobRole: z.string(),
      role: SeatRole,
      scheduledAt: Timestamp,
      /** The candidate hasn't chosen a time. Then `scheduledAt` is the last one that can be chosen. */
      unscheduled: z.literal(true).optional(),
      /** Absent while the reader may not know the names. */
      candidates: z.array(z.string()).optional(),
      /** Members with another interview at the same time. */
      busy: z.array(z.string()).optional(),
      /** Members who have a seat in this interview. They can't take over the seat. */
      seated: z.array(z.string()).optional(),
    }),
  ),
  /** Reports that the member saved last and no one has published. */
  reports: z.array(z.strictObject({ interviewId: InterviewId, jobRole: z.string() })),
  teams: z.array(z.strictObject({ teamId: TeamId, name: z.string() })),
});
export type OpenWork = z.infer<typeof OpenWork>;

/** Numbers of things that another member took over, and of those that they couldn't. */
export const HandedOver = z.strictObject({
  claims: z.number().int().nonnegative(),
  seats: z.number().int().nonnegative(),
  teams: z.number().int().nonnegative(),
  failed: z.number().int().nonnegative(),
});
export type HandedOver = z.infer<typeof HandedOver>;

export const Invitation = z.strictObject({
  invitationId: z.string(),
  email: z.string(),
  role: StaffRole,
  expiresAt: Timestamp,
  /** State of the email with the link. Absent if the link wasn't emailed. */
  mail: MailState.optional(),
});
export type Invitation = z.infer<typeof Invitation>;

export const IssuedLink = z.strictObject({
  seatId: SeatId,
  /** Returned only once, because just the token's hash is stored. */
  url: z.string(),
  expiresAt: Timestamp,
});
export type IssuedLink = z.infer<typeof IssuedLink>;

/** Seat of the interviewer who leads instead of the person. */
const NEXT_LEAD = { lead: SeatId.optional() };

const CalendarAddress = { url: z.string().optional() };

/** The JSON API. Parameters come from the path and the body. If a name is in both, the path wins. */
export const ROUTES = {
  ...JOIN_ROUTES,
  ...ACCOUNT_ROUTES,
  ...AUDIT_ROUTES,
  'account.read': route('GET /api/account', 'public', nothing, {
    setupNeeded: z.boolean(),
    member: StaffMember.optional(),
  }),
  /** Changes the member's own name. Their seats in interviews keep the earlier name. */
  'account.rename': route(
    'PATCH /api/account',
    'account.change',
    { name: DisplayName },
    { member: StaffMember },
  ),
  /** Ends all sessions. The response sets the cookie of a new session. */
  'account.changePassword': route('POST /api/account/password', 'account.change', {
    currentPassword: CurrentPassword,
    newPassword: Password,
  }),
  'account.endOtherSessions': route('POST /api/account/end-other-sessions', 'account.change', nothing, {
    ended: z.number().int(),
  }),
  /** `url`: secret address of the member's interviews for calendar apps. Absent if there is none. */
  'calendarFeed.read': route('GET /api/account/calendar', 'account.change', nothing, CalendarAddress),
  /** Creates an address. The earlier one stops working. */
  'calendarFeed.renew': route('POST /api/account/calendar', 'account.change', nothing, CalendarAddress),
  'calendarFeed.revoke': route('DELETE /api/account/calendar', 'account.change'),
  'passwordResets.check': route(
    'POST /api/password-resets/check',
    'public',
    { token: LinkToken },
    { email: z.string() },
  ),
  'passwordResets.complete': route(
    'POST /api/password-resets/complete',
    'public',
    { token: LinkToken, password: Password },
    /** Without `member`, the sign-in page asks for the code of the member's app. */
    { member: StaffMember.optional(), codeNeeded: z.literal(true).optional() },
  ),
  'setup.check': route('POST /api/setup/check', 'public', { token: LinkToken }),
  'setup.complete': route(
    'POST /api/setup',
    'public',
    {
      token: LinkToken,
      name: DisplayName,
      email: Email,
      password: Password,
      /** If absent, recordings are kept until someone deletes them. */
      retentionDays: RetentionDays.optional(),
      /** `false` turns off the public pages, where anyone can practice. */
      publicSide: z.boolean().optional(),
    },
    { member: StaffMember },
  ),
  'invitations.check': route(
    'POST /api/invitations/check',
    'public',
    { token: LinkToken },
    { email: z.string(), role: StaffRole },
  ),
  'invitations.accept': route(
    'POST /api/invitations/accept',
    'public',
    { token: LinkToken, name: DisplayName, password: Password },
    { member: StaffMember },
  ),
  'staff.list': route('GET /api/staff', 'staff.read', nothing, {
    members: z.array(StaffMember),
    invitations: z.array(Invitation),
    /** Ids of the members who sign in with a second factor. */
    secondFactors: z.array(z.string()).optional(),
  }),
  /**
   * `mailed`: the link was also emailed. `instead`: the open invitation that the new one replaces. An address with an
   * open invitation is refused without it.
   */
  'staff.invite': route(
    'POST /api/invitations',
    'staff.invite',
    { email: Email, role: StaffRole.exclude(['owner']), instead: z.string().max(64).optional() },
    { invitation: Invitation, url: z.string(), mailed: z.boolean().optional() },
  ),
  'invitations.revoke': route('DELETE /api/invitations/:invitationId', 'staff.invite', {
    invitationId: z.string().max(64),
  }),
  'staff.access': route(
    'GET /api/staff/:userId/access',
    'staff.change',
    { userId: z.string().max(64) },
    { access: MemberAccess },
  ),
  'staff.openWork': route(
    'GET /api/staff/:userId/open-work',
    'staff.change',
    {
      userId: z.string().max(64),
    },
    OpenWork,
  ),
  /**
   * Disabling a member ends their access, links, and claims. Enabling restores none of these. `handOverTo`:
   * member who takes over what a disabled member has open. `handOverTeams`: also their places in hiring teams.
   */
  'staff.change': route(
    'PATCH /api/staff/:userId',
    'staff.change',
    {
      userId: z.string().max(64),
      role: StaffRole.optional(),
      disabled: z.boolean().optional(),
      handOverTo: z.string().max(64).optional(),
      handOverTeams: z.boolean().optional(),
    },
    { member: StaffMember, ended: MemberAccess.optional(), handedOver: HandedOver.optional() },
  ),
  /** Removes the second factor of a member who lost it. */
  'staff.resetSecondFactor': route('POST /api/staff/:userId/second-factor/reset', 'staff.change', {
    userId: z.string().max(64),
  }),
  /**
   * Creates a link for setting a new password. The member's older link stops working. `mail`: emails the link
   * if there is a mail server.
   */
  'staff.resetPassword': route(
    'POST /api/staff/:userId/password-reset',
    'staff.change',
    { userId: z.string().max(64), mail: z.boolean().optional() },
    { url: z.string(), expiresAt: Timestamp, mailed: z.boolean().optional() },
  ),
  ...INTERVIEW_LIST_ROUTES,
  ...SAVED_VIEW_ROUTES,
  ...IMPORT_ROUTES,
  ...BULK_ROUTES,
  'interviews.create': route('POST /api/interviews', 'interviews.create', InterviewInput, {
    interviewId: InterviewId,
    links: z.array(IssuedLink),
  }),
  /** Creates interviews of one candidate, one for each round: all of them, or none. */
  'interviews.createLoop': route('POST /api/interviews/loop', 'interviews.create', LoopInput, {
    rounds: z.array(z.strictObject({ interviewId: InterviewId, links: z.array(IssuedLink) })),
  }),
  'interviews.read': route(
    'GET /api/interviews/:interviewId',
    'interviews.read',
    { interviewId: InterviewId },
    {
      view: InterviewView,
      status: InterviewStatus,
      /** Time of the first decision about the candidate. */
      decidedAt: Timestamp.optional(),
      /** Name of the member who canceled the interview, if one did. */
      canceledBy: z.string().optional(),
    },
  ),
  'interviews.change': route('PATCH /api/interviews/:interviewId', 'interviews.change', {
    interviewId: InterviewId,
    title: Title.optional(),
    jobRole: JobRole.optional(),
    scheduledAt: Timestamp.optional(),
    /** Start time that the member saw. Fails with `conflict` if someone has moved the interview since. */
    seenAt: Timestamp.optional(),
    /** What the people who are told about a new time read in their email. */
    note: ChangeNote.optional(),
    plannedMinutes: PlannedMinutes.optional(),
    timeZone: TimeZone.optional(),
    /** Fixed once the interview has opened. */
    kitId: KitId.optional(),
    /** If `null`, the interview has no hiring team. Can be changed at any time. */
    teamId: TeamId.nullable().optional(),
    /** Fixed once the interview has opened. `people`: people ask the questions, not the virtual recruiter. */
    recruiter: z.union([RecruiterSettings, z.literal('people')]).optional(),
    /** If absent, the start window moves with `scheduledAt`. If `null`, a start is possible at any time. */
    window: StartWindow.nullable().optional(),
    /** Sends invitations, and tells all later changes by email. */
    mail: z.literal(true).optional(),
  }),
  'interviews.cancel': route('POST /api/interviews/:interviewId/cancel', 'interviews.change', {
    interviewId: InterviewId,
  }),
  /** Returns the address at which the member enters the interview as themselves. It is their secret. */
  'interviews.enter': route(
    'POST /api/interviews/:interviewId/enter',
    'interviews.read',
    { interviewId: InterviewId },
    { url: z.string() },
  ),
  'seats.add': route(
    'POST /api/interviews/:interviewId/seats',
    'interviews.change',
    { interviewId: InterviewId, seat: SeatInput },
    { link: IssuedLink },
  ),
  /** A `null` as `email` removes the address. */
  'seats.change': route(
    'PATCH /api/interviews/:interviewId/seats/:seatId',
    'interviews.change',
    {
      interviewId: InterviewId,
      seatId: SeatId,
      displayName: DisplayName.optional(),
      email: Email.nullable().optional(),
      /** Replaces the link in the same step, because someone else got it at the earlier address. */
      newLink: z.literal(true).optional(),
    },
    { link: IssuedLink.optional() },
  ),
  /** Removes a person from an interview that hasn't started. Their link stops working, and they are told. */
  'seats.remove': route('POST /api/interviews/:interviewId/seats/:seatId/removal', 'interviews.change', {
    interviewId: InterviewId,
    seatId: SeatId,
    ...NEXT_LEAD,
  }),
  /** Removes a person, and invites another one with the same role. A new person leads if the old one did. */
  'seats.replace': route(
    'POST /api/interviews/:interviewId/seats/:seatId/replacement',
    'interviews.change',
    { interviewId: InterviewId, seatId: SeatId, person: SeatInput.pick({ displayName: true, email: true }) },
    { link: IssuedLink },
  ),
  /** Creates a personal link for a seat. The seat's older link stops working immediately. */
  'links.issue': route(
    'POST /api/interviews/:interviewId/seats/:seatId/link',
    'links.issue',
    { interviewId: InterviewId, seatId: SeatId },
    { link: IssuedLink },
  ),
  /** Returns a seat's link again. Fails with `conflict` if no link works, or if it can't be repeated. */
  'links.repeat': route(
    'POST /api/interviews/:interviewId/seats/:seatId/link/repeat',
    'links.issue',
    { interviewId: InterviewId, seatId: SeatId },
    { link: IssuedLink },
  ),
  'links.revoke': route('POST /api/interviews/:interviewId/seats/:seatId/link/revocation', 'links.revoke', {
    interviewId: InterviewId,
    seatId: SeatId,
    /** True when the person isn't told by email. */
    quiet: z.literal(true).optional(),
    ...NEXT_LEAD,
  }),
  ...RECRUITER_ROUTES,
  ...KIT_ROUTES,
  ...SCORING_ROUTES,
  ...INSIGHT_ROUTES,
  ...RECORDING_ROUTES,
  ...TRANSCRIPT_ROUTES,
  ...PRACTICE_ROUTES,
  ...EVALUATION_ROUTES,
  ...CALIBRATION_ROUTES,
  ...HOME_ROUTES,
  ...REPORT_ROUTES,
  ...SITE_ROUTES,
  ...ORGANIZATION_ROUTES,
  ...MAIL_ROUTES,
  ...MESSAGE_ROUTES,
  ...TEAM_ROUTES,
  ...TEMPLATE_ROUTES,
  ...AVAILABILITY_ROUTES,
  ...HOURS_ROUTES,
  ...SCHEDULE_ROUTES,
  ...CANDIDATE_ROUTES,
  ...DEBRIEF_ROUTES,
} as const;

export type RouteName = keyof typeof ROUTES;
export type RouteParams<N extends RouteName> = z.infer<(typeof ROUTES)[N]['params']>;
export type RouteInput<N extends RouteName> = z.input<(typeof ROUTES)[N]['params']>;
export type RouteResult<N extends RouteName> = z.infer<(typeof ROUTES)[N]['result']>;
