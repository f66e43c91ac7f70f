import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { ErrorCode } from '../../shared/errors.ts';
import type { StaffAction } from '../../shared/permissions.ts';
import type { ROUTES, RouteName, RouteParams, RouteResult, StaffMember } from '../../shared/protocol/http.ts';
import type { LimitName } from '../limits/RateLimits.ts';

/** The parts of a request that a handler may use in addition to its decoded parameters. */
export interface PublicRequest {
  /** Absent when no one is signed in. */
  member: StaffMember | undefined;
  headers: Headers;
  /** Address group that limits count by: an IPv4 address or an IPv6 network. */
  address: string;
  /** Adds whole `Set-Cookie` values to the answer. */
  setCookies(cookies: readonly string[]): void;
}

export interface StaffRequest extends PublicRequest {
  member: StaffMember;
}

/** Handles a request that was decoded and that the role table allows. Throws `AppError`. */
export interface RouteHandler<N extends RouteName> {
  (
    params: RouteParams<N>,
    request: (typeof ROUTES)[N]['access'] extends 'public' ? PublicRequest : StaffRequest,
  ): Promise<RouteResult<N>>;
  /** Limit that each request counts toward, in addition to `api`. */
  limit?: LimitName;
}

/** Has one handler for every row of `ROUTES`. */
export type RouteHandlers = { [N in RouteName]: RouteHandler<N> };

/** Counts the requests to a handler toward `limit`. For routes where a caller could guess a secret or cost the server much. */
export function limited<H extends object>(limit: LimitName, handler: H): H {
  return Object.assign(handler, { limit });
}

/** A file to download. */
export interface DownloadedFile {
  contentType: string;
  /** Contains letters, digits, dots, and hyphens only. */
  fileName: string;
  body: Buffer | Readable;
}

/** A file for staff at a GET address. `params` decodes the query and the path parameters. */
export interface StaffDownload<P extends z.ZodType = z.ZodType> {
  path: string;
  access: StaffAction;
  limit?: LimitName;
  params: P;
  handle(params: z.infer<P>, member: StaffMember): Promise<DownloadedFile>;
}

/**
 * A file that a form on a public page requests with a secret. Errors are shown as a page, and a form that does not fit is `link-invalid`.
 * Such a request names no origin, because public pages send no referrer: `handle` must change nothing.
 */
export interface FormDownload<F extends z.ZodType = z.ZodType> {
  path: string;
  limit: LimitName;
  form: F;
  handle(form: z.infer<F>): Promise<DownloadedFile>;
  /** Log line for failures of the server. */
  failure: string;
  /** Sentences of the error page that replace the general ones. */
  sentences: Partial<Record<ErrorCode, string>>;
}

/** Declares a download, with the types of its input inferred. */
export function staffDownload<P extends z.ZodType>(download: StaffDownload<P>): StaffDownload {
  return download;
}

/** Declares a download, with the types of its form inferred. */
export function formDownload<F extends z.ZodType>(download: FormDownload<F>): FormDownload {
  return download;
}

export interface Downloads {
  forStaff: readonly StaffDownload[];
  forForms: readonly FormDownload[];
}
