import { CSPProvider } from '@base-ui/react/csp-provider';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { ErrorBoundary } from './components/shell/ErrorBoundary.tsx';
import { NavigationWatch } from './components/shell/NavigationWatch.tsx';
import { ToastRegion } from './components/ui/ToastRegion.tsx';
import { startTheme } from './core/theme.ts';
import { AppRoutes, preloadRoute } from './routes.tsx';
import './styles/main.css';

startTheme();
preloadRoute(window.location.pathname);

const root = document.getElementById('root');
if (!root) throw new Error('index.html has lost its #root.');

createRoot(root).render(
  <StrictMode>
    <ErrorBoundary>
      {/* Our content security policy allows no <style> elements. */}
      <CSPProvider disableStyleElements>
        <BrowserRouter>
          <NavigationWatch />
          <AppRoutes />
        </BrowserRouter>
        <ToastRegion />
      </CSPProvider>
    </ErrorBoundary>
  </StrictMode>,
);
