import { localData } from './safeStorage.ts';

export type ThemeChoice = 'system' | 'light' | 'dark';
export type Theme = 'light' | 'dark';

const STORAGE_KEY = 'vivavoce.theme';
const systemDark = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();
/** Themes required by the screens that are currently shown. The last theme in the list applies. */
const forced: Theme[] = [];
let choice = readChoice();

/** Call once, before the first render. */
export function startTheme(): void {
  systemDark.addEventListener('change', apply);
  apply();
}

export function themeChoice(): ThemeChoice {
  return choice;
}

export function chooseTheme(next: ThemeChoice): void {
  choice = next;
  localData.write(STORAGE_KEY, next);
  apply();
  for (const listener of listeners) listener();
}

/** Switches between light and dark. Stores `system` as the choice if the system theme is the wanted one. */
export function toggleTheme(): void {
  const wanted = resolved() === 'dark' ? 'light' : 'dark';
  chooseTheme(wanted === systemTheme() ? 'system' : wanted);
}

export function subscribeTheme(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function forceTheme(theme: Theme): () => void {
  forced.push(theme);
  apply();
  return () => {
    const index = forced.lastIndexOf(theme);
    if (index >= 0) forced.splice(index, 1);
    apply();
  };
}

function apply(): void {
  document.documentElement.dataset.theme = forced.at(-1) ?? resolved();
}

function resolved(): Theme {
  return choice === 'system' ? systemTheme() : choice;
}

function systemTheme(): Theme {
  return systemDark.matches ? 'dark' : 'light';
}

function readChoice(): ThemeChoice {
  const stored = localData.read(STORAGE_KEY);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}
