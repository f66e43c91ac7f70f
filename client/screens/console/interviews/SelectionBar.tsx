import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../../../components/ui/IconButton.tsx';
import { bulkTexts as texts } from '../../../texts/bulk.ts';

interface SelectionBarProps {
  label: string;
  count: number;
  onClear: () => void;
  /** Shown after the number. */
  before?: ReactNode;
  /** Buttons for what can be done. */
  children: ReactNode;
}

/** Says how many rows of a list are selected. Stays in view below the list. */
export function SelectionBar({ label, count, onClear, before, children }: SelectionBarProps) {
  return (
    <section
      aria-label={label}
      data-bottom-bar
      className="sticky bottom-3 z-30 mx-auto flex max-w-full flex-wrap items-center gap-x-3 gap-y-2 rounded-card border border-line bg-raised py-2 pr-2 pl-4 shadow-float sm:bottom-6"
    >
      <p role="status" className="text-sm font-medium tabular-nums">
        {texts.selected(count)}
      </p>
      {before}
      <div className="flex flex-wrap items-center gap-1.5 max-sm:order-last max-sm:w-full">{children}</div>
      <IconButton size="sm" label={texts.clear} icon={X} className="max-sm:ml-auto" onClick={onClear} />
    </section>
  );
}
