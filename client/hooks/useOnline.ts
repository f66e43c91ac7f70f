import { useSyncExternalStore } from 'react';

/** True when the device has a network. The server may still be unreachable. */
export function useOnline(): boolean {
  return useSyncExternalStore(subscribe, () => navigator.onLine);
}

function subscribe(listener: () => void): () => void {
  const ends = new AbortController();
  window.addEventListener('online', listener, { signal: ends.signal });
  window.addEventListener('offline', listener, { signal: ends.signal });
  return () => ends.abort();
}
