import { useEffect, useEffectEvent } from 'react';
import { isForRoom } from '../room/useShortcuts.ts';

export interface AnswerKeys {
  onFinish: () => void;
  onBegin: () => void;
  onRepeat: () => void;
  onMoment: () => void;
  onUndoSkip: () => void;
  onRetry: () => void;
}

/** Single keys of the candidate, beside those of the room. What cannot be taken back has none: F and A only lead to their buttons. */
export function useAnswerKeys(keys: AnswerKeys): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (isForRoom(event)) act(keys, event.key);
  });
  useEffect(() => {
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}

function act({ onFinish, onBegin, onRepeat, onMoment, onUndoSkip, onRetry }: AnswerKeys, key: string): void {
  switch (key.toLowerCase()) {
    case 'f':
      onFinish();
      break;
    case 'b':
      onBegin();
      break;
    case 'r':
      onRepeat();
      break;
    case 'n':
      onMoment();
      break;
    case 'u':
      onUndoSkip();
      break;
    case 'a':
      onRetry();
      break;
  }
}
