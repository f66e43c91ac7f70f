import type { ComponentProps } from 'react';
import { classNames } from './classNames.ts';
import { CONTROL_STYLE, Field, type FieldTexts, useField } from './Field.tsx';

interface TextAreaProps extends Omit<ComponentProps<'textarea'>, 'children'>, FieldTexts {}

export function TextArea({ className, rows = 3, ...props }: TextAreaProps) {
  const { field, control } = useField(props);
  return (
    <Field {...field}>
      <textarea
        {...control}
        rows={rows}
        className={classNames(CONTROL_STYLE, 'resize-y py-2 text-base sm:text-sm', className)}
      />
    </Field>
  );
}
