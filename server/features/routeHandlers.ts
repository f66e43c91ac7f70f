import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { ErrorCode } from '../../shared/errors.ts';
import type { StaffAction } from '../../shared/permissions.ts';
import type { ROUTES, RouteName, RouteParams, RouteResult, StaffMember } from '../../shared/protocol/http.ts';
import type { LimitName } from '../limits/RateLimits.ts';

/** Facts about a request that a handler may use besides the decoded parameters. */
export interface PublicRequest {
  member: StaffMember | undefined;
  headers: Headers;
  /** Key for rate limits: an IPv4 address or an IPv6 network. */
  address: string;
  setCookies(cookies: readonly string[]): void;
}

export type StaffRequest = PublicRequest & { member: StaffMember };

/** A handler's answer. A handler returns nothing when the route's reply is the empty object. */
export type Answer<R> = [R] extends [Record<string, never>] ? Promise<void> : Promise<R>;

/** Handles a decoded request that the role table allows. Throws `AppError`. */
export interface RouteHandler<N extends RouteName> {
  (
    params: RouteParams<N>,
    request: (typeof ROUTES)[N]['access'] extends 'public' ? PublicRequest : StaffRequest,
  ): Answer<RouteResult<N>>;
  /** A rate limit that applies in addition to the `api` limit. */
  limit?: LimitName;
}

export type RouteHandlers = { [N in RouteName]: RouteHandler<N> };

/** Adds a rate limit to a route where callers could guess a secret or cause expensive work. */
export function limited<H extends object>(limit: LimitName, handler: H): H {
  return Object.assign(handler, { limit });
}

export interface DownloadedFile {
  contentType: string;
  /** Letters, digits, dots, and hyphens only. */
  fileName: string;
  body: Buffer | Readable;
}

/** A file that staff can download. `params` decodes the query and the path parameters. */
export interface StaffDownload<P extends z.ZodType = z.ZodType> {
  path: string;
  access: StaffAction;
  limit?: LimitName;
  params: P;
  handle(params: z.infer<P>, member: StaffMember): Promise<DownloadedFile>;
}

/** A file requested by a form on a public page. Any site can send the form, so `handle` must only read. */
export interface FormDownload<F extends z.ZodType = z.ZodType> {
  path: string;
  limit: LimitName;
  form: F;
  handle(form: z.infer<F>): Promise<DownloadedFile>;
  failure: string;
  /** Sentences to show on the error page instead of the general ones, by error code. */
  sentences: Partial<Record<ErrorCode, string>>;
}

export function staffDownload<P extends z.ZodType>(download: StaffDownload<P>): StaffDownload {
  return download;
}

export function formDownload<F extends z.ZodType>(download: FormDownload<F>): FormDownload {
  return download;
}

export type Downloads = { forStaff: readonly StaffDownload[]; forForms: readonly FormDownload[] };
