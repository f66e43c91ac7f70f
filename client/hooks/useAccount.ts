import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { z } from 'zod';
import { Email } from '../../shared/interview/fields.ts';
import { AccountCode } from '../../shared/protocol/accountRoutes.ts';
import type { StaffMember } from '../../shared/protocol/http.ts';
import { callRoute, signIn, signInWithCode, signOut } from '../core/api.ts';
import { signedInAgain } from '../core/signedIn.ts';

export const ACCOUNT_KEY = ['account.read'] as const;

export function useAccount() {
  return useQuery({
    queryKey: ACCOUNT_KEY,
    queryFn: ({ signal }) => callRoute('account.read', {}, signal),
    staleTime: 60_000,
  });
}

/** Reloads the account when a connection reports that the sign-in session has ended. */
export function useSignedOutCheck(signedOut: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (signedOut) void client.invalidateQueries({ queryKey: ACCOUNT_KEY });
  }, [signedOut, client]);
}

export const Credentials = z.strictObject({ email: Email, password: z.string().min(1) });
export const SignInCode = z.strictObject({ code: AccountCode });
let signedOutHere = false;

export function isSignedOutHere(): boolean {
  return signedOutHere;
}

/** Signs in. `over`: the member whose page stays open. If another member signs in, drops the cached data. */
export function useSignIn(over?: StaffMember) {
  const client = useQueryClient();
  const [codeNeeded, setCodeNeeded] = useState(false);
  const finish = async (member: StaffMember) => {
    signedOutHere = false;
    if (over && over.email !== member.email) forgetTheRest(client);
    await client.refetchQueries({ queryKey: ACCOUNT_KEY });
    if (over?.email === member.email) signedInAgain.update(times => times + 1);
    // Repeats the requests that were refused while signed out.
    void client.invalidateQueries({ predicate: query => query.queryKey[0] !== ACCOUNT_KEY[0] });
  };
  return {
    /** True after the password of a member who also needs a code. */
    codeNeeded,
    sendPassword: async ({ email, password }: z.infer<typeof Credentials>) => {
      const member = await signIn(email, password);
      if (member) await finish(member);
      else setCodeNeeded(true);
    },
    sendCode: async ({ code }: z.infer<typeof SignInCode>) => {
      const member = await signInWithCode(code);
      if (member) await finish(member);
    },
    startOver: () => setCodeNeeded(false),
  };
}

/** Returns a function to call after a response that created an account and signed it in. */
export function useSignedInAs(): (member: StaffMember) => void {
  const client = useQueryClient();
  return member => {
    signedOutHere = false;
    client.setQueryData(ACCOUNT_KEY, { setupNeeded: false, member });
    forgetTheRest(client);
  };
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      signedOutHere = true;
      await client.refetchQueries({ queryKey: ACCOUNT_KEY });
      forgetTheRest(client);
    },
  });
}

/** Clears cached data, so that the next person at this browser doesn't see it. */
function forgetTheRest(client: QueryClient): void {
  client.removeQueries({ predicate: query => query.queryKey[0] !== ACCOUNT_KEY[0] });
}
