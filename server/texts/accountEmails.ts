import { z } from 'zod';
import { StaffRole } from '../../shared/roles.ts';
import { email } from './emailKind.ts';
import { aside } from './letterParts.ts';

const STAFF_ROLES: Record<StaffRole, string> = {
  owner: 'an owner',
  organizer: 'an organizer',
  evaluator: 'an evaluator',
  interviewer: 'an interviewer',
};

const STAFF_TASKS: Record<StaffRole, string> = {
  owner: 'Owners can do everything, including managing the team.',
  organizer: 'Organizers create interviews, invite people, and manage kits and evaluations.',
  evaluator: 'Evaluators rate recorded interviews and write reports.',
  interviewer: 'Interviewers see and rate the interviews they take part in.',
};

/** Emails about accounts of members. Their content is stored, so field names never change. */
export const ACCOUNT_EMAILS = {
  'password-reset': email(z.object({ url: z.url() }), ({ url }) => ({
    subject: 'Choose a new password',
    parts: [
      'Someone asked for a link to choose a new password for the account with this address.',
      { kind: 'action', label: 'Choose a new password', address: url },
      'The link works once, for one hour. If you asked more than once, only the newest link works. A new password signs out every device.',
      aside('If you didn’t ask for this, ignore this message. Your password stays the same.'),
    ],
  })),

  'password-reset-sso': email(z.object({ url: z.url(), provider: z.string() }), ({ url, provider }) => ({
    subject: 'How to sign in',
    parts: [
      'Someone asked for a link to choose a new password for the account with this address.',
      `Your account has no password. Open the sign-in page and choose “Continue with ${provider}”.`,
      { kind: 'action', label: 'Open the sign-in page', address: url },
      aside('If you didn’t ask for this, ignore this message. Nothing changes.'),
    ],
  })),

  'staff-invitation': email(
    z.object({ url: z.url(), by: z.string(), role: StaffRole, organization: z.string().optional() }),
    ({ url, by, role, organization }) => ({
      subject: `${by} invites you to ${organization || 'Vivavoce'}`,
      parts: [
        `${by} invites you to the interview team of ${organization || 'Vivavoce'} as ${STAFF_ROLES[role]}.`,
        STAFF_TASKS[role],
        { kind: 'action', label: 'Create your account', address: url },
        'The link works once, for seven days, and only for this address. If you were invited more than once, only the newest link works.',
        aside('If you don’t know the sender, ignore this message. No account is created.'),
      ],
    }),
  ),

  'password-reset-by-owner': email(z.object({ url: z.url(), by: z.string() }), ({ url, by }) => ({
    subject: 'Choose a new password',
    parts: [
      `${by} sent you this link to choose a new password for your account.`,
      { kind: 'action', label: 'Choose a new password', address: url },
      'The link works once, for 24 hours. If you got more than one, only the newest link works. A new password signs out every device.',
      aside('Until you choose a new password, your current password works.'),
    ],
  })),

  'password-changed': email(z.object({ url: z.url() }), ({ url }) => ({
    subject: 'Your password was changed',
    parts: [
      'Your account has a new password. All other devices were signed out.',
      'If that was you, you don’t have to do anything.',
      'If it wasn’t you, open the sign-in page and choose “Forgot password?”. Then tell an owner of your team.',
      { kind: 'action', label: 'Open the sign-in page', address: url },
    ],
  })),

  'email-change': email(z.object({ url: z.url(), name: z.string() }), ({ url, name }) => ({
    subject: 'Confirm your new email address',
    parts: [
      `${name} wants to use this address for their account.`,
      { kind: 'action', label: 'Confirm this address', address: url },
      'The link works once, for one hour. If you asked more than once, only the newest link works. Until you confirm, you sign in with your earlier address.',
      aside('If you didn’t ask for this, ignore this message. Nothing changes.'),
    ],
  })),

  'email-change-notice': email(z.object({ url: z.url(), email: z.string() }), ({ url, email: address }) => ({
    subject: 'Your email address is about to change',
    parts: [
      `Someone who knows your password asked to change the address of your account to ${address}. It changes when they confirm the new address.`,
      'If that was you, you don’t have to do anything.',
      'If it wasn’t you, change your password now. The request then ends.',
      { kind: 'action', label: 'Open your account', address: url },
    ],
  })),

  'email-changed-by-owner': email(
    z.object({ by: z.string(), email: z.string() }),
    ({ by, email: address }) => ({
      subject: 'Your email address was changed',
      parts: [
        `${by} changed the address of your account to ${address}. Sign in with the new address from now on. Your password stays the same.`,
        `If that isn’t your address, tell ${by}.`,
      ],
    }),
  ),
};
