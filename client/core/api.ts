import { ROUTES } from '../../shared/protocol/http.ts';
import { routeCaller, sendJson } from './httpRoute.ts';

/** Calls any JSON route. Candidate pages use smaller callers, because this one includes all schemas. */
export const callRoute = routeCaller(ROUTES);

export async function signIn(email: string, password: string): Promise<void> {
  await sendJson('POST', '/api/auth/sign-in/email', { email, password });
}

export async function signOut(): Promise<void> {
  await sendJson('POST', '/api/auth/sign-out', {});
}
