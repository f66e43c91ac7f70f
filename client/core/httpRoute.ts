import type { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import type { RouteRow } from '../../shared/protocol/routeRow.ts';
import { errorIn } from './replies.ts';

/**
 * Asks one JSON route and returns the decoded result. Throws an `AppError` in every case of failure: the server's own, or
 * `unavailable` when it cannot be reached.
 */
export async function askRoute<Row extends RouteRow>(
  { method, path, result }: Row,
  params: z.input<Row['params']>,
  signal?: AbortSignal,
): Promise<z.infer<Row['result']>> {
  const { url, body } = placeParams(path, params as object);
  const raw = await sendJson(method, url, body, signal);
  const decoded = result.safeParse(raw);
  if (!decoded.success) {
    throw new AppError(
      'internal',
      'The server answered in a way this page does not know. Load the page again.',
    );
  }
  return decoded.data as z.infer<Row['result']>;
}

/** Params named in the path go there, the rest into the body. */
function placeParams(path: string, params: object): { url: string; body: Record<string, unknown> } {
  const body: Record<string, unknown> = { ...params };
  const url = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = String(body[name]);
    delete body[name];
    return encodeURIComponent(value);
  });
  return { url, body };
}

/** Sends JSON and returns what came back, undecoded. Throws as `askRoute` does. */
export async function sendJson(
  method: string,
  url: string,
  body: Record<string, unknown>,
  signal?: AbortSignal,
): Promise<unknown> {
  const hasBody = method === 'POST' || method === 'PUT' || method === 'PATCH';
  const response = await reach(url, {
    method,
    credentials: 'same-origin',
    headers: { accept: 'application/json', ...(hasBody && { 'content-type': 'application/json' }) },
    ...(hasBody && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  });
  const answer = await readJson(response);
  if (!response.ok) throw errorOf(response, answer);
  return answer ?? {};
}

/** Reads a file that the server makes, with the name it gives it. Throws as `askRoute` does. */
export async function fetchFile(url: string): Promise<{ blob: Blob; fileName: string | undefined }> {
  const response = await reach(url, { credentials: 'same-origin' });
  if (!response.ok) throw errorOf(response, await readJson(response));
  const fileName = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  return { blob: await response.blob(), fileName };
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw AppError.unavailable('The server cannot be reached. Check your connection, then try again.', error);
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    // Not JSON: an empty answer, or a page of some proxy. The status says the rest.
    return undefined;
  }
}

function errorOf(response: Response, answer: unknown): AppError {
  const own = errorIn((answer as { error?: unknown } | undefined)?.error);
  if (own) return own;
  if (response.status === 401) return AppError.unauthenticated();
  if (response.status === 403) return AppError.forbidden();
  if (response.status === 429)
    return new AppError('rate-limited', 'Too many tries. Wait a minute, then try again.');
  if (response.status >= 502)
    return AppError.unavailable('The server does not answer right now. Try again in a moment.');
  return new AppError('internal', 'Something went wrong on our side. Please try again.');
}
