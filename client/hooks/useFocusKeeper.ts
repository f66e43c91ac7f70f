import {
  type FocusEvent as ReactFocusEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
} from 'react';

/** Use it as a `ref` to focus an element when it appears, because `autoFocus` only works on page load. */
export const focusOnMount = (element: HTMLElement | null): void => element?.focus();

/** Focuses the region (`tabIndex={-1}`) when its focused element disappears, so that keys still reach it. */
export function useFocusFallback<E extends HTMLElement>() {
  const region = useRef<E>(null);
  const last = useRef<Element>(undefined);
  useLayoutEffect(() => {
    const { current: element } = last;
    if (!element || (element.isConnected && !element.matches(':disabled'))) return;
    last.current = undefined;
    const { activeElement } = document;
    if (activeElement === document.body || activeElement === element)
      region.current?.focus({ preventScroll: true });
  });
  return {
    ref: region,
    onFocus: (event: ReactFocusEvent) => {
      last.current = event.target;
    },
    onBlur: ({ target }: ReactFocusEvent) => {
      // Removing an element also blurs it. If the element stays, the person left it, or a dialog opened.
      queueMicrotask(() => {
        if (document.activeElement?.closest(DIALOG)) return;
        if (last.current === target && target.isConnected && !target.matches(':disabled'))
          last.current = undefined;
      });
    },
  };
}

export function useFocusKeeper(): RefObject<HTMLElement | null> {
  const main = useRef<HTMLElement>(null);
  useEffect(() => (main.current ? keepFocus(main.current) : undefined), []);
  return main;
}

/** Frames to wait for other code to set the focus. A closing dialog sets the focus within two frames. */
const PATIENCE_FRAMES = 3;
const DIALOG = '[role="dialog"], [role="alertdialog"], [role="menu"]';
const HEADING = 'h1, h2, h3, h4';
const GROUP = '[data-focus-group]';
const FIRST = '[data-focus-first]';
const CONTROL = 'input:enabled, select:enabled, textarea:enabled, button:enabled';

/**
 * Finds a new place for the focus when the focused element disappears, or Tab would start at the page's top: the
 * first control of the group (`data-focus-group`) that the element was in, or the closest heading. A group can name
 * another control (`data-focus-first`).
 */
function keepFocus(main: HTMLElement): () => void {
  /** The last focused element outside dialogs, followed by its ancestors. */
  let path: Element[] = [];
  let frame: number | undefined;

  const isUnusable = () => {
    const [last] = path;
    return last !== undefined && (!last.isConnected || last.matches(':disabled'));
  };
  const isLost = () => {
    const { activeElement } = document;
    // A busy browser takes the focus from a disabled element after more than these frames.
    const isNowhere = activeElement === document.body || activeElement === path[0];
    return isUnusable() && isNowhere && !document.querySelector(DIALOG);
  };
  const rescue = (frames: number) => {
    frame = requestAnimationFrame(() => {
      frame = undefined;
      if (frames > 1) rescue(frames - 1);
      else if (isLost()) focusOn(placeNear(path.slice(1), main) ?? main);
    });
  };
  const check = () => {
    // Checks later, because Chromium blurs a disabled element only in the next frame.
    if (frame === undefined && isUnusable()) rescue(PATIENCE_FRAMES);
  };
  const onFocus = ({ target }: FocusEvent) => {
    if (target instanceof Element && !target.closest(DIALOG))
      path = main.contains(target) ? pathOf(target) : [];
  };
  const onBlur = ({ target, relatedTarget }: FocusEvent) => {
    // Removing an element also blurs it. If the element stays, the person left it, or a dialog opened.
    queueMicrotask(() => {
      const stays = target instanceof Element && target.isConnected && !target.matches(':disabled');
      if (stays && target === path[0] && relatedTarget === null && document.hasFocus()) path = [];
    });
  };

  const observer = new MutationObserver(check);
  // Observes the whole body, because dialogs are outside `main`, and closing a dialog may lose the focus.
  observer.observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['disabled'],
  });
  const ends = new AbortController();
  document.addEventListener('focusin', onFocus, { signal: ends.signal });
  document.addEventListener('focusout', onBlur, { signal: ends.signal });
  return () => {
    observer.disconnect();
    ends.abort();
    if (frame !== undefined) cancelAnimationFrame(frame);
  };
}

function pathOf(element: Element): Element[] {
  const path: Element[] = [];
  for (let at: Element | null = element; at; at = at.parentElement) path.push(at);
  return path;
}

function placeNear(path: readonly Element[], main: HTMLElement): HTMLElement | undefined {
  for (const element of path) {
    if (!element.isConnected || !main.contains(element)) continue;
    const wanted = element.matches(GROUP) ? [FIRST, CONTROL, HEADING] : [HEADING];
    const found = wanted.map(selector => element.querySelector<HTMLElement>(selector));
    const place = found.find(one => one?.checkVisibility());
    if (place) return place;
  }
  return undefined;
}

function focusOn(element: HTMLElement): void {
  if (element.tabIndex < 0 && !element.hasAttribute('tabindex')) element.tabIndex = -1;
  element.focus({ preventScroll: true });
}
