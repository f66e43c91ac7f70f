import { z } from 'zod';
import { Email } from '../interview/fields.ts';
import { nothing } from '../schemaOf.ts';
import { route } from './routeRow.ts';

export const ACCOUNT_ROUTES = {
  /** What the sign-in page offers. `mail`: links for a new password can be sent by email. */
  'signIn.options': route('GET /api/sign-in', 'public', nothing, { mail: z.boolean() }),
  /** Emails a link for a new password if the address has an account. The answer doesn't tell if it has. */
  'passwordResets.request': route('POST /api/password-resets', 'public', { email: Email }),
} as const;
