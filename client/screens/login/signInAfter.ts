import type { QueryClient } from '@tanstack/react-query';
import { callRoute, signIn } from '../../core/api.ts';
import { ACCOUNT_KEY } from '../../hooks/useAccount.ts';

/** A new account is signed in at once, by the server or, where it did not, with what was just typed. */
export async function signInAfter(client: QueryClient, email: string, password: string): Promise<void> {
  const readAccount = () => callRoute('account.read', {});
  let account = await readAccount();
  if (!account.member) {
    await signIn(email, password);
    account = await readAccount();
  }
  client.setQueryData(ACCOUNT_KEY, account);
}
