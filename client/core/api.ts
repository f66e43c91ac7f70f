import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import { ROUTES, StaffMember } from '../../shared/protocol/http.ts';
import { type RouteCaller, routeCaller, sendFile, sendJson } from './httpRoute.ts';

const call = routeCaller(ROUTES);
let whenSignedOut = (): void => {};

/** Sets what happens after a request was refused because no one is signed in. */
export function onSignedOut(action: () => void): void {
  whenSignedOut = action;
}

async function noticed<T>(reply: Promise<T>): Promise<T> {
  try {
    return await reply;
  } catch (error) {
    if (error instanceof AppError && error.code === 'unauthenticated') whenSignedOut();
    throw error;
  }
}

/** Calls any JSON route. Candidate pages use smaller callers, because this one includes all schemas. */
export const callRoute: RouteCaller<typeof ROUTES> = (name, params, signal) =>
  noticed(call(name, params, signal));

/** Sends the bytes of a file, and returns the response body. Throws the same errors as a route call. */
export const uploadFile = (url: string, file: File): Promise<unknown> => noticed(sendFile(url, file));

/** Signs in. Returns undefined when the member also needs a code, for `signInWithCode`. */
export async function signIn(email: string, password: string): Promise<StaffMember | undefined> {
  return memberIn(await sendJson('POST', '/api/auth/sign-in/email', { email, password }));
}

/** Completes a sign-in with the code of an authenticator app, or with a recovery code. */
export async function signInWithCode(code: string): Promise<StaffMember | undefined> {
  return memberIn(await sendJson('POST', '/api/auth/sign-in/code', { code }));
}

/** Returns the address of the organization's sign-in service. `next`: the console page to open afterward. */
export async function beginSingleSignOn(next: string): Promise<string> {
  return z.object({ url: z.url() }).parse(await sendJson('POST', '/api/auth/sign-in/sso', { next })).url;
}

function memberIn(answer: unknown): StaffMember | undefined {
  return StaffMember.optional()
    .catch(undefined)
    .parse((answer as { member?: unknown }).member);
}

export async function signOut(): Promise<void> {
  await sendJson('POST', '/api/auth/sign-out', {});
}
