import { type RefObject, useEffect, useRef } from 'react';
import { keepFocus } from '../core/focusKeeper.ts';

/** For the main part of a page: the focus stays in it when the element that has it goes. */
export function useFocusKeeper(): RefObject<HTMLElement | null> {
  const main = useRef<HTMLElement>(null);
  useEffect(() => (main.current ? keepFocus(main.current) : undefined), []);
  return main;
}
