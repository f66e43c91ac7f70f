import type { ComponentProps, ComponentType } from 'react';
import { type ButtonVariant, buttonStyle } from './buttonStyle.ts';
import { classNames } from './classNames.ts';
import { Tooltip } from './Tooltip.tsx';

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label'> {
  /** Used as the accessible name and as the tooltip. */
  label: string;
  /** Absent if a child is the icon, for example in another size or color. */
  icon?: ComponentType<{ className: string }>;
  variant?: ButtonVariant;
  size?: 'sm' | 'md' | 'lg';
  tooltipSide?: 'top' | 'bottom';
}

const SQUARES = { sm: 'size-8 px-0!', md: 'size-10 px-0!', lg: 'size-12 px-0!' };

export function IconButton(props: IconButtonProps) {
  const { label, icon: Icon, variant = 'quiet', size = 'md', tooltipSide, ...others } = props;
  const { className, children, type = 'button', ...rest } = others;
  return (
    <Tooltip label={label} side={tooltipSide}>
      <button
        {...rest}
        type={type}
        aria-label={label}
        className={buttonStyle(variant, size, classNames(SQUARES[size], className))}
      >
        {Icon && <Icon className={size === 'sm' ? 'size-4' : 'size-5'} />}
        {children}
      </button>
    </Tooltip>
  );
}
