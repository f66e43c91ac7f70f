import { type ComponentType, type ReactNode, useEffect, useState } from 'react';
import { ErrorState } from '../ui/ErrorState.tsx';

interface LaterRegionProps {
  /** Imports the component. Must be the same function in every render. */
  fetchPart: () => Promise<ComponentType>;
  fallback: ReactNode;
  failed: string;
}

/** Imports a component and renders it. A failed import affects only this region of the page. */
export function LaterRegion({ fetchPart, fallback, failed }: LaterRegionProps) {
  const [Part, setPart] = useState<ComponentType>();
  const [error, setError] = useState<unknown>();
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt must fetch again
  useEffect(() => {
    let gone = false;
    setError(undefined);
    fetchPart().then(
      part => !gone && setPart(() => part),
      reason => !gone && setError(reason ?? true),
    );
    return () => {
      gone = true;
    };
  }, [fetchPart, attempt]);
  if (Part) return <Part />;
  if (error)
    return <ErrorState title={failed} error={error} onRetry={() => setAttempt(count => count + 1)} />;
  return fallback;
}
