import { useLayoutEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import { noteNavigation } from '../../core/navigation.ts';

/** Scrolls to the top and asks the next heading to take focus whenever the address changes. The first page is left alone. */
export function NavigationWatch() {
  const { pathname, search } = useLocation();
  const address = pathname + search;
  const last = useRef(address);
  // Also during rendering of the new page, before its heading's own effect runs.
  if (last.current !== address) noteNavigation();
  useLayoutEffect(() => {
    if (last.current === address) return;
    last.current = address;
    window.scrollTo(0, 0);
  }, [address]);
  return null;
}
