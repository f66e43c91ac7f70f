import type { ComponentProps, ReactNode } from 'react';
import { type ButtonVariant, buttonStyle } from './buttonStyle.ts';
import { classNames } from './classNames.ts';
import { Tooltip } from './Tooltip.tsx';

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label'> {
  /** Accessible name and tooltip. */
  label: string;
  icon: ReactNode;
  variant?: ButtonVariant;
  size?: 'sm' | 'md' | 'lg';
  tooltipSide?: 'top' | 'bottom' | 'left' | 'right';
}

const SQUARES = { sm: 'size-8 px-0!', md: 'size-10 px-0!', lg: 'size-12 px-0!' };

export function IconButton({
  label,
  icon,
  variant = 'quiet',
  size = 'md',
  tooltipSide,
  className,
  type = 'button',
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip label={label} side={tooltipSide}>
      <button
        {...rest}
        type={type}
        aria-label={label}
        className={buttonStyle(variant, size, classNames(SQUARES[size], className))}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
