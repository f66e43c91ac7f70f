import { useId } from 'react';
import { classNames } from '../ui/classNames.ts';
import { RadioTile } from '../ui/RadioTile.tsx';

interface ChoiceRowProps<V extends string> {
  legend: string;
  options: readonly { value: V; label: string }[];
  value: V | undefined;
  /** Still to be answered, after one tried to send. */
  missing: boolean;
  onChange: (value: V) => void;
}

/** One of a few short answers beside each other. */
export function ChoiceRow<V extends string>({
  legend,
  options,
  value,
  missing,
  onChange,
}: ChoiceRowProps<V>) {
  const name = useId();
  return (
    <fieldset className="flex min-w-0 flex-wrap items-center justify-between gap-x-6 gap-y-2">
      <legend className="contents">
        <span className="font-medium">{legend}</span>
      </legend>
      <div className="flex gap-2">
        {options.map(option => (
          <RadioTile
            key={option.value}
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className={classNames(
              'flex min-h-10 min-w-18 cursor-pointer items-center justify-center rounded-control border bg-surface px-4 text-sm font-medium',
              'hover:border-muted has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent-ink has-focus-visible:outline-offset-2',
              missing ? 'border-danger-ink' : 'border-line-strong',
            )}
          >
            {option.label}
          </RadioTile>
        ))}
      </div>
    </fieldset>
  );
}
