import type { ComponentProps } from 'react';
import { classNames } from './classNames.ts';

interface CardProps extends ComponentProps<'div'> {
  padding?: 'none' | 'md' | 'lg';
}

const PADDINGS = { none: '', md: 'p-4 sm:p-5', lg: 'p-5 sm:p-8' };

export function Card({ padding = 'md', className, ...rest }: CardProps) {
  return (
    <div
      {...rest}
      className={classNames('rounded-card border border-line bg-surface', PADDINGS[padding], className)}
    />
  );
}
