import { useState } from 'react';

/** Runs the action of a button. `pending` is true while it runs; `error` is from the last run. */
export function useAction() {
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>();
  const run = async (action: () => Promise<unknown>) => {
    if (pending) return;
    setPending(true);
    setError(undefined);
    await action()
      .catch(setError)
      .finally(() => setPending(false));
  };
  return { pending, error, run: (action: () => Promise<unknown>) => void run(action) };
}
