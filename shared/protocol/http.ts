import { z } from 'zod';
import { reasonMessage } from '../errorReasons.ts';
import { InterviewId, SeatId } from '../ids.ts';
import {
  DisplayName,
  Email,
  JobRole,
  LIMITS,
  PlannedMinutes,
  Timestamp,
  Title,
} from '../interview/fields.ts';
import { InterviewPhase } from '../interview/phases.ts';
import { StartWindow } from '../interview/startWindow.ts';
import { InterviewView } from '../interview/view.ts';
import { KitId } from '../kit/kitIds.ts';
import { Accommodations, RecruiterSettings } from '../recruiter/settings.ts';
import { SeatRole, StaffRole } from '../roles.ts';
import { EVALUATION_ROUTES } from './evaluationRoutes.ts';
import { InterviewCursor, InterviewFilter } from './interviewList.ts';
import { JOIN_ROUTES, LinkToken } from './joinRoutes.ts';
import { KIT_ROUTES } from './kitRoutes.ts';
import { MAIL_ROUTES } from './mailRoutes.ts';
import { PASSWORD_LENGTH, Password } from './password.ts';
import { PRACTICE_ROUTES } from './practiceRoutes.ts';
import { RECORDING_ROUTES, RetentionDays } from './recordingRoutes.ts';
import { RECRUITER_ROUTES } from './recruiterRoutes.ts';
import { REPORT_ROUTES } from './reportRoutes.ts';
import type { RouteRow } from './routeRow.ts';
import { SCORING_ROUTES } from './scoringRoutes.ts';
import { SITE_ROUTES } from './siteRoutes.ts';

const nothing = z.strictObject({});

export const SeatInput = z.strictObject({
  role: SeatRole,
  displayName: DisplayName,
  email: Email.optional(),
  accommodations: Accommodations.optional(),
});

export const InterviewInput = z.strictObject({
  title: Title,
  jobRole: JobRole,
  scheduledAt: Timestamp,
  plannedMinutes: PlannedMinutes,
  /** Uses the newest version until the interview first opens. */
  kitId: KitId.optional(),
  /** Absent when people ask the questions. */
  recruiter: RecruiterSettings.optional(),
  /** Absent: `usualWindow`. `null`: the candidate may start at any time. */
  window: StartWindow.nullable().optional(),
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
});
export type StaffMember = z.infer<typeof StaffMember>;

export const MemberAccess = z.strictObject({
  /** Includes locked ones. */
  claims: z.number().int().nonnegative(),
  /** Personal links by role. */
  interviewer: z.number().int().nonnegative(),
  evaluator: z.number().int().nonnegative(),
  observer: z.number().int().nonnegative(),
});
export type MemberAccess = z.infer<typeof MemberAccess>;

export const Invitation = z.strictObject({
  invitationId: z.string(),
  email: z.string(),
  role: StaffRole,
  expiresAt: Timestamp,
});
export type Invitation = z.infer<typeof Invitation>;

export const InterviewSummary = z.strictObject({
  interviewId: InterviewId,
  title: z.string(),
  jobRole: z.string(),
  scheduledAt: Timestamp,
  plannedMinutes: z.number(),
  window: StartWindow.optional(),
  phase: InterviewPhase,
  kitId: KitId.optional(),
  heldByRecruiter: z.boolean(),
  scorecardsOpen: z.boolean(),
  candidateNames: z.array(z.string()),
  candidateJoined: z.boolean(),
  begun: z.boolean(),
  present: z.record(SeatRole, z.number().int()),
});
export type InterviewSummary = z.infer<typeof InterviewSummary>;

export const IssuedLink = z.strictObject({
  seatId: SeatId,
  /** Returned once: only the token's hash is stored. */
  url: z.string(),
  expiresAt: Timestamp,
});
export type IssuedLink = z.infer<typeof IssuedLink>;

