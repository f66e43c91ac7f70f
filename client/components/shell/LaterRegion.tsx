import { type ComponentType, type ReactNode, useEffect, useState } from 'react';
import { ErrorState } from '../ui/ErrorState.tsx';

interface LaterRegionProps {
  /** Fetches the code; the same function in every rendering. */
  fetchPart: () => Promise<ComponentType>;
  /** In its place until then. */
  fallback: ReactNode;
  /** What could not be loaded when the code could not be fetched. */
  failed: string;
}

/**
 * A part of a page that is fetched when it is first drawn, and without which the page goes on: should its code not arrive, this
 * place says so and offers another try, and all around it stays.
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
