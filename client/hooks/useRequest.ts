import { useCallback, useEffect, useState } from 'react';
import type { AppError } from '../../shared/errors.ts';
import { asAppError } from '../core/replies.ts';

export type Asked<T> =
  | { state: 'asking' }
  | { state: 'failed'; error: AppError }
  | { state: 'answered'; value: T };

/** One request of a page without a query cache. `ask` must not change between renders unless the request does. */
export function useAsked<T>(ask: (signal: AbortSignal) => Promise<T>): {
  asked: Asked<T>;
  retry: () => void;
} {
  const [asked, setAsked] = useState<Asked<T>>({ state: 'asking' });
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks again
  useEffect(() => {
    const controller = new AbortController();
    setAsked({ state: 'asking' });
    ask(controller.signal).then(
      value => !controller.signal.aborted && setAsked({ state: 'answered', value }),
      error => !controller.signal.aborted && setAsked({ state: 'failed', error: asAppError(error) }),
    );
    return () => controller.abort();
  }, [ask, attempt]);
  return { asked, retry: useCallback(() => setAttempt(before => before + 1), []) };
}
