import type { ComponentProps, ComponentType, MouseEvent } from 'react';
import { type ButtonSize, type ButtonVariant, buttonStyle } from './buttonStyle.ts';
import { classNames } from './classNames.ts';
import { Spinner } from './Spinner.tsx';

interface ButtonProps extends ComponentProps<'button'> {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** If true, the button shows a spinner and ignores presses. It keeps its size, name, and focus. */
  pending?: boolean;
  icon?: ComponentType<{ className: string }>;
}

export function Button(props: ButtonProps) {
  const { variant = 'secondary', size = 'md', pending = false, icon: Icon, onClick, ...others } = props;
  const { className, children, type = 'button', ...rest } = others;
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (pending) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      {...rest}
      type={type}
      className={buttonStyle(variant, size, className)}
      aria-disabled={pending || rest['aria-disabled'] || undefined}
      aria-busy={pending || undefined}
      onClick={press}
    >
      <span
        className={classNames(
          'inline-flex items-center',
          size === 'sm' ? 'gap-1.5' : 'gap-2',
          pending && 'opacity-0',
        )}
      >
        {Icon && <Icon className="size-4" />}
        {children}
      </span>
      {pending && (
        <span className="absolute inset-0 flex items-center justify-center">
          <Spinner />
        </span>
      )}
    </button>
  );
}
