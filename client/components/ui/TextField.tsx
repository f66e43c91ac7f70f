import { type ComponentProps, type ReactNode, useId } from 'react';
import { classNames } from './classNames.ts';
import { CONTROL_STYLE, describedBy, Field, type FieldTexts } from './Field.tsx';

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'children'>, FieldTexts {
  trailing?: ReactNode;
}

export function TextField({
  label,
  hideLabel,
  hint,
  error,
  optional,
  trailing,
  className,
  id,
  type = 'text',
  ...rest
}: TextFieldProps) {
  const ownId = useId();
  const fieldId = id ?? ownId;
  return (
    <Field id={fieldId} label={label} hideLabel={hideLabel} hint={hint} error={error} optional={optional}>
      <div className="relative">
        <input
          {...rest}
          {...describedBy(fieldId, { hint, error })}
          id={fieldId}
          type={type}
          className={classNames(
            CONTROL_STYLE,
            'h-10 text-base sm:text-sm',
            trailing ? 'pr-11' : undefined,
            className,
          )}
        />
        {trailing && <div className="absolute inset-y-0 right-1 flex items-center">{trailing}</div>}
      </div>
    </Field>
  );
}
