import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from '../../../../components/ui/classNames.ts';

interface FoldButtonProps {
  open: boolean;
  /** Of what it opens. */
  id: string;
  onToggle: () => void;
  children: ReactNode;
}

/** The heading of a card, which opens the rest of it. */
export function FoldButton({ open, id, onToggle, children }: FoldButtonProps) {
  return (
    <button
      type="button"
      aria-expanded={open}
      aria-controls={open ? id : undefined}
      onClick={onToggle}
      className="flex min-h-6 min-w-0 items-start gap-1.5 text-left text-sm font-medium"
    >
      <ChevronRight
        className={classNames('mt-0.5 size-4 shrink-0 text-muted transition-transform', open && 'rotate-90')}
        aria-hidden="true"
      />
      {children}
    </button>
  );
}
