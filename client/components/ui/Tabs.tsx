import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';

export interface Tab {
  value: string;
  label: ReactNode;
  content: ReactNode;
}

interface TabsProps {
  value: string;
  onValueChange: (value: string) => void;
  /** What the row of tabs chooses, spoken. */
  label: string;
  tabs: readonly Tab[];
  className?: string;
}

export function Tabs({ value, onValueChange, label, tabs, className }: TabsProps) {
  return (
    <Base.Root value={value} onValueChange={next => onValueChange(String(next))} className={className}>
      <Base.List aria-label={label} className="relative flex gap-1 border-b border-line">
        {tabs.map(tab => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            className="flex h-10 items-center gap-2 rounded-t-control px-3 text-sm font-medium text-muted transition-colors hover:text-ink data-active:text-ink"
          >
            {tab.label}
          </Base.Tab>
        ))}
        <Base.Indicator className="absolute bottom-[-1px] left-0 h-0.5 w-(--active-tab-width) translate-x-(--active-tab-left) bg-accent transition-[translate,width]" />
      </Base.List>
      {tabs.map(tab => (
        <Base.Panel key={tab.value} value={tab.value} className="min-h-0 flex-1 pt-4 outline-offset-4">
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
