import { type KeyboardEvent, useRef } from 'react';
import { flushSync } from 'react-dom';
import { classNames } from './classNames.ts';

interface TabListProps<Name extends string> {
  /** Prefix of the element ids. Each panel gets its props from `tabPanelProps` with the same prefix. */
  id: string;
  label: string;
  tabs: readonly { name: Name; title: string }[];
  selected: Name;
  onSelect: (name: Name) => void;
  className?: string;
  tabClassName: string;
}

/** Follows the tabs pattern of the ARIA Authoring Practices Guide. Arrow keys, Home, and End select a tab. */
export function TabList<Name extends string>(props: TabListProps<Name>) {
  const { id, label, tabs, selected, onSelect, className, tabClassName } = props;
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const at = tabs.findIndex(({ name }) => name === selected);
    const targets: Record<string, number> = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: -1 };
    const target = targets[event.key];
    const tab = target === undefined ? undefined : tabs.at(target % tabs.length);
    if (!tab) return;
    event.preventDefault();
    event.stopPropagation();
    flushSync(() => onSelect(tab.name));
    list.current?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
  };
  return (
    <div ref={list} role="tablist" aria-label={label} className={classNames('flex', className)}>
      {tabs.map(({ name, title }) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`${id}-tab-${name}`}
          data-tab={name}
          aria-selected={name === selected}
          aria-controls={`${id}-panel-${name}`}
          tabIndex={name === selected ? 0 : -1}
          onClick={() => onSelect(name)}
          onKeyDown={onKeyDown}
          className={classNames(
            'border-b-2 border-transparent text-sm font-medium text-muted transition-colors -outline-offset-2! hover:text-ink aria-selected:border-accent aria-selected:text-ink',
            tabClassName,
          )}
        >
          {title}
        </button>
      ))}
    </div>
  );
}

export function tabPanelProps(id: string, name: string) {
  return {
    id: `${id}-panel-${name}`,
    role: 'tabpanel',
    'aria-labelledby': `${id}-tab-${name}`,
    tabIndex: -1,
  };
}
