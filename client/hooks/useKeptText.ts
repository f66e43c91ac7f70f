import { useState } from 'react';
import { localData } from '../core/safeStorage.ts';

export interface KeptText {
  text: string;
  change: (text: string) => void;
  /** It was sent: the browser forgets it. */
  sent: () => void;
}

/**
 * A text that is being written, kept in this browser under `key` until it is sent, so that leaving the page does not lose it. `saved` is
 * what the server has.
 */
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
