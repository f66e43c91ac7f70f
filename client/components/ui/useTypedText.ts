import { type FocusEvent, useRef } from 'react';

const NO_TEXT = new Set([
  'button',
  'checkbox',
  'file',
  'hidden',
  'radio',
  'range',
  'reset',
  'search',
  'submit',
]);

type TextField = HTMLInputElement | HTMLTextAreaElement;

/** Tells whether a part of the page holds text that was typed since it opened. */
export interface TypedText {
  /** For the part's `onFocus`, which bubbles. */
  onFocus: (event: FocusEvent) => void;
  /** True when a text field has another value than when it was first focused. */
  isTyped: () => boolean;
  forget: () => void;
}

export function useTypedText(): TypedText {
  const before = useRef(new Map<TextField, string>());
  return {
    onFocus: ({ target }) => {
      if (isTextField(target) && !before.current.has(target)) before.current.set(target, target.value);
    },
    isTyped: () => [...before.current].some(([field, value]) => field.isConnected && field.value !== value),
    forget: () => before.current.clear(),
  };
}

function isTextField(target: EventTarget): target is TextField {
  if (target instanceof HTMLTextAreaElement) return !target.readOnly;
  return target instanceof HTMLInputElement && !target.readOnly && !NO_TEXT.has(target.type);
}
