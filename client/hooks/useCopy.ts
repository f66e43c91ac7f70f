import { useCallback, useEffect, useRef, useState } from 'react';

const SHOWN_MS = 2_000;

/** Copies to the clipboard; `copied` holds for a moment afterwards. `copy` answers whether it worked. */
export function useCopy() {
  const [copied, setCopied] = useState(false);
  const timer = useRef<number>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);

  const copy = useCallback(async (text: string): Promise<boolean> => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // No clipboard on plain HTTP or without permission: the caller offers another way.
      return false;
    }
    setCopied(true);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setCopied(false), SHOWN_MS);
    return true;
  }, []);

  return { copied, copy };
}
