import { ChevronDown, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../components/ui/Button.tsx';
import { Menu, MenuCheck, MenuChoice } from '../../components/ui/Menu.tsx';
import { consoleTexts } from '../../texts/console.ts';

const texts = consoleTexts.filters;

export interface FilterChoice {
  value: string;
  label: string;
  /** Number of rows with this value. */
  count?: number | undefined;
}

/** Button of a filter's menu. Passes on the props that the menu gives to it. */
export function FilterButton({ children, ...props }: { children: ReactNode }) {
  return (
    <button
      type="button"
      {...props}
      className="flex h-8 items-center gap-1 rounded-control border border-line px-2.5 text-sm text-muted transition-colors hover:bg-hover hover:text-ink aria-expanded:bg-hover aria-expanded:text-ink"
    >
      {children}
      <ChevronDown className="size-3.5" />
    </button>
  );
}

interface FilterMenuProps {
  label: string;
  choices: readonly FilterChoice[];
}

/** Filter of which several values can be chosen. Hidden without choices. */
export function SeveralFilter({
  label,
  choices,
  chosen = [],
  onToggle,
}: FilterMenuProps & {
  chosen?: readonly string[] | undefined;
  onToggle: (value: string, on: boolean) => void;
}) {
  if (choices.length === 0) return null;
  return (
    <Menu align="start" trigger={<FilterButton>{label}</FilterButton>}>
      {choices.map(choice => (
        <MenuCheck
          key={choice.value}
          checked={chosen.includes(choice.value)}
          onCheckedChange={on => onToggle(choice.value, on)}
        >
          {optionText(choice)}
        </MenuCheck>
      ))}
    </Menu>
  );
}

/** Filter of which one value can be chosen. Hidden without choices. */
export function SingleFilter({
  label,
  choices,
  any,
  chosen,
  onChange,
}: FilterMenuProps & {
  /** Label of the choice that removes the filter. */
  any: string;
  chosen: string | undefined;
  onChange: (value: string | undefined) => void;
}) {
  if (choices.length === 0) return null;
  return (
    <Menu align="start" trigger={<FilterButton>{label}</FilterButton>}>
      <MenuChoice
        label={label}
        value={chosen ?? ''}
        options={[
          { value: '', label: any },
          ...choices.map(choice => ({ value: choice.value, label: optionText(choice) })),
        ]}
        onChange={value => onChange(value || undefined)}
      />
    </Menu>
  );
}

function optionText({ label, count }: FilterChoice): string {
  return count === undefined ? label : texts.option(label, count);
}

export interface FilterChip {
  /** Label of the filter. */
  filter: string;
  value: string;
  remove: () => void;
}

/** Shows the chosen values, each with a button that removes it. */
export function FilterChips({ chips, onClear }: { chips: readonly FilterChip[]; onClear: () => void }) {
  if (chips.length === 0) return null;
  return (
    <ul className="flex flex-wrap items-center gap-1.5">
      {chips.map(({ filter, value, remove }) => {
        const text = texts.chip(filter, value);
        return (
          <li key={text}>
            <button
              type="button"
              aria-label={texts.remove(text)}
              onClick={remove}
              className="flex h-7 max-w-64 items-center gap-1 rounded-full bg-accent-soft pr-2 pl-3 text-xs font-medium text-accent-ink transition-colors hover:bg-hover"
            >
              <span className="truncate">{text}</span>
              <X className="size-3.5 shrink-0" />
            </button>
          </li>
        );
      })}
      <li>
        <Button variant="quiet" size="sm" onClick={onClear}>
          {texts.clear}
        </Button>
      </li>
    </ul>
  );
}
