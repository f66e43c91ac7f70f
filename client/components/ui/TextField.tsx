import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './classNames.ts';
import { CONTROL_STYLE, Field, type FieldTexts, useField } from './Field.tsx';

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'children'>, FieldTexts {
  trailing?: ReactNode;
}

export function TextField({ trailing, className, type = 'text', ...props }: TextFieldProps) {
  const { field, control } = useField(props);
  return (
    <Field {...field}>
      <div className="relative">
        <input
          {...control}
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
