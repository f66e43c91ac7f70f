import type { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import type { RouteRow } from '../../shared/protocol/routeRow.ts';
import { errorIn } from './replies.ts';

type RowsOf<Rows> = { [Name in keyof Rows]: RouteRow };

export type RouteCaller<Rows extends RowsOf<Rows>> = <N extends keyof Rows>(
  name: N,
  params: z.input<Rows[N]['params']>,
  signal?: AbortSignal,
) => Promise<z.infer<Rows[N]['result']>>;

/** Returns a function that calls JSON routes. It throws `unavailable` (`AppError`) without a connection. */
export function routeCaller<Rows extends RowsOf<Rows>>(rows: Rows): RouteCaller<Rows> {
  return async (name, params, signal) => {
    const { method, path, result } = rows[name];
    const { url, body } = placeParams(path, params as object);
    const decoded = result.safeParse(await sendJson(method, url, body, signal));
    if (!decoded.success) {
      throw new AppError('internal', 'page-outdated');
    }
    return decoded.data as z.infer<Rows[typeof name]['result']>;
  };
}

function placeParams(path: string, params: object): { url: string; body: Record<string, unknown> } {
  const body: Record<string, unknown> = { ...params };
  const url = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = String(body[name]);
    delete body[name];
    return encodeURIComponent(value);
  });
  return { url, body };
}

/** A request that isn't answered in this time ends, so that no page waits forever. */
const ANSWER_MS = 60_000;

/** Returns the response body without checking it. Throws the same errors as a route call. */
export async function sendJson(
  method: string,
  url: string,
  body: Record<string, unknown>,
  signal?: AbortSignal,
): Promise<unknown> {
  const hasBody = method === 'POST' || method === 'PUT' || method === 'PATCH';
  const limit = new AbortController();
  const leave = () => limit.abort(signal?.reason);
  const timer = setTimeout(() => limit.abort(AppError.unavailable()), ANSWER_MS);
  signal?.addEventListener('abort', leave);
  if (signal?.aborted) leave();
  try {
    const answer = await send(url, {
      method,
      headers: { accept: 'application/json', ...(hasBody && { 'content-type': 'application/json' }) },
      ...(hasBody && { body: JSON.stringify(body) }),
      signal: limit.signal,
    });
    return answer ?? {};
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', leave);
  }
}

/** Sends the bytes of a file, and returns the response body. Throws the same errors as a route call. */
export function sendFile(url: string, file: File): Promise<unknown> {
  const headers = { accept: 'application/json', 'content-type': 'application/octet-stream' };
  return send(url, { method: 'PUT', headers, body: file });
}

async function send(url: string, init: RequestInit): Promise<unknown> {
  const response = await reach(url, init);
  const answer = await readJson(response);
  init.signal?.throwIfAborted();
  if (!response.ok) throw errorOf(response, answer);
  return answer;
}

/** Returns a file and the file name from the server. Throws the same errors as a route call. */
export async function fetchFile(url: string): Promise<{ blob: Blob; fileName: string | undefined }> {
  const response = await reach(url);
  if (!response.ok) throw errorOf(response, await readJson(response));
  const fileName = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  return { blob: await response.blob(), fileName };
}

async function reach(url: string, init?: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { credentials: 'same-origin', ...init });
  } catch (error) {
    init?.signal?.throwIfAborted();
    throw AppError.unavailable('offline', error);
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    // The body is empty or a proxy's error page.
    return undefined;
  }
}

function errorOf(response: Response, answer: unknown): AppError {
  const own = errorIn((answer as { error?: unknown } | undefined)?.error);
  if (own) return own;
  if (response.status === 401) return AppError.unauthenticated();
  if (response.status === 403) return AppError.forbidden();
  if (response.status === 429) return new AppError('rate-limited');
  if (response.status >= 502) return AppError.unavailable();
  return new AppError('internal', 'server-failed');
}
