import type { ROUTES, RouteName, RouteParams, RouteResult, StaffMember } from '../../shared/protocol/http.ts';

/** What a handler may know of the request besides its decoded parameters. */
export interface PublicRequest {
  /** Absent when no one is signed in. */
  member: StaffMember | undefined;
  headers: Headers;
  /** Whom requests are counted for: an address, or the network that one household has. */
  address: string;
  /** Whole `Set-Cookie` values to send with the answer. */
  setCookies(cookies: readonly string[]): void;
}

export interface StaffRequest extends PublicRequest {
  member: StaffMember;
}

/** Runs after the input was decoded and the role table has allowed it. Throws `AppError`. */
export type RouteHandler<N extends RouteName> = (
  params: RouteParams<N>,
  request: (typeof ROUTES)[N]['access'] extends 'public' ? PublicRequest : StaffRequest,
) => Promise<RouteResult<N>>;

/** One handler for every row of the table: the compiler asks for the missing ones. */
export type RouteHandlers = { [N in RouteName]: RouteHandler<N> };
