import { useLayoutEffect } from 'react';
import { forceTheme, type Theme } from '../core/theme.ts';

export function useForcedTheme(theme: Theme): void {
  useLayoutEffect(() => forceTheme(theme), [theme]);
}
