import { useLayoutEffect } from 'react';
import { forceTheme, type Theme } from '../core/theme.ts';

/** Holds the whole page, its dialogs and menus included, in one theme while the component is mounted. */
export function useForcedTheme(theme: Theme): void {
  useLayoutEffect(() => forceTheme(theme), [theme]);
}
