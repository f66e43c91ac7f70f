import { useSyncExternalStore } from 'react';
import { subscribeTheme, type ThemeChoice, themeChoice } from '../core/theme.ts';

export function useThemeChoice(): ThemeChoice {
  return useSyncExternalStore(subscribeTheme, themeChoice);
}
