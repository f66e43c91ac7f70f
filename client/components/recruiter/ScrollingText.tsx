import { type ReactNode, useEffect, useRef, useState } from 'react';

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
  useEffect(() => {
    if (!place.current || !content.current) return undefined;
    const { current } = place;
    const sizes = new ResizeObserver(() => setOverflows(current.scrollHeight > current.clientHeight));
    sizes.observe(current);
    sizes.observe(content.current);
    return () => sizes.disconnect();
  }, []);
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
