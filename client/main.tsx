import { CSPProvider } from '@base-ui/react/csp-provider';
import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { ErrorBoundary } from './components/shell/ErrorBoundary.tsx';
import { PageLoading } from './components/shell/PageLoading.tsx';
import { ToastRegion } from './components/ui/ToastRegion.tsx';
import { startTheme } from './core/theme.ts';
import { parts, preloadRoute } from './parts.ts';
import './styles/main.css';

startTheme();
preloadRoute(window.location.pathname);

// A candidate on a slow line waits for every kilobyte, and a personal link is a page of its own.
const Page = lazy(window.location.pathname === '/join' ? parts.join : () => import('./routes.tsx'));

const root = document.getElementById('root');
if (!root) throw new Error('index.html has lost its #root.');

createRoot(root).render(
  <StrictMode>
    <ErrorBoundary>
      {/* Our content security policy allows no <style> elements. */}
      <CSPProvider disableStyleElements>
        <Suspense fallback={<PageLoading />}>
          <Page />
        </Suspense>
        <ToastRegion />
      </CSPProvider>
    </ErrorBoundary>
  </StrictMode>,
);
