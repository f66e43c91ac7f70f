import { useState } from 'react';
import { localData } from '../core/safeStorage.ts';

type StoredText = { text: string; change: (text: string) => void; sent: () => void };

/** Returns a text's draft, stored in this browser until it is sent. `saved` is the server's version. */
export function useStoredText(key: string, saved = ''): StoredText {
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
