import { fromNodeHeaders } from 'better-auth/node';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { ROUTES, type RouteName, type RouteParams } from '../../shared/protocol/http.ts';
import type { RouteHandler, RouteHandlers } from '../features/routeHandlers.ts';
import type { RateLimits } from '../limits/RateLimits.ts';
import { addressGroupOf, decodeInput, requireStaff, type StaffOf } from './requests.ts';

export interface ApiOptions {
  handlers: RouteHandlers;
  staffOf: StaffOf;
  limits: RateLimits;
  /** True to validate results (not only inputs) against `ROUTES`, as in development and tests. */
  checkResults: boolean;
}

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
  const { access, params, result } = ROUTES[name];
  return async (request, response) => {
    const headers = fromNodeHeaders(request.headers);
    const address = addressGroupOf(request);
    if (handler.limit) await options.limits.spend(handler.limit, address);
    // Checks the member's role before decoding the input.
    const member = access === 'public' ? undefined : await requireStaff(options.staffOf, headers, access);
    const decoded = decodeInput(params, mergedInput(request)) as RouteParams<N>;
    const context = {
      member,
      headers,
      address,
      setCookies: (cookies: readonly string[]) => setCookies(response, cookies),
    };
    const answered = (await handler(decoded, context as Parameters<RouteHandler<N>>[1])) ?? {};
    response.json(options.checkResults ? result.parse(answered) : answered);
  };
}

/** Merges path parameters into the body. They replace body fields of the same name. */
function mergedInput(request: Request): unknown {
  const body: unknown = request.body ?? {};
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return { ...body, ...request.params };
}

export function setCookies(response: Response, cookies: readonly string[]): void {
  for (const cookie of cookies) response.append('Set-Cookie', cookie);
}
