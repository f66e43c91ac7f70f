import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
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

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ email, password }: { email: string; password: string }) => signIn(email, password),
    onSuccess: () => client.refetchQueries({ queryKey: ACCOUNT_KEY }),
  });
}

/** Forgets everything that was loaded, so that the next person at this browser sees none of it. */
export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      await client.refetchQueries({ queryKey: ACCOUNT_KEY });
      client.removeQueries({ predicate: query => query.queryKey[0] !== ACCOUNT_KEY[0] });
    },
  });
}
