import { Moon, Sun } from 'lucide-react';
import type { ReactNode } from 'react';
import { toggleTheme } from '../../core/theme.ts';
import { useFocusKeeper } from '../../hooks/useFocusKeeper.ts';
import { common } from '../../texts/common.ts';
import { classNames } from '../ui/classNames.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { PAGE_STYLES } from '../ui/pageStyles.ts';

interface PageFrameProps {
  logo: ReactNode;
  banner?: ReactNode;
  headerWidth: 'max-w-5xl' | 'max-w-6xl';
  mainStyle: string;
  footer?: ReactNode;
  children: ReactNode;
}

/** Frame of a page outside the console. `data-keyed` hides the address in printouts, as it may be secret. */
export function PageFrame({ logo, banner, headerWidth, mainStyle, footer, children }: PageFrameProps) {
  const main = useFocusKeeper();
  return (
    <div data-keyed className={classNames(PAGE_STYLES.frame, 'print:block print:min-h-0')}>
      <SkipLink />
      {banner}
      <header className={classNames(PAGE_STYLES.header, 'print:hidden', headerWidth)}>
        {logo}
        <ThemeToggle />
      </header>
      <main ref={main} id="main" tabIndex={-1} className={mainStyle}>
        {children}
      </main>
      {footer}
    </div>
  );
}

/**
 * Moves the focus to an element, or to the row in it that Tab reaches. A button instead of a link, because a link
 * to `#main` would replace a secret in the address.
 */
export function SkipLink({ to = 'main', label = common.skipToContent }: { to?: string; label?: string }) {
  return (
    <button
      type="button"
      onClick={() => {
        const target = document.getElementById(to);
        const row = to === 'main' ? null : target?.querySelector<HTMLElement>('[data-row][tabindex="0"]');
        (row ?? target)?.focus();
      }}
      className="sr-only rounded-control bg-accent text-sm font-medium text-on-accent focus-visible:not-sr-only focus-visible:fixed! focus-visible:top-2 focus-visible:left-2 focus-visible:z-50 focus-visible:px-4! focus-visible:py-2!"
    >
      {label}
    </button>
  );
}

export function ThemeToggle() {
  return (
    <IconButton label={common.themeToggle} tooltipSide="bottom" onClick={toggleTheme}>
      <Moon className="size-5 dark:hidden" />
      <Sun className="hidden size-5 dark:block" />
    </IconButton>
  );
}
