import type { ComponentProps, ComponentType } from 'react';
import { classNames } from '../ui/classNames.ts';
import { Tooltip } from '../ui/Tooltip.tsx';

interface ControlButtonProps extends Omit<ComponentProps<'button'>, 'aria-label' | 'onMouseDown'> {
  label: string;
  shortcut?: string;
  icon: ComponentType<{ className: string }>;
  variant?: 'plain' | 'off' | 'active';
  /** Sets `aria-pressed`. If `variant` is absent, also changes the style of the button. */
  pressed?: boolean;
  count?: number;
  text?: string;
}

const VARIANTS = {
  plain: 'bg-raised text-ink hover:bg-line',
  off: 'bg-danger text-on-danger hover:bg-danger-hover',
  active: 'bg-accent text-on-accent hover:bg-accent-hover',
};

export function ControlButton(props: ControlButtonProps) {
  const { label, shortcut, icon: Icon, pressed, count = 0, text, className, ...others } = props;
  const { variant = pressed ? 'active' : 'plain', ...rest } = others;
  return (
    <Tooltip label={label} shortcut={shortcut}>
      <button
        {...rest}
        type="button"
        aria-label={label}
        aria-pressed={pressed}
        aria-keyshortcuts={shortcut}
        // Keeps the focus off this button, because Space would then press it instead of unmuting.
        onMouseDown={event => event.preventDefault()}
        className={classNames(
          'relative flex size-11 shrink-0 items-center justify-center gap-2 rounded-full text-sm font-medium transition-colors disabled:opacity-45 max-[360px]:size-10 sm:size-12',
          text !== undefined && 'md:w-auto! md:px-5',
          VARIANTS[variant],
          className,
        )}
      >
        <Icon className="size-5" />
        {text !== undefined && <span className="max-md:hidden">{text}</span>}
        {count > 0 && (
          <span
            aria-hidden="true"
            className="absolute -top-0.5 -right-0.5 flex h-5 min-w-5 items-center justify-center rounded-full bg-accent px-1 text-xs font-semibold text-on-accent tabular-nums"
          >
            {count > 99 ? '99+' : count}
          </span>
        )}
      </button>
    </Tooltip>
  );
}
