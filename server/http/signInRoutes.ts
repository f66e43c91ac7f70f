import { fromNodeHeaders } from 'better-auth/node';
import { Router } from 'express';
import { z } from 'zod';
import { Email } from '../../shared/protocol/http.ts';
import type { StaffAccounts } from '../features/staff/accounts.ts';
import { setCookies } from './apiRoutes.ts';
import { addressGroup } from './clientAddress.ts';
import { decodeInput } from './decodeInput.ts';
import type { RateLimits } from './rateLimits.ts';

const Credentials = z.strictObject({ email: Email, password: z.string().min(1).max(128) });

/**
 * Log-in and log-out, at better-auth's paths. Nothing else of its HTTP interface is reachable, and the session's token
 * goes out in the cookie only.
 */
export function signInRoutes(accounts: StaffAccounts, limits: RateLimits): Router {
  const router = Router();
  router.post('/api/auth/sign-in/email', async (request, response) => {
    const address = addressGroup(request.ip ?? '');
    await limits.spend('signIn', address);
    const { email, password } = decodeInput(Credentials, request.body ?? {});
    await limits.spend('password', `${email} ${address}`);
    await limits.spend('account', email);
    const { member, cookies } = await accounts.signIn(email, password);
    await limits.forget('password', `${email} ${address}`);
    await limits.refund('account', email);
    setCookies(response, cookies);
    response.json({ member });
  });
  router.post('/api/auth/sign-out', async (request, response) => {
    setCookies(response, await accounts.signOut(fromNodeHeaders(request.headers)));
    response.json({});
  });
  return router;
}
