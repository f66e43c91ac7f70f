import {
  createContext,
  type KeyboardEvent,
  type RefObject,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
} from 'react';

interface FocusTracking {
  inside: boolean;
  /** Last key pressed while the region was loading. */
  early?: string | undefined;
}

const FocusTrackingContext = createContext<RefObject<FocusTracking>>({ current: { inside: false } });
export const FocusTrackingProvider = FocusTrackingContext.Provider;

/** Tracks whether a region has the focus, so that its replacement can take over the focus. */
export function useFocusTracking(regionId: string): RefObject<FocusTracking> {
  const tracking = useRef<FocusTracking>({ inside: false });
  useEffect(() => {
    const update = () => {
      const inside = document.getElementById(regionId)?.contains(document.activeElement) ?? false;
      // The early key is forgotten when the focus leaves the region.
      tracking.current = inside ? { ...tracking.current, inside } : { inside };
    };
    const onFocusOut = ({ target }: FocusEvent) => {
      // Removing an element also blurs it. If the element is still there, the person moved the focus.
      queueMicrotask(() => {
        if (target instanceof Element && target.isConnected) update();
      });
    };
    const ends = new AbortController();
    document.addEventListener('focusin', update, { signal: ends.signal });
    document.addEventListener('focusout', onFocusOut, { signal: ends.signal });
    return () => ends.abort();
  }, [regionId]);
  return tracking;
}

/** Focuses the region if it replaces a region that had the focus. */
export function useFocusAcross(region: RefObject<HTMLElement | null>): void {
  const tracking = useContext(FocusTrackingContext);
  useLayoutEffect(() => {
    if (tracking.current.inside && document.activeElement === document.body)
      region.current?.focus({ preventScroll: true });
  }, [tracking, region]);
}

/** Records the last key that is pressed in the placeholder of a region. */
export function useEarlyKeyRecorder(): (event: KeyboardEvent<HTMLElement>) => void {
  const tracking = useContext(FocusTrackingContext);
  return ({ key, ctrlKey, metaKey, altKey }) => {
    if (!ctrlKey && !metaKey && !altKey) tracking.current.early = key;
  };
}

/** Passes on the last key that was pressed before the region was loaded. */
export function useEarlyKeyReplay(press: (key: string) => void): void {
  const tracking = useContext(FocusTrackingContext);
  const latest = useRef(press);
  useEffect(() => {
    const { inside, early } = tracking.current;
    tracking.current.early = undefined;
    if (inside && early !== undefined) latest.current(early);
  }, [tracking]);
}

export const QUESTIONS_ID = 'questions';

export function goToQuestions(): void {
  document.getElementById(QUESTIONS_ID)?.focus();
}
