import { ROUTES, type RouteInput, type RouteName, type RouteResult } from '../../shared/protocol/http.ts';
import { askRoute, sendJson } from './httpRoute.ts';

/** Asks one of our JSON routes by name; see `askRoute`. */
export async function callRoute<N extends RouteName>(
  name: N,
  params: RouteInput<N>,
  signal?: AbortSignal,
): Promise<RouteResult<N>> {
  return (await askRoute(ROUTES[name], params, signal)) as RouteResult<N>;
}

/** Signs a staff account in; the proof is a cookie that scripts cannot read. */
export async function signIn(email: string, password: string): Promise<void> {
  await sendJson('POST', '/api/auth/sign-in/email', { email, password });
}

export async function signOut(): Promise<void> {
  await sendJson('POST', '/api/auth/sign-out', {});
}
