import { MutationCache, notifyManager, QueryCache, QueryClient } from '@tanstack/react-query';
import { AppError } from '../../shared/errors.ts';
import { ACCOUNT_KEY } from './useAccount.ts';

const MAX_RETRIES = 2;

// Gives components new data before the code that awaits the request continues, not after it.
notifyManager.setScheduler(queueMicrotask);

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeSignedOut }),
  mutationCache: new MutationCache({ onError: noticeSignedOut }),
  defaultOptions: {
    queries: {
      // Without a network, requests fail immediately instead of being paused until the network is back.
      networkMode: 'always',
      staleTime: 5_000,
      retry: (count, error) => error instanceof AppError && error.retryable && count < MAX_RETRIES,
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

/** Checks the account after a refused request, because the sign-in session may have ended. */
function noticeSignedOut(error: unknown): void {
  if (error instanceof AppError && error.code === 'unauthenticated')
    void queryClient.invalidateQueries({ queryKey: ACCOUNT_KEY });
}
