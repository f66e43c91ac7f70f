import { CircleAlert } from 'lucide-react';
import { type AriaAttributes, type ComponentProps, type ReactNode, useId } from 'react';
import { uiTexts } from '../../texts/ui.ts';

export interface FieldTexts {
  label: string;
  hideLabel?: boolean | undefined;
  hint?: ReactNode;
  error?: string | undefined;
  optional?: boolean | undefined;
}

interface FieldProps extends FieldTexts {
  id: string;
  children: ReactNode;
}

export function Field({ id, label, hideLabel, hint, error, optional, children }: FieldProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-sm font-medium'}>
        {label}
        {optional && <span className="font-normal text-faint"> {uiTexts.optional}</span>}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      {children}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  );
}

export function FieldError({ children, ...props }: Omit<ComponentProps<'p'>, 'className'>) {
  return (
    <p {...props} className="flex items-start gap-1.5 text-sm whitespace-pre-line text-danger-ink">
      <CircleAlert className="mt-0.5 size-4 shrink-0" />
      {children}
    </p>
  );
}

export function describedBy(id: string, { hint, error }: Pick<FieldTexts, 'hint' | 'error'>) {
  const ids = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return { 'aria-describedby': ids || undefined, 'aria-invalid': error ? true : undefined } as const;
}

type ControlProps = {
  id?: string | undefined;
  'aria-describedby'?: string | undefined;
  'aria-invalid'?: AriaAttributes['aria-invalid'] | undefined;
};

/** Splits a control's props into those of its `Field` and those of the element, which keeps its own description. */
export function useField<P extends FieldTexts & ControlProps>(props: P) {
  const { label, hideLabel, hint, error, optional, id: givenId, ...control } = props;
  const ownId = useId();
  const id = givenId ?? ownId;
  const own = describedBy(id, { hint, error });
  return {
    field: { id, label, hideLabel, hint, error, optional },
    control: {
      ...control,
      id,
      'aria-describedby':
        [own['aria-describedby'], control['aria-describedby']].filter(Boolean).join(' ') || undefined,
      'aria-invalid': own['aria-invalid'] ?? control['aria-invalid'],
    },
  };
}

export const CONTROL_STYLE =
  'w-full min-w-0 rounded-control border border-line-strong bg-surface px-3 text-ink placeholder:text-faint transition-colors ' +
  'hover:border-muted aria-invalid:border-danger-ink disabled:opacity-60 focus-visible:outline-offset-0';
