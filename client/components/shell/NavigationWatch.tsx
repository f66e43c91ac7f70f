import { useLayoutEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import { noteNavigation } from '../../core/navigation.ts';

/** Scrolls to the top and asks the next heading to take focus whenever the path changes. The first page is left alone. */
export function NavigationWatch() {
  const { pathname } = useLocation();
  const last = useRef(pathname);
  // Also during rendering of the new page, before its heading's own effect runs.
  if (last.current !== pathname) noteNavigation();
  useLayoutEffect(() => {
    if (last.current === pathname) return;
    last.current = pathname;
    window.scrollTo(0, 0);
  }, [pathname]);
  return null;
}
