import { type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * For a list that scrolls and may grow at its top: what was in sight stays where it is, and the focus in the list, also where the button that
 * made it grow is gone. `first` names the topmost entry. Browsers do this by themselves only while the list is not scrolled to its top.
 */
export function useKeptInSight(first: string | undefined): RefObject<HTMLDivElement | null> {
  const list = useRef<HTMLDivElement>(null);
  const was = useRef({ first, fromEnd: 0 });
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    if (was.current.first !== undefined && was.current.first !== first) {
      element.scrollTop = element.scrollHeight - was.current.fromEnd;
      if (document.activeElement === document.body) element.focus({ preventScroll: true });
    }
    was.current = { first, fromEnd: element.scrollHeight - element.scrollTop };
  });
  return list;
}
