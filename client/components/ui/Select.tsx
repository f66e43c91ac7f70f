import { ChevronDown } from 'lucide-react';
import { type ComponentProps, useId } from 'react';
import { classNames } from './classNames.ts';
import { CONTROL_STYLE, describedBy, Field, type FieldTexts } from './Field.tsx';

interface SelectOption {
  value: string;
  label: string;
  disabled?: boolean;
}

interface SelectProps extends Omit<ComponentProps<'select'>, 'children'>, FieldTexts {
  options: readonly SelectOption[];
}

/** A native select: phones show their own picker, and assistive technology knows it. */
export function Select({
  label,
  hideLabel,
  hint,
  error,
  optional,
  options,
  className,
  id,
  ...rest
}: SelectProps) {
  const ownId = useId();
  const fieldId = id ?? ownId;
  return (
    <Field id={fieldId} label={label} hideLabel={hideLabel} hint={hint} error={error} optional={optional}>
      <div className="relative">
        <select
          {...rest}
          {...describedBy(fieldId, { hint, error })}
          id={fieldId}
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
        <ChevronDown
          aria-hidden="true"
          className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-muted"
        />
      </div>
    </Field>
  );
}
