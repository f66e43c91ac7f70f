import type { ReactNode } from 'react';
import { classNames } from './classNames.ts';

/** A key on the keyboard. */
export function Kbd({ children, inverse = false }: { children: ReactNode; inverse?: boolean }) {
  return (
    <kbd
      className={classNames(
        'inline-flex h-5 min-w-5 items-center justify-center rounded-check border px-1 font-sans text-xs font-medium',
        inverse ? 'border-canvas/30 text-canvas' : 'border-line bg-sunken text-muted',
      )}
    >
      {children}
    </kbd>
  );
}
