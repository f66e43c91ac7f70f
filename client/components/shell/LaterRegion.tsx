import { type ComponentType, type ReactNode, useEffect, useState } from 'react';
import { ErrorState } from '../ui/ErrorState.tsx';

interface LaterRegionProps {
  /** Imports the component. Must be the same function in every render. */
  fetchPart: () => Promise<ComponentType>;
  fallback: ReactNode;
  /** Title of the error shown when the import fails. */
  failed: string;
}

/**
 * Part of a page whose code is imported on first render. When the import fails, only this part shows an error and a retry
 * button.
 */
export function LaterRegion({ fetchPart, fallback, failed }: LaterRegionProps) {
  const [Part, setPart] = useState<ComponentType>();
  const [error, setError] = useState<unknown>();
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is another fetch
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
