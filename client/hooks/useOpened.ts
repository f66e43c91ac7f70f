import { useEffect, useState } from 'react';

/** Opens an object and closes it on unmount. When `open` changes, replaces it. */
export function useOpened<T extends { close: () => void }>(open: () => T | undefined): T | undefined {
  const [opened, setOpened] = useState<T>();
  useEffect(() => {
    const next = open();
    setOpened(next);
    return () => {
      next?.close();
      setOpened(undefined);
    };
  }, [open]);
  return opened;
}
