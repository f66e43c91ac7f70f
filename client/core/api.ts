import { ROUTES } from '../../shared/protocol/http.ts';
import { routeCaller, sendJson } from './httpRoute.ts';

/** Calls any JSON route by name. Brings the schemas of every route along: pages of candidates use a caller of their own routes. */
export const callRoute = routeCaller(ROUTES);

/** Signs a staff account in; the proof is a cookie that scripts cannot read. */
export async function signIn(email: string, password: string): Promise<void> {
  await sendJson('POST', '/api/auth/sign-in/email', { email, password });
}

export async function signOut(): Promise<void> {
  await sendJson('POST', '/api/auth/sign-out', {});
}
