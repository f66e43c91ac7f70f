import { ROUTES } from '../../shared/protocol/http.ts';
import { routeCaller, sendJson } from './httpRoute.ts';

/** Calls any JSON route by name. Includes the schemas of all routes, so candidate pages create a caller for their own routes. */
export const callRoute = routeCaller(ROUTES);

/** Signs in a staff account. The server sets an HTTP-only cookie. */
export async function signIn(email: string, password: string): Promise<void> {
  await sendJson('POST', '/api/auth/sign-in/email', { email, password });
}

export async function signOut(): Promise<void> {
  await sendJson('POST', '/api/auth/sign-out', {});
}
