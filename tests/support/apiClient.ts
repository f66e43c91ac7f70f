import { z } from 'zod';
import { AppError, type ErrorReply } from '../../shared/errors.ts';
import type { InterviewId, SeatId } from '../../shared/ids.ts';
import type { KitId } from '../../shared/kit/kitIds.ts';
import {
  type IssuedLink,
  ROUTES,
  type RouteInput,
  type RouteName,
  type RouteResult,
  type StaffMember,
} from '../../shared/protocol/http.ts';
import type { SeatRole } from '../../shared/roles.ts';

export const OWNER = { name: 'Olga Owner', email: 'olga@example.org', password: 'correct horse battery' };

const ErrorBody = z.object({
  error: z.object({
    code: z.string(),
    reason: z.string().optional(),
    values: z.record(z.string(), z.unknown()).optional(),
    retryable: z.boolean(),
    details: z.record(z.string(), z.unknown()).optional(),
  }),
});

/** HTTP client of one browser: calls the JSON routes by name and keeps cookies. */
export class ApiClient {
  readonly baseUrl: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #cookies = new Map<string, string>();

  /** `headers` are sent with every request, for example the address that a proxy would add. */
  constructor(baseUrl: string, headers: Readonly<Record<string, string>> = {}) {
    this.baseUrl = baseUrl;
    this.#headers = headers;
  }

  get cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Calls a route. Rejects with the `AppError` of the response. */
  async call<N extends RouteName>(name: N, input: RouteInput<N>): Promise<RouteResult<N>> {
    const { method, path, result } = ROUTES[name];
    const { filledPath, body } = splitInput(path, input as Record<string, unknown>);
    const response = await this.send(method, filledPath, method === 'GET' ? undefined : body);
    const answer: unknown = await response.json();
    if (!response.ok) throw AppError.fromReply(ErrorBody.parse(answer).error as ErrorReply);
    // Also checks the response against the route's schema.
    return result.parse(answer) as RouteResult<N>;
  }

  /** Sends one request as our pages would, and returns the response whatever its status. */
  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const response = await fetch(this.baseUrl + path, {
      method,
      headers: {
        origin: this.baseUrl,
        ...this.#headers,
        ...(this.#cookies.size > 0 && { cookie: this.cookieHeader }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie);
    return response;
  }

  /** Creates the owner with the setup link; the client is then signed in as the owner. */
  async setUpOwner(setupLink: string): Promise<StaffMember> {
    const { member } = await this.call('setup.complete', { token: tokenOf(setupLink), ...OWNER });
    if (this.#cookies.size === 0) await this.signIn(OWNER.email, OWNER.password);
    return member;
  }

  async signIn(email: string, password: string): Promise<void> {
    const response = await this.send('POST', '/api/auth/sign-in/email', { email, password });
    if (!response.ok) throw AppError.fromReply(ErrorBody.parse(await response.json()).error as ErrorReply);
  }

  async signOut(): Promise<void> {
    await this.send('POST', '/api/auth/sign-out', {});
  }

  #keep(setCookie: string): void {
    const [pair = ''] = setCookie.split(';', 1);
    const name = pair.slice(0, pair.indexOf('='));
    const value = pair.slice(pair.indexOf('=') + 1);
    if (value === '' || /max-age=0/i.test(setCookie)) this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}

/** Returns the secret part of a setup, invitation, or personal link. */
export function tokenOf(link: string): string {
  return new URL(link).hash.slice(1);
}

function splitInput(
  path: string,
  input: Record<string, unknown>,
): { filledPath: string; body: Record<string, unknown> } {
  const body = { ...input };
  const filledPath = path.replace(/:(\w+)/g, (_match, key: string) => {
    const value = String(body[key]);
    delete body[key];
    return encodeURIComponent(value);
  });
  return { filledPath, body };
}

export interface SeatWish {
  role: SeatRole;
  displayName: string;
}

/** A new interview, with the links of its seats in the order requested. */
export interface CreatedInterview {
  interviewId: InterviewId;
  seats: readonly { seatId: SeatId; role: SeatRole; displayName: string; link: IssuedLink }[];
}

export async function createInterview(
  client: ApiClient,
  seats: readonly SeatWish[],
  kitId?: KitId,
): Promise<CreatedInterview> {
  const { interviewId, links } = await client.call('interviews.create', {
    title: 'Backend Developer, second round',
    jobRole: 'Backend Developer',
    scheduledAt: Date.now() + 60_000,
    plannedMinutes: 45,
    seats: [...seats],
    ...(kitId && { kitId }),
  });
  return {
    interviewId,
    seats: seats.map((seat, index) => {
      const link = links[index];
      if (!link) throw new Error(`There is no link for ${seat.displayName}.`);
      return { ...seat, seatId: link.seatId, link };
    }),
  };
}
