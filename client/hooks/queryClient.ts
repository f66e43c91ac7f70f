import { notifyManager, QueryClient } from '@tanstack/react-query';
import { AppError } from '../../shared/errors.ts';
import { onSignedOut } from '../core/api.ts';
import { ACCOUNT_KEY } from './useAccount.ts';

const MAX_RETRIES = 2;

// Gives components new data before the code that awaits the request continues, not after it.
notifyManager.setScheduler(queueMicrotask);

export const queryClient: QueryClient = new QueryClient({
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

// Checks the account, because the sign-in session may have ended.
onSignedOut(() => void queryClient.invalidateQueries({ queryKey: ACCOUNT_KEY }));
