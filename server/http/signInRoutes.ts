import { fromNodeHeaders } from 'better-auth/node';
import { Router } from 'express';
import { z } from 'zod';
import { Email } from '../../shared/interview/fields.ts';
import type { StaffAccounts } from '../features/staff/accounts.ts';
import type { LimitName, RateLimits } from '../limits/RateLimits.ts';
import { setCookies } from './apiRoutes.ts';
import { addressGroupOf, decodeInput } from './requests.ts';

const Credentials = z.strictObject({ email: Email, password: z.string().min(1).max(128) });

/** Serves sign-in and sign-out, the only reachable parts of better-auth's HTTP interface. */
export function signInRoutes(accounts: StaffAccounts, limits: RateLimits): Router {
  const router = Router();
  router.post('/api/auth/sign-in/email', async (request, response) => {
    const address = addressGroupOf(request);
    const { email, password } = decodeInput(Credentials, request.body ?? {});
    const device = await accounts.devices.find(fromNodeHeaders(request.headers), email);
    // Gives a known browser a limit of its own, so that attempts from elsewhere don't lock it out.
    const budgets: [LimitName, string][] = device
      ? [['device', device]]
      : [
          ['signIn', address],
          ['password', `${email} ${address}`],
          ['account', email],
        ];
    for (const [name, key] of budgets) await limits.spend(name, key);
    const { member, cookies } = await accounts.signIn(email, password);
    if (device) await limits.forget('device', device);
    else {
      await limits.forget('password', `${email} ${address}`);
      await limits.refund('account', email);
    }
    setCookies(response, cookies);
    response.json({ member });
  });
  router.post('/api/auth/sign-out', async (request, response) => {
    setCookies(response, await accounts.signOut(fromNodeHeaders(request.headers)));
    response.json({});
  });
  return router;
}
