import { useCallback, useEffect, useRef, useState } from 'react';
import type { AppError } from '../../shared/errors.ts';
import { asAppError } from '../core/replies.ts';

export type RequestState<T> =
  | { state: 'loading' }
  | { state: 'failed'; error: AppError }
  | { state: 'done'; value: T };

/** Sends one request, without a query cache. Sends it again when `ask` changes. `known` replaces the first one. */
export function useRequest<T>(
  ask: (signal: AbortSignal) => Promise<T>,
  known?: T,
): {
  request: RequestState<T>;
  retry: () => void;
} {
  const [request, setRequest] = useState<RequestState<T>>(
    known === undefined ? { state: 'loading' } : { state: 'done', value: known },
  );
  const [attempt, setAttempt] = useState(0);
  const answered = useRef(known === undefined ? undefined : ask);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt repeats the request
  useEffect(() => {
    if (answered.current === ask) return undefined;
    const controller = new AbortController();
    setRequest({ state: 'loading' });
    ask(controller.signal).then(
      value => !controller.signal.aborted && setRequest({ state: 'done', value }),
      error => !controller.signal.aborted && setRequest({ state: 'failed', error: asAppError(error) }),
    );
    return () => controller.abort();
  }, [ask, attempt]);
  return { request, retry: useCallback(() => setAttempt(before => before + 1), []) };
}
