import { type ComponentProps, useId } from 'react';
import { classNames } from './classNames.ts';
import { CONTROL_STYLE, describedBy, Field, type FieldTexts } from './Field.tsx';

interface TextAreaProps extends Omit<ComponentProps<'textarea'>, 'children'>, FieldTexts {}

export function TextArea({
  label,
  hideLabel,
  hint,
  error,
  optional,
  className,
  id,
  rows = 3,
  ...rest
}: TextAreaProps) {
  const ownId = useId();
  const fieldId = id ?? ownId;
  return (
    <Field id={fieldId} label={label} hideLabel={hideLabel} hint={hint} error={error} optional={optional}>
      <textarea
        {...rest}
        {...describedBy(fieldId, { hint, error })}
        id={fieldId}
        rows={rows}
        className={classNames(CONTROL_STYLE, 'resize-y py-2 text-base sm:text-sm', className)}
      />
    </Field>
  );
}
