import { useEffect, useState } from 'react';

interface TypingSpace {
  /** Visible part of the window in px, where a phone's keyboard covers the rest of it. */
  visible?: { top: number; height: number };
  /** True while a person types and a keyboard leaves little height. */
  compact: boolean;
}

/** A window this low, with a text field in use, has a keyboard below it. */
const COMPACT_BELOW_PX = 480;
const WIDE_PX = 1_024;
/** A smaller difference comes from the browser's own bars. */
const KEYBOARD_MIN_PX = 100;

/** Follows a phone's keyboard. Some browsers shrink the window for it, others lay it over the window. */
export function useTypingSpace(): TypingSpace {
  const [space, setSpace] = useState<TypingSpace>({ compact: false });
  useEffect(() => {
    const measure = () => setSpace(before => (isSame(before, spaceNow()) ? before : spaceNow()));
    const { visualViewport } = window;
    const viewport = [visualViewport, window];
    for (const target of viewport) target?.addEventListener('resize', measure);
    visualViewport?.addEventListener('scroll', measure);
    for (const type of ['focusin', 'focusout'] as const) document.addEventListener(type, measure);
    measure();
    return () => {
      for (const target of viewport) target?.removeEventListener('resize', measure);
      visualViewport?.removeEventListener('scroll', measure);
      for (const type of ['focusin', 'focusout'] as const) document.removeEventListener(type, measure);
    };
  }, []);
  return space;
}

function spaceNow(): TypingSpace {
  const { visualViewport, innerHeight, innerWidth } = window;
  const types = document.activeElement instanceof HTMLTextAreaElement;
  const { height = innerHeight, offsetTop = 0, scale = 1 } = visualViewport ?? {};
  // Zooming in shrinks the visible part too, but leaves the page as it is.
  const covered = scale === 1 && innerHeight - height > KEYBOARD_MIN_PX;
  const compact = types && innerWidth < WIDE_PX && (covered ? height : innerHeight) < COMPACT_BELOW_PX;
  return { compact, ...(covered && { visible: { top: offsetTop, height } }) };
}

function isSame(a: TypingSpace, b: TypingSpace): boolean {
  return (
    a.compact === b.compact && a.visible?.top === b.visible?.top && a.visible?.height === b.visible?.height
  );
}