/** The JSON API. `params` merges path parameters and body; the path wins. */
export const ROUTES = {
  ...JOIN_ROUTES,
  'account.read': {
    method: 'GET',
    path: '/api/account',
    params: nothing,
    result: z.strictObject({ setupNeeded: z.boolean(), member: StaffMember.optional() }),
    access: 'public',
  },
  /** Ends all other sessions. The response sets the cookie of a new one. */
  'account.changePassword': {
    method: 'POST',
    path: '/api/account/password',
    params: z.strictObject({
      currentPassword: z.string().min(1, reasonMessage('current-password-needed')).max(PASSWORD_LENGTH.max),
      newPassword: Password,
    }),
    result: nothing,
    access: 'account.change',
  },
  'account.endOtherSessions': {
    method: 'POST',
    path: '/api/account/end-other-sessions',
    params: nothing,
    result: z.strictObject({ ended: z.number().int() }),
    access: 'account.change',
  },
  'passwordResets.check': {
    method: 'POST',
    path: '/api/password-resets/check',
    params: z.strictObject({ token: LinkToken }),
    result: z.strictObject({ email: z.string() }),
    access: 'public',
  },
  'passwordResets.complete': {
    method: 'POST',
    path: '/api/password-resets/complete',
    params: z.strictObject({ token: LinkToken, password: Password }),
    result: z.strictObject({ member: StaffMember }),
    access: 'public',
  },
  'setup.check': {
    method: 'POST',
    path: '/api/setup/check',
    params: z.strictObject({ token: LinkToken }),
    result: nothing,
    access: 'public',
  },
  'setup.complete': {
    method: 'POST',
    path: '/api/setup',
    params: z.strictObject({
      token: LinkToken,
      name: DisplayName,
      email: Email,
      password: Password,
      /** Absent: recordings are stored until they are deleted. */
      retentionDays: RetentionDays.optional(),
      /** Absent: true. */
      publicSide: z.boolean().optional(),
    }),
    result: z.strictObject({ member: StaffMember }),
    access: 'public',
  },
  'invitations.check': {
    method: 'POST',
    path: '/api/invitations/check',
    params: z.strictObject({ token: LinkToken }),
    result: z.strictObject({ email: z.string(), role: StaffRole }),
    access: 'public',
  },
  'invitations.accept': {
    method: 'POST',
    path: '/api/invitations/accept',
    params: z.strictObject({ token: LinkToken, name: DisplayName, password: Password }),
    result: z.strictObject({ member: StaffMember }),
    access: 'public',
  },
  'staff.list': {
    method: 'GET',
    path: '/api/staff',
    params: nothing,
    result: z.strictObject({ members: z.array(StaffMember), invitations: z.array(Invitation) }),
    access: 'staff.read',
  },
  'staff.invite': {
    method: 'POST',
    path: '/api/invitations',
    params: z.strictObject({ email: Email, role: z.enum(['organizer', 'interviewer']) }),
    result: z.strictObject({ invitation: Invitation, url: z.string() }),
    access: 'staff.invite',
  },
  'invitations.revoke': {
    method: 'DELETE',
    path: '/api/invitations/:invitationId',
    params: z.strictObject({ invitationId: z.string().max(64) }),
    result: nothing,
    access: 'staff.invite',
  },
  'staff.access': {
    method: 'GET',
    path: '/api/staff/:userId/access',
    params: z.strictObject({ userId: z.string().max(64) }),
    result: z.strictObject({ access: MemberAccess }),
    access: 'staff.change',
  },
  /** Disabling ends the member's access, links, and claims. Enabling restores none of them. */
  'staff.change': {
    method: 'PATCH',
    path: '/api/staff/:userId',
    params: z.strictObject({
      userId: z.string().max(64),
      role: StaffRole.optional(),
      disabled: z.boolean().optional(),
    }),
    result: z.strictObject({ member: StaffMember, ended: MemberAccess.optional() }),
    access: 'staff.change',
  },
  /** The older link stops working. */
  'staff.resetPassword': {
    method: 'POST',
    path: '/api/staff/:userId/password-reset',
    params: z.strictObject({ userId: z.string().max(64) }),
    result: z.strictObject({ url: z.string(), expiresAt: Timestamp }),
    access: 'staff.change',
  },
  'interviews.list': {
    method: 'POST',
    path: '/api/interviews/list',
    params: z.strictObject({ filter: InterviewFilter.optional(), after: InterviewCursor.optional() }),
    result: z.strictObject({ interviews: z.array(InterviewSummary), next: InterviewCursor.optional() }),
    access: 'interviews.read',
  },
  'interviews.create': {
    method: 'POST',
    path: '/api/interviews',
    params: InterviewInput,
    result: z.strictObject({ interviewId: InterviewId, links: z.array(IssuedLink) }),
    access: 'interviews.create',
  },
  'interviews.read': {
    method: 'GET',
    path: '/api/interviews/:interviewId',
    params: z.strictObject({ interviewId: InterviewId }),
    result: z.strictObject({ view: InterviewView }),
    access: 'interviews.read',
  },
  'interviews.change': {
    method: 'PATCH',
    path: '/api/interviews/:interviewId',
    params: z.strictObject({
      interviewId: InterviewId,
      title: Title.optional(),
      jobRole: JobRole.optional(),
      scheduledAt: Timestamp.optional(),
      plannedMinutes: PlannedMinutes.optional(),
      /** Only until the interview first opens. */
      kitId: KitId.optional(),
      /** Only until the interview first opens. `people`: without the virtual recruiter. */
      recruiter: z.union([RecruiterSettings, z.literal('people')]).optional(),
      /** Absent: moves with the start. `null`: the candidate may start at any time. */
      window: StartWindow.nullable().optional(),
    }),
    result: nothing,
    access: 'interviews.change',
  },
  'interviews.cancel': {
    method: 'POST',
    path: '/api/interviews/:interviewId/cancel',
    params: z.strictObject({ interviewId: InterviewId }),
    result: nothing,
    access: 'interviews.change',
  },
  'seats.add': {
    method: 'POST',
    path: '/api/interviews/:interviewId/seats',
    params: z.strictObject({ interviewId: InterviewId, seat: SeatInput }),
    result: z.strictObject({ link: IssuedLink }),
    access: 'interviews.change',
  },
  /** `null` removes the address. */
  'seats.change': {
    method: 'PATCH',
    path: '/api/interviews/:interviewId/seats/:seatId',
    params: z.strictObject({
      interviewId: InterviewId,
      seatId: SeatId,
      displayName: DisplayName.optional(),
      email: Email.nullable().optional(),
    }),
    result: nothing,
    access: 'interviews.change',
  },
  /** The seat's older link stops working immediately. */
  'links.issue': {
    method: 'POST',
    path: '/api/interviews/:interviewId/seats/:seatId/link',
    params: z.strictObject({ interviewId: InterviewId, seatId: SeatId }),
    result: z.strictObject({ link: IssuedLink }),
    access: 'links.issue',
  },
  'links.revoke': {
    method: 'DELETE',
    path: '/api/interviews/:interviewId/seats/:seatId/link',
    params: z.strictObject({ interviewId: InterviewId, seatId: SeatId }),
    result: nothing,
    access: 'links.revoke',
  },
  ...RECRUITER_ROUTES,
  ...KIT_ROUTES,
  ...SCORING_ROUTES,
  ...RECORDING_ROUTES,
  ...PRACTICE_ROUTES,
  ...EVALUATION_ROUTES,
  ...REPORT_ROUTES,
  ...SITE_ROUTES,
  ...MAIL_ROUTES,
} as const satisfies Record<string, RouteRow>;

export type RouteName = keyof typeof ROUTES;
export type RouteParams<N extends RouteName> = z.infer<(typeof ROUTES)[N]['params']>;
export type RouteInput<N extends RouteName> = z.input<(typeof ROUTES)[N]['params']>;
export type RouteResult<N extends RouteName> = z.infer<(typeof ROUTES)[N]['result']>;
