import { fromNodeHeaders } from 'better-auth/node';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { ROUTES, type RouteName, type RouteParams } from '../../shared/protocol/http.ts';
import type { PublicRequest, RouteHandler, RouteHandlers, StaffRequest } from '../features/routeHandlers.ts';
import type { RateLimits } from '../limits/RateLimits.ts';
import { addressGroupOf, decodeInput, requireStaff, type StaffOf } from './requests.ts';

export interface ApiOptions {
  handlers: RouteHandlers;
  staffOf: StaffOf;
  limits: RateLimits;
  /** Decodes answers by the table too. For development and tests. */
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
  return async (request, response) => {
    if (handler.limit) await options.limits.spend(handler.limit, addressGroupOf(request));
    const context = await allowedRequest(name, request, response, options);
    const params = decodeInput(ROUTES[name].params, mergedInput(request)) as RouteParams<N>;
    const result = await handler(params, context as Parameters<RouteHandler<N>>[1]);
    response.json(options.checkResults ? ROUTES[name].result.parse(result) : result);
  };
}

/** Checks the role table before the input is decoded. */
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
    address: addressGroupOf(request),
    setCookies: (cookies: readonly string[]) => setCookies(response, cookies),
  };
  if (access === 'public') return { ...context, member: undefined };
  return { ...context, member: await requireStaff(options.staffOf, headers, access) };
}

/** Path parameters replace fields of the body with the same name. */
function mergedInput(request: Request): unknown {
  const body: unknown = request.body ?? {};
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return { ...body, ...request.params };
}

export function setCookies(response: Response, cookies: readonly string[]): void {
  for (const cookie of cookies) response.append('Set-Cookie', cookie);
}
