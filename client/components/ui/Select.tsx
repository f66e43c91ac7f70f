import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classNames } from './classNames.ts';
import { CONTROL_STYLE, Field, type FieldTexts, useField } from './Field.tsx';

type SelectOption = { value: string; label: string; disabled?: boolean };

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
          {options.map(option => (
            <option
              key={option.value}
              value={option.value}
              disabled={option.disabled}
              className="bg-raised text-ink"
            >
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-muted" />
      </div>
    </Field>
  );
}
