import { CircleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { classNames } from './classNames.ts';
import { RadioTile } from './RadioTile.tsx';

interface RadioOption<V extends string> {
  value: V;
  label: string;
  hint: string;
  icon?: ReactNode;
}

interface RadioCardsProps<V extends string> {
  legend: string;
  options: readonly RadioOption<V>[];
  value: V | undefined;
  error?: string | undefined;
  disabled?: boolean;
  columns?: 1 | 2;
  onChange: (value: V) => void;
}

export function RadioCards<V extends string>(props: RadioCardsProps<V>) {
  const { legend, options, value, error, disabled = false, columns = 2, onChange } = props;
  const name = useId();
  return (
    <fieldset
      className="flex min-w-0 flex-col gap-1.5"
      disabled={disabled}
      {...(error && {
        role: 'radiogroup',
        tabIndex: -1,
        'aria-invalid': true,
        'aria-describedby': `${name}-error`,
      })}
    >
      <legend className="contents">
        <span className="text-sm font-medium">{legend}</span>
      </legend>
      <div className={classNames('grid gap-2 sm:gap-3 low:gap-2', columns === 2 && 'sm:grid-cols-2')}>
        {options.map(option => (
          <RadioTile
            key={option.value}
            dot
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            aria-label={option.label}
            aria-describedby={`${name}-${option.value}`}
            className="border-line-strong px-3.5 py-2.5 sm:py-3.5 low:py-1.5"
          >
            <span className="flex min-w-0 flex-col gap-0.5">
              <span className="flex items-center gap-2 text-sm leading-6 font-medium">
                {option.label}
                {option.icon}
              </span>
              <span id={`${name}-${option.value}`} className="text-sm text-muted">
                {option.hint}
              </span>
            </span>
          </RadioTile>
        ))}
      </div>
      {error && (
        <p id={`${name}-error`} className="flex items-center gap-1.5 text-sm text-danger-ink">
          <CircleAlert className="size-4 shrink-0" />
          {error}
        </p>
      )}
    </fieldset>
  );
}
