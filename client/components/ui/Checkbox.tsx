import { Check, Minus } from 'lucide-react';
import { type ComponentProps, type ReactNode, useId, useLayoutEffect, useRef } from 'react';

interface CheckboxProps {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  label: ReactNode;
  hint?: ReactNode;
}

interface CheckboxInputProps extends Omit<ComponentProps<'input'>, 'type' | 'ref'> {
  /** True when some but not all of what it stands for is checked. */
  mixed?: boolean;
}

/** The box alone, for tables. Needs a positioned parent and an accessible name. */
export function CheckboxInput({ mixed = false, ...props }: CheckboxInputProps) {
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (input.current) input.current.indeterminate = mixed;
  }, [mixed]);
  const mark = 'pointer-events-none absolute inset-0 m-auto hidden size-3.5 text-on-accent';
  return (
    <>
      <input
        {...props}
        ref={input}
        type="checkbox"
        className="peer size-5 appearance-none rounded-check border border-line-strong bg-surface transition-colors checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent"
      />
      {mixed ? (
        <Minus className={`${mark} block!`} strokeWidth={3} />
      ) : (
        <Check className={`${mark} peer-checked:block`} strokeWidth={3} />
      )}
    </>
  );
}

export function Checkbox({ checked, onCheckedChange, label, hint }: CheckboxProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-3">
      <span className="relative mt-0.5 flex size-5 shrink-0">
        <CheckboxInput
          id={id}
          checked={checked}
          onChange={event => onCheckedChange(event.currentTarget.checked)}
          aria-describedby={hint ? `${id}-hint` : undefined}
        />
      </span>
      <div className="flex min-w-0 flex-col gap-0.5">
        <label htmlFor={id} className="text-sm leading-6 font-medium">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="text-sm text-muted">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
