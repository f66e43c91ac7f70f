import { CSPProvider } from '@base-ui/react/csp-provider';
import { type ComponentType, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { CrashedPage, ErrorBoundary } from './components/shell/ErrorBoundary.tsx';
import { type LaterModule, laterModule, laterPart, Preloaded } from './components/shell/laterPart.tsx';
import { PageLoading } from './components/shell/PageLoading.tsx';
import { ToastRegion } from './components/ui/ToastRegion.tsx';
import { startTheme } from './core/theme.ts';
import { fetchFirstPage, parts } from './parts.ts';
import './styles/main.css';

const PATIENCE_MS = 300;

startTheme();
const { pathname } = window.location;
// A candidate on a slow line waits for every kilobyte: personal links, practice and reports are pages of their own, without a router.
const ALONE: Record<string, LaterModule<{ default: ComponentType }>> = {
  '/join': parts.join,
  '/practice': parts.practice,
  '/report': parts.report,
};
const pageModule = ALONE[pathname] ?? laterModule<{ default: ComponentType }>(() => import('./routes.tsx'));
const page = laterPart(pageModule, module => module.default);

const root = document.getElementById('root');
if (!root) throw new Error('index.html has lost its #root.');

// What is there when React begins is drawn immediately; a person who waits longer sees that something is on its way. No `await` here: parts share
// code with this module, and none could run before it is done.
const patience = new Promise(resolve => setTimeout(resolve, PATIENCE_MS));
void Promise.race([patience, Promise.allSettled([pageModule.fetch(), fetchFirstPage(pathname)])]).then(() =>
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary fallback={() => <CrashedPage />}>
        {/* Our content security policy allows no <style> elements. */}
        <CSPProvider disableStyleElements>
          <Suspense fallback={<PageLoading />}>
            <Preloaded part={page} props={{}} />
          </Suspense>
          <ToastRegion />
        </CSPProvider>
      </ErrorBoundary>
    </StrictMode>,
  ),
);
