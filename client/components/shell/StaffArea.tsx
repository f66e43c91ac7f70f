import { QueryClientProvider } from '@tanstack/react-query';
import { Suspense } from 'react';
import { Outlet } from 'react-router';
import { queryClient } from '../../hooks/queryClient.ts';
import { PageLoading } from './PageLoading.tsx';

/** The pages that read HTTP data through the cache. Join and room do not, and are spared its weight. */
export function StaffArea() {
  return (
    <QueryClientProvider client={queryClient}>
      <Suspense fallback={<PageLoading />}>
        <Outlet />
      </Suspense>
    </QueryClientProvider>
  );
}
