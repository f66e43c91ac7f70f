import {
  createContext,
  type KeyboardEvent,
  type RefObject,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
} from 'react';

interface Presence {
  inside: boolean;
  /** Last key pressed while the region was loading. */
  early?: string | undefined;
}

const PresenceContext = createContext<RefObject<Presence>>({ current: { inside: false } });

export const PresenceProvider = PresenceContext.Provider;

/** Tracks whether the focus is in a region that may be rendered again. */
export function usePresence(regionId: string): RefObject<Presence> {
  const presence = useRef<Presence>({ inside: false });
  useEffect(() => {
    const look = () => {
      const inside = document.getElementById(regionId)?.contains(document.activeElement) ?? false;
      // A key applies only while the focus stays in the region.
      presence.current = inside ? { ...presence.current, inside } : { inside };
    };
    const went = ({ target }: FocusEvent) => {
      // Removing an element blurs it too. Only an element that stays was left on purpose.
      queueMicrotask(() => {
        if (target instanceof Element && target.isConnected) look();
      });
    };
    document.addEventListener('focusin', look);
    document.addEventListener('focusout', went);
    return () => {
      document.removeEventListener('focusin', look);
      document.removeEventListener('focusout', went);
    };
  }, [regionId]);
  return presence;
}

/** Focuses the region when it replaces one that had the focus. */
export function useFocusAcross(region: RefObject<HTMLElement | null>): void {
  const presence = useContext(PresenceContext);
  useLayoutEffect(() => {
    if (presence.current.inside && document.activeElement === document.body)
      region.current?.focus({ preventScroll: true });
  }, [presence, region]);
}

/** Records the last key pressed in the placeholder of a region. */
export function useEarlyKey(): (event: KeyboardEvent<HTMLElement>) => void {
  const presence = useContext(PresenceContext);
  return ({ key, ctrlKey, metaKey, altKey }) => {
    if (!ctrlKey && !metaKey && !altKey) presence.current.early = key;
  };
}

/** Delivers a key that was pressed before the region was loaded. */
export function useTakenUp(press: (key: string) => void): void {
  const presence = useContext(PresenceContext);
  const latest = useRef(press);
  useEffect(() => {
    const { inside, early } = presence.current;
    presence.current.early = undefined;
    if (inside && early !== undefined) latest.current(early);
  }, [presence]);
}

/** Region in which the keys of the questions work. */
export const QUESTIONS_ID = 'questions';

export function goToQuestions(): void {
  document.getElementById(QUESTIONS_ID)?.focus();
}
