import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { StaffMember } from '../../shared/protocol/http.ts';
import { callRoute, signIn, signOut } from '../core/api.ts';

export const ACCOUNT_KEY = ['account.read'] as const;

/** Who is signed in, if anybody, and whether the first account is still missing. */
export function useAccount() {
  return useQuery({
    queryKey: ACCOUNT_KEY,
    queryFn: ({ signal }) => callRoute('account.read', {}, signal),
    staleTime: 60_000,
  });
}

interface Credentials {
  email: string;
  password: string;
}

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ email, password }: Credentials) => signIn(email, password),
    onSuccess: () => client.refetchQueries({ queryKey: ACCOUNT_KEY }),
  });
}

/** The server signs a new account in with the answer that made it; here the pages learn who it is. */
export function useSignedInAs(): (member: StaffMember) => void {
  const client = useQueryClient();
  return member => {
    client.setQueryData(ACCOUNT_KEY, { setupNeeded: false, member });
    forgetTheRest(client);
  };
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      await client.refetchQueries({ queryKey: ACCOUNT_KEY });
      forgetTheRest(client);
    },
  });
}

/** Forgets everything that was loaded, so that the next person at this browser sees none of it. */
function forgetTheRest(client: QueryClient): void {
  client.removeQueries({ predicate: query => query.queryKey[0] !== ACCOUNT_KEY[0] });
}
