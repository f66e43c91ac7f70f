import { Moon, Sun } from 'lucide-react';
import { toggleTheme } from '../../core/theme.ts';
import { common } from '../../texts/common.ts';
import { IconButton } from '../ui/IconButton.tsx';

/** Changes between light and dark in one press. The console's account menu has all three choices. */
export function ThemeToggle() {
  return (
    <IconButton
      label={common.themeToggle}
      tooltipSide="bottom"
      onClick={toggleTheme}
      icon={
        <>
          <Moon className="size-5 dark:hidden" aria-hidden="true" />
          <Sun className="hidden size-5 dark:block" aria-hidden="true" />
        </>
      }
    />
  );
}
