import { z } from 'zod';
import { reasonMessage } from '../errorReasons.ts';
import { Email, Timestamp } from '../interview/fields.ts';
import { nothing } from '../schemaOf.ts';
import { LinkToken } from './joinRoutes.ts';
import { PASSWORD_LENGTH } from './password.ts';
import { route } from './routeRow.ts';

export const CurrentPassword = z
  .string()
  .min(1, reasonMessage('current-password-needed'))
  .max(PASSWORD_LENGTH.max);

/** Six digits of an authenticator app, or a recovery code. */
export const AccountCode = z.string().trim().min(6, reasonMessage('code-incomplete')).max(32);

export const SignInSession = z.strictObject({
  sessionId: z.string(),
  /** True for the browser that asks. */
  current: z.boolean(),
  /** `User-Agent` of the browser, or empty. */
  browser: z.string(),
  /** IPv4 address or IPv6 network, or empty for sign-ins of earlier versions. */
  address: z.string(),
  signedInAt: Timestamp,
  usedAt: Timestamp,
});
export type SignInSession = z.infer<typeof SignInSession>;

export const SecondFactor = z.strictObject({
  on: z.boolean(),
  /** Number of recovery codes that were not used. */
  codesLeft: z.number().int().nonnegative(),
  /** False for members who sign in with single sign-on only. */
  hasPassword: z.boolean(),
});
export type SecondFactor = z.infer<typeof SecondFactor>;

/** Why a sign-in at the provider was refused, in the address of the sign-in page. */
export const SsoProblem = z.enum([
  'not_invited',
  'email_not_verified',
  'account_disabled',
  'canceled',
  'failed',
]);
export type SsoProblem = z.infer<typeof SsoProblem>;

const proof = { currentPassword: CurrentPassword, code: AccountCode };
const recoveryCodes = { recoveryCodes: z.array(z.string()) };

export const ACCOUNT_ROUTES = {
  /** What the sign-in page offers. `mail`: links for a new password can be sent by email. */
  'signIn.options': route('GET /api/sign-in', 'public', nothing, {
    mail: z.boolean(),
    /** Name of the organization's provider for single sign-on. */
    singleSignOn: z.string().optional(),
  }),
  /** Emails a link for a new password if the address has an account. The answer doesn't tell if it has. */
  'passwordResets.request': route('POST /api/password-resets', 'public', { email: Email }),
  /**
   * Emails a link to the new address. The address changes when the link is used. Refused without a mail server, and for
   * members who sign in with single sign-on only.
   */
  'account.changeEmail': route('POST /api/account/email', 'account.change', {
    email: Email,
    currentPassword: CurrentPassword,
  }),
  'emailChanges.check': route(
    'POST /api/email-changes/check',
    'public',
    { token: LinkToken },
    { email: z.string(), name: z.string() },
  ),
  'emailChanges.complete': route(
    'POST /api/email-changes/complete',
    'public',
    { token: LinkToken },
    { email: z.string() },
  ),
  /** Changes a member's address immediately. */
  'staff.changeEmail': route('POST /api/staff/:userId/email', 'staff.change', {
    userId: z.string().max(64),
    email: Email,
  }),
  /** Lists the browsers in which the member is signed in, the current one first. */
  'account.sessions': route('GET /api/account/sessions', 'account.change', nothing, {
    sessions: z.array(SignInSession),
  }),
  'account.endSession': route('DELETE /api/account/sessions/:sessionId', 'account.change', {
    sessionId: z.string().max(64),
  }),
  'secondFactor.read': route('GET /api/account/second-factor', 'account.change', nothing, SecondFactor),
  /** Returns the `otpauth:` address for an authenticator app. Sign-ins change only after `confirm`. */
  'secondFactor.begin': route(
    'POST /api/account/second-factor',
    'account.change',
    { currentPassword: CurrentPassword },
    { uri: z.string() },
  ),
  'secondFactor.confirm': route(
    'POST /api/account/second-factor/confirm',
    'account.change',
    { code: AccountCode },
    recoveryCodes,
  ),
  'secondFactor.renewCodes': route(
    'POST /api/account/second-factor/recovery-codes',
    'account.change',
    proof,
    recoveryCodes,
  ),
  'secondFactor.turnOff': route('POST /api/account/second-factor/off', 'account.change', proof),
} as const;
