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
  /** The focus is in the region. */
  inside: boolean;
  /** The last key that was pressed while the region was on its way. */
  early?: string | undefined;
}

const PresenceContext = createContext<RefObject<Presence>>({ current: { inside: false } });

/** For all that is drawn in a region of the page that is one component after another. */
export const PresenceProvider = PresenceContext.Provider;

/** Follows whether the focus is in a region, however often that is drawn anew. */
export function usePresence(regionId: string): RefObject<Presence> {
  const presence = useRef<Presence>({ inside: false });
  useEffect(() => {
    const look = () => {
      const inside = document.getElementById(regionId)?.contains(document.activeElement) ?? false;
      // A key was meant for as long as the person stays.
      presence.current = inside ? { ...presence.current, inside } : { inside };
    };
    const went = ({ target }: FocusEvent) => {
      // What is taken out of the page loses the focus, too; only what stays was left on purpose.
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

/** Keeps the focus in the region when this is drawn in it, so that a person who works it by keyboard goes on where they were. */
export function useFocusAcross(region: RefObject<HTMLElement | null>): void {
  const presence = useContext(PresenceContext);
  useLayoutEffect(() => {
    if (presence.current.inside && document.activeElement === document.body)
      region.current?.focus({ preventScroll: true });
  }, [presence, region]);
}

/** For what stands in the region until the rest is there: keeps the last key that is pressed in it. */
export function useEarlyKey(): (event: KeyboardEvent<HTMLElement>) => void {
  const presence = useContext(PresenceContext);
  return ({ key, ctrlKey, metaKey, altKey }) => {
    if (!ctrlKey && !metaKey && !altKey) presence.current.early = key;
  };
}

/** Hands over the key that was pressed before this was there, once. */
export function useTakenUp(press: (key: string) => void): void {
  const presence = useContext(PresenceContext);
  const latest = useRef(press);
  useEffect(() => {
    const { inside, early } = presence.current;
    presence.current.early = undefined;
    if (inside && early !== undefined) latest.current(early);
  }, [presence]);
}

/** What the keys of the questions work in. */
export const QUESTIONS_ID = 'questions';

/** Moves the focus there, so that their keys work. */
export function goToQuestions(): void {
  document.getElementById(QUESTIONS_ID)?.focus();
}
