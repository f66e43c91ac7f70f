import { UserRound } from 'lucide-react';
import { NAMELESS } from '../../../shared/practice/practice.ts';
import { initialsOf } from '../../core/initials.ts';
import { classNames } from './classNames.ts';

const SIZES = { sm: 'size-7 text-xs', md: 'size-9 text-xs', lg: 'size-14 text-lg', xl: 'size-24 text-2xl' };

interface AvatarProps {
  /** If undefined, the person gave no name. */
  name: string | undefined;
  size?: keyof typeof SIZES;
}

/** Shows initials, or a person if there is no name. Hidden from screen readers, because the name is next to the avatar. */
export function Avatar({ name, size = 'md' }: AvatarProps) {
  return (
    <span
      aria-hidden="true"
      className={classNames(
        'inline-flex shrink-0 items-center justify-center rounded-full bg-accent-soft font-semibold text-accent-ink select-none',
        SIZES[size],
      )}
    >
      {name === undefined || name === NAMELESS ? <UserRound className="size-1/2" /> : initialsOf(name)}
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
