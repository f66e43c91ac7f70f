import type { ReactNode } from 'react';

interface NumberedItemProps {
  number: number;
  children: ReactNode;
}

/** Item of an ordered list with a disc around its number. */
export function NumberedItem({ number, children }: NumberedItemProps) {
  return (
    <li className="flex gap-3">
      <span
        aria-hidden="true"
        className="flex size-7 shrink-0 items-center justify-center rounded-full bg-warm-soft text-sm font-semibold text-warm-ink tabular-nums"
      >
        {number}
      </span>
      {children}
    </li>
  );
}
