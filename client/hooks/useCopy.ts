import { useCallback, useEffect, useRef, useState } from 'react';

const SHOWN_MS = 2_000;

/** Copies text. `copied` stays true for a moment after a copy. `copy` resolves to true on success. */
export function useCopy() {
  const [copied, setCopied] = useState(false);
  const timer = useRef<number>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const copy = useCallback(async (text: string): Promise<boolean> => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Copying requires HTTPS and permission. Without them, the caller offers another way.
      return false;
    }
    setCopied(true);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setCopied(false), SHOWN_MS);
    return true;
  }, []);
  return { copied, copy };
}
