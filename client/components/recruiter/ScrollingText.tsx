import { type ReactNode, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

interface ScrollingTextProps {
  label: string;
  className: string;
  children: ReactNode;
}

/** Text in a place of fixed size. Only where it does not fit it is a stop of the keyboard, from which it can be scrolled. */
export function ScrollingText({ label, className, children }: ScrollingTextProps) {
  const place = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const [overflows, setOverflows] = useState(false);
  const measure = useCallback(() => {
    const { current } = place;
    if (current) setOverflows(current.scrollHeight > current.clientHeight);
  }, []);
  // At once with another text: sizes are told of with the next frame, which a busy machine draws late.
  useLayoutEffect(measure);
  useEffect(() => {
    const sizes = new ResizeObserver(measure);
    for (const { current } of [place, content]) if (current) sizes.observe(current);
    return () => sizes.disconnect();
  }, [measure]);
  return (
    <div
      ref={place}
      className={`${className} overflow-y-auto`}
      {...(overflows && { role: 'group', 'aria-label': label, tabIndex: 0 })}
    >
      <div ref={content}>{children}</div>
    </div>
  );
}
