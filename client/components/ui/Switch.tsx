import { type ReactNode, useId } from 'react';
import { ControlText } from './Checkbox.tsx';

interface SwitchProps {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean;
}

/** For what takes effect at once; a choice that is sent later is a `Checkbox`. */
export function Switch({ checked, onCheckedChange, label, hint, disabled = false }: SwitchProps) {
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-4">
      <ControlText id={id} label={label} hint={hint} />
      <span className="relative flex h-6 w-10 shrink-0">
        <input
          type="checkbox"
          role="switch"
          aria-checked={checked}
          id={id}
          checked={checked}
          disabled={disabled}
          onChange={event => onCheckedChange(event.target.checked)}
          aria-describedby={hint ? `${id}-hint` : undefined}
          className="peer h-6 w-10 appearance-none rounded-full bg-line-strong transition-colors checked:bg-accent disabled:opacity-60"
        />
        <span
          aria-hidden="true"
          className="pointer-events-none absolute top-0.5 left-0.5 size-5 rounded-full bg-white transition-transform peer-checked:translate-x-4 dark:peer-checked:bg-on-accent"
        />
      </span>
    </div>
  );
}
