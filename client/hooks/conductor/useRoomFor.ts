import { type RefObject, useLayoutEffect, useState } from 'react';
import { useMediaQuery } from '../useMediaQuery.ts';

/** On desktops the parts of the room stand side by side and leave it its place, whatever the height. */
const DESKTOP = '(min-width: 64rem)';
const LEAST_WIDTH_PX = 640;
const LEAST_HEIGHT_PX = 600;

/** Whether the column that an element stands in has room for more than one line of it below the faces. */
export function useRoomFor(element: RefObject<HTMLElement | null>): boolean {
  const desktop = useMediaQuery(DESKTOP);
  const [fits, setFits] = useState(false);
  useLayoutEffect(() => {
    const column = element.current?.parentElement;
    if (!column) return;
    const measure = () =>
      setFits(column.clientWidth >= LEAST_WIDTH_PX && column.clientHeight >= LEAST_HEIGHT_PX);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(column);
    return () => observer.disconnect();
  }, [element]);
  return desktop || fits;
}
