import { QueryClientProvider } from '@tanstack/react-query';
import { Suspense } from 'react';
import { Outlet } from 'react-router';
import { addReasonTexts } from '../../core/errorMessage.ts';
import { queryClient } from '../../hooks/queryClient.ts';
import { staffReasonTexts } from '../../texts/staffErrors.ts';
import { visitorReasonTexts } from '../../texts/visitorErrors.ts';
import { PageLoading } from './PageLoading.tsx';

addReasonTexts({ ...visitorReasonTexts, ...staffReasonTexts });

/** Provides the query cache. The join page and the room don't need it, so they don't download it. */
export function StaffArea() {
  return (
    <QueryClientProvider client={queryClient}>
      <Suspense fallback={<PageLoading />}>
        <Outlet />
      </Suspense>
    </QueryClientProvider>
  );
}
