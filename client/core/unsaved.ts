/** Words of the question that is asked before something is lost. */
export type LeaveWords = { title: string; body: string; confirm: string; keep: string };

export interface Leaving {
  /** Path of the next page. */
  pathname: string;
  /** True for Back and Forward, which also work while a dialog is open. */
  isBack: boolean;
}

/** Returns a question if something would be lost. Without `leaving`, the tab is being closed. */
export type Guard = (leaving?: Leaving) => LeaveWords | undefined;

const guards = new Set<Guard>();

const askTheBrowser = (event: BeforeUnloadEvent) => {
  if (questionBeforeLeaving()) event.preventDefault();
};

/** Adds a guard and returns a function that removes it. */
export function guardUnsaved(guard: Guard): () => void {
  if (guards.size === 0) window.addEventListener('beforeunload', askTheBrowser);
  guards.add(guard);
  return () => {
    guards.delete(guard);
    if (guards.size === 0) window.removeEventListener('beforeunload', askTheBrowser);
  };
}

/** Returns the question of the guard that was added last, which belongs to what is on top. */
export function questionBeforeLeaving(leaving?: Leaving): LeaveWords | undefined {
  for (const guard of [...guards].reverse()) {
    const words = guard(leaving);
    if (words) return words;
  }
  return undefined;
}
