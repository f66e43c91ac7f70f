import { useLayoutEffect } from 'react';
import { forceTheme, type Theme } from '../core/theme.ts';

/** Applies a theme to the page, including dialogs and menus, while mounted. */
export function useForcedTheme(theme: Theme): void {
  useLayoutEffect(() => forceTheme(theme), [theme]);
}
