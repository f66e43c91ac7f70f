import { initialsOf } from '../../core/initials.ts';
import { classNames } from './classNames.ts';

const SIZES = { sm: 'size-7 text-xs', md: 'size-9 text-xs', lg: 'size-14 text-lg', xl: 'size-24 text-2xl' };

/** Shows initials. Hidden from screen readers, because the name is next to the avatar. */
export function Avatar({ name, size = 'md' }: { name: string; size?: 'sm' | 'md' | 'lg' | 'xl' }) {
  return (
    <span
      aria-hidden="true"
      className={classNames(
        'inline-flex shrink-0 items-center justify-center rounded-full bg-accent-soft font-semibold text-accent-ink select-none',
        SIZES[size],
      )}
    >
      {initialsOf(name)}
    </span>
  );
}

export function SpeakingBorder({ speaking, className }: { speaking: boolean; className: string }) {
  return (
    <div
      className={classNames(
        'pointer-events-none absolute inset-0 border-3 transition-colors',
        speaking ? 'border-accent' : 'border-transparent',
        className,
      )}
    />
  );
}
