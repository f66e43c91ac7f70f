import { classNames } from './classNames.ts';

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger' | 'danger-quiet';
export type ButtonSize = 'sm' | 'md' | 'lg' | 'xl';

const VARIANTS: Record<ButtonVariant, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover',
  secondary: 'bg-surface text-ink border border-line-strong/60 hover:bg-hover hover:border-line-strong',
  quiet: 'text-ink hover:bg-hover',
  danger: 'bg-danger text-on-danger hover:bg-danger-hover',
  'danger-quiet': 'text-danger-ink hover:bg-danger-soft',
};

const SIZES: Record<ButtonSize, string> = {
  sm: 'h-8 px-3 gap-1.5 text-sm',
  md: 'h-10 px-4 gap-2 text-sm',
  lg: 'h-12 px-5 gap-2 text-base',
  xl: 'h-14 px-6 gap-2.5 text-lg',
};

export function buttonStyle(variant: ButtonVariant, size: ButtonSize, className?: string): string {
  return classNames(
    'relative inline-flex shrink-0 select-none items-center justify-center rounded-control font-medium whitespace-nowrap',
    'transition-colors disabled:opacity-50 aria-disabled:opacity-60 disabled:pointer-events-none',
    SIZES[size],
    VARIANTS[variant],
    className,
  );
}
