import { classNames } from './classNames.ts';

interface SwitchProps {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  label: string;
  /** Accessible name, if the label alone is ambiguous. It must start with the label. */
  name?: string;
  disabled?: boolean;
  pending?: boolean;
}

/** Setting that applies immediately. Choices that are sent with a form use `Checkbox` instead. */
export function Switch({ checked, onCheckedChange, label, name, disabled, pending }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={checked}
      aria-label={name ?? label}
      aria-disabled={pending || undefined}
      disabled={disabled}
      onClick={() => {
        if (!pending) onCheckedChange(!checked);
      }}
      className="group inline-flex min-h-8 shrink-0 items-center gap-2.5 rounded-control text-sm font-medium disabled:opacity-50"
    >
      {label}
      <span
        aria-hidden="true"
        className={classNames(
          'flex h-6 w-10 items-center rounded-full border p-0.5 transition-colors',
          checked
            ? 'border-accent bg-accent group-hover:bg-accent-hover'
            : 'border-line-strong bg-surface group-enabled:group-hover:bg-hover',
        )}
      >
        <span
          className={classNames(
            'size-4 rounded-full transition-[translate]',
            checked ? 'translate-x-4.5 bg-on-accent' : 'translate-x-0.5 bg-line-strong',
          )}
        />
      </span>
    </button>
  );
}
