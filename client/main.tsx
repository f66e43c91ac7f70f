import { type ComponentType, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { tidiedLink } from '../shared/site/personalLinks.ts';
import { CrashedPage, ErrorBoundary } from './components/shell/ErrorBoundary.tsx';
import { type LaterModule, laterModule, laterPart, Preloaded } from './components/shell/laterPart.tsx';
import { PageLoading } from './components/shell/PageLoading.tsx';
import { ToastRegion } from './components/ui/ToastRegion.tsx';
import { startTheme } from './core/theme.ts';
import { fetchFirstPage, parts } from './parts.ts';
import './styles/main.css';

const PATIENCE_MS = 300;

startTheme();
// Before any page reads the link.
const { href, origin } = window.location;
const link = tidiedLink(href.slice(origin.length));
if (link && !href.endsWith(link)) window.history.replaceState(window.history.state, '', link);
const { pathname } = window.location;
// These pages load without the router, because candidates on slow connections wait for every kilobyte.
const ALONE: Record<string, LaterModule<{ default: ComponentType }>> = {
  '/join': parts.join,
  '/schedule': parts.schedule,
  '/practice': parts.practice,
  '/report': parts.report,
};
const pageModule = ALONE[pathname] ?? laterModule<{ default: ComponentType }>(() => import('./routes.tsx'));
const page = laterPart(pageModule, module => module.default);

const root = document.getElementById('root');
if (!root) throw new Error('index.html has lost its #root.');

// Waits a moment for the first page, then shows that something is loading. Doesn't use `await`, because
// parts share code with this module and can't run before this module has finished.
const patience = new Promise(resolve => setTimeout(resolve, PATIENCE_MS));
const fetched = Promise.allSettled([pageModule.fetch(), fetchFirstPage(pathname)]);
// What the server rendered stays until the page replaces it.
const isRendered = root.hasChildNodes();
void (isRendered ? fetched : Promise.race([patience, fetched])).then(() => {
  root.replaceChildren();
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary fallback={() => <CrashedPage />}>
        <Suspense fallback={<PageLoading />}>
          <Preloaded part={page} props={{}} />
        </Suspense>
        <ToastRegion />
      </ErrorBoundary>
    </StrictMode>,
  );
});
