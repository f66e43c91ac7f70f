import { fromNodeHeaders } from 'better-auth/node';
import { type Request, Router } from 'express';
import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import { Email } from '../../shared/interview/fields.ts';
import type { StaffAccounts } from '../features/staff/accounts.ts';
import type { RequestSource } from '../features/staff/authentication.ts';
import type { SingleSignOn } from '../features/staff/SingleSignOn.ts';
import type { LimitName, RateLimits } from '../limits/RateLimits.ts';
import { setCookies } from './apiRoutes.ts';
import { addressGroupOf, decodeInput } from './requests.ts';

const Credentials = z.strictObject({ email: Email, password: z.string().min(1).max(128) });
const Code = z.strictObject({ code: z.string().trim().min(6).max(32) });

/** Only console pages, so that no crafted link leads to another site. */
const Next = z.strictObject({
  next: z
    .string()
    .max(2_000)
    .regex(/^\/console(?:[/?#]|$)/)
    .default('/console'),
});

/** Serves sign-in and sign-out, the only reachable parts of better-auth's HTTP interface. */
export function signInRoutes(
  accounts: StaffAccounts,
  singleSignOn: SingleSignOn,
  limits: RateLimits,
): Router {
  const router = Router();
  router.post('/api/auth/sign-in/email', async (request, response) => {
    const source = sourceOf(request);
    const { address } = source;
    const { email, password } = decodeInput(Credentials, request.body ?? {});
    const device = await accounts.devices.find(source.headers, email);
    // Gives a known browser a limit of its own, so that attempts from elsewhere don't lock it out.
    const budgets: [LimitName, string][] = device
      ? [['device', device]]
      : [
          ['signIn', address],
          ['password', `${email} ${address}`],
          ['account', email],
        ];
    for (const [name, key] of budgets) await limits.spend(name, key);
    const { member, cookies } = await accounts.signIn(email, password, source).catch(async error => {
      if (error instanceof AppError && error.reason === 'sign-in-wrong')
        // A flood of attempts writes few entries.
        await limits.spend('failedSignIn', address).then(
          () => accounts.noteFailedSignIn(email),
          () => undefined,
        );
      throw error;
    });
    if (device) await limits.forget('device', device);
    else {
      await limits.forget('password', `${email} ${address}`);
      await limits.refund('account', email);
    }
    setCookies(response, cookies);
    response.json(member ? { member } : { codeNeeded: true });
  });
  router.post('/api/auth/sign-in/code', async (request, response) => {
    const source = sourceOf(request);
    const { code } = decodeInput(Code, request.body ?? {});
    await limits.spend('signIn', source.address);
    const { member, cookies } = await accounts.signInWithCode(code, source);
    setCookies(response, cookies);
    response.json({ member });
  });
  router.post('/api/auth/sign-in/sso', async (request, response) => {
    const source = sourceOf(request);
    const { next } = decodeInput(Next, request.body ?? {});
    await limits.spend('signIn', source.address);
    const { url, cookies } = await singleSignOn.begin(source, next);
    setCookies(response, cookies);
    response.json({ url });
  });
  router.get('/api/auth/callback/sso', async (request, response) => {
    const source = sourceOf(request);
    await limits.spend('signIn', source.address);
    const outcome = await singleSignOn
      .complete(source, new URL(request.originalUrl, 'http://localhost').search)
      .catch((error: unknown) => {
        // Answers with a page, because the browser shows what this address answers.
        if (error instanceof AppError && error.code === 'unavailable') return { problem: 'failed' as const };
        throw error;
      });
    if ('problem' in outcome) {
      response.redirect(303, `/login?problem=${outcome.problem}`);
      return;
    }
    setCookies(response, outcome.cookies);
    response.redirect(303, outcome.next);
  });
  router.post('/api/auth/sign-out', async (request, response) => {
    setCookies(response, await accounts.signOut(fromNodeHeaders(request.headers)));
    response.json({});
  });
  return router;
}

function sourceOf(request: Request): RequestSource {
  return { headers: fromNodeHeaders(request.headers), address: addressGroupOf(request) };
}
