import { classNames } from './classNames.ts';

interface SegmentedControlProps<V extends string> {
  label?: string;
  labelledBy?: string;
  options: readonly { value: V; label: string }[];
  value: V;
  onChange: (value: V) => void;
  className?: string;
  buttonClassName: string;
}

export function SegmentedControl<V extends string>(props: SegmentedControlProps<V>) {
  const { label, labelledBy, options, value, onChange, className, buttonClassName } = props;
  return (
    <fieldset
      aria-labelledby={labelledBy}
      className={classNames('flex shrink-0 items-center gap-0.5 rounded-control bg-sunken p-1', className)}
    >
      {label !== undefined && <legend className="sr-only">{label}</legend>}
      {options.map(option => (
        <button
          key={option.value}
          type="button"
          aria-pressed={value === option.value}
          onClick={() => onChange(option.value)}
          className={classNames(
            'h-8 rounded-control text-sm text-muted transition-colors hover:text-ink aria-pressed:bg-surface aria-pressed:text-ink aria-pressed:ring-1 aria-pressed:ring-line',
            buttonClassName,
          )}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}
