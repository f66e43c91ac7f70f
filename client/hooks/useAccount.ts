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

/** A new account is signed in at once, by the server or, where it did not, with what was just typed. */
export function useFirstSignIn(): (credentials: Credentials) => Promise<void> {
  const client = useQueryClient();
  return async ({ email, password }) => {
    const readAccount = () => callRoute('account.read', {});
    let account = await readAccount();
    if (!account.member) {
      await signIn(email, password);
      account = await readAccount();
    }
    client.setQueryData(ACCOUNT_KEY, account);
  };
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
