import { useState } from 'react';
import { localData } from '../core/safeStorage.ts';

export interface KeptText {
  text: string;
  change: (text: string) => void;
  /** Deletes the draft after it was sent. */
  sent: () => void;
}

/** Draft of a text, stored in this browser under `key` until it is sent. `saved` is the server's version. */
export function useKeptText(key: string, saved = ''): KeptText {
  const [text, setText] = useState(() => localData.read(key) ?? saved);
  return {
    text,
    change: next => {
      setText(next);
      if (next === saved) localData.remove(key);
      else localData.write(key, next);
    },
    sent: () => localData.remove(key),
  };
}
