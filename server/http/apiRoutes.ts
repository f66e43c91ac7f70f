import { fromNodeHeaders } from 'better-auth/node';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { ROUTES, type RouteName, type RouteParams } from '../../shared/protocol/http.ts';
import type { PublicRequest, RouteHandler, RouteHandlers, StaffRequest } from '../features/routeHandlers.ts';
import { addressGroup } from './clientAddress.ts';
import { decodeInput } from './decodeInput.ts';
import type { LimitName, RateLimits } from './rateLimits.ts';
import { requireStaff, type StaffOf } from './requireStaff.ts';

/** Public routes cost someone a secret to guess or the server a slow hash, so they are counted more strictly. */
const STRICTER: Partial<Record<RouteName, LimitName>> = {
  'join.exchange': 'join',
  'account.changePassword': 'changePassword',
  'passwordResets.check': 'links',
  'passwordResets.complete': 'links',
  'setup.check': 'links',
  'setup.complete': 'links',
  'invitations.check': 'links',
  'invitations.accept': 'links',
  'practice.challenge': 'practiceOpen',
  'practice.open': 'practiceOpen',
  'practice.review': 'practiceOpen',
  'practice.renew': 'practiceOpen',
  'practice.mailLink': 'practiceOpen',
  'practice.delete': 'practiceOpen',
  'practice.receipt': 'practiceOpen',
  'report.open': 'practiceOpen',
  'report.shares': 'practiceOpen',
  'report.renew': 'practiceOpen',
};

export interface ApiOptions {
  handlers: RouteHandlers;
  staffOf: StaffOf;
  limits: RateLimits;
  /** Check our own answers against the table: on in development and tests, where a misfit should show. */
  checkResults: boolean;
}

/** One express route for every row of `ROUTES`. */
export function apiRoutes(options: ApiOptions): Router {
  const router = Router();
  for (const name of Object.keys(ROUTES) as RouteName[]) {
    const { method, path } = ROUTES[name];
    const verb = method.toLowerCase() as Lowercase<typeof method>;
    router[verb](path, answer(name, options));
  }
  return router;
}

function answer<N extends RouteName>(name: N, options: ApiOptions): RequestHandler {
  const handler: RouteHandler<N> = options.handlers[name];
  return async (request, response) => {
    const limit = STRICTER[name];
    if (limit) await options.limits.spend(limit, addressGroup(request.ip ?? ''));
    const context = await allowedRequest(name, request, response, options);
    const params = decodeInput(ROUTES[name].params, mergedInput(request)) as RouteParams<N>;
    const result = await handler(params, context as Parameters<RouteHandler<N>>[1]);
    response.json(options.checkResults ? ROUTES[name].result.parse(result) : result);
  };
}

/** Asks who it is and then the role table, before the input is looked at. */
async function allowedRequest(
  name: RouteName,
  request: Request,
  response: Response,
  options: ApiOptions,
): Promise<PublicRequest | StaffRequest> {
  const { access } = ROUTES[name];
  const headers = fromNodeHeaders(request.headers);
  const context = {
    headers,
    address: addressGroup(request.ip ?? ''),
    setCookies: (cookies: readonly string[]) => setCookies(response, cookies),
  };
  if (access === 'public') return { ...context, member: undefined };
  return { ...context, member: await requireStaff(options.staffOf, headers, access) };
}

/** Path parameters win over a body that names them too. */
function mergedInput(request: Request): unknown {
  const body: unknown = request.body ?? {};
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return { ...body, ...request.params };
}

export function setCookies(response: Response, cookies: readonly string[]): void {
  for (const cookie of cookies) response.append('Set-Cookie', cookie);
}
