import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classNames } from './classNames.ts';
import { CONTROL_STYLE, Field, type FieldTexts, useField } from './Field.tsx';

type SelectOption = { value: string; label: string; disabled?: boolean; group?: string };

interface SelectProps extends Omit<ComponentProps<'select'>, 'children'>, FieldTexts {
  options: readonly SelectOption[];
}

/** A native select, because phones show their own picker for it, and assistive technology supports it. */
export function Select({ options, className, ...props }: SelectProps) {
  const { field, control } = useField(props);
  return (
    <Field {...field}>
      <div className="relative">
        <select
          {...control}
          className={classNames(
            CONTROL_STYLE,
            'h-10 appearance-none truncate pr-9 text-base sm:text-sm',
            className,
          )}
        >
          {groupsOf(options).map(({ group, members }) =>
            group === undefined ? (
              members.map(optionElement)
            ) : (
              <optgroup key={group} label={group} className="bg-raised text-ink">
                {members.map(optionElement)}
              </optgroup>
            ),
          )}
        </select>
        <ChevronDown className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-muted" />
      </div>
    </Field>
  );
}

function optionElement({ value, label, disabled }: SelectOption) {
  return (
    <option key={value} value={value} disabled={disabled} className="bg-raised text-ink">
      {label}
    </option>
  );
}

function groupsOf(options: readonly SelectOption[]) {
  const groups = [...new Set(options.map(({ group }) => group))];
  return groups.map(group => ({ group, members: options.filter(option => option.group === group) }));
}
