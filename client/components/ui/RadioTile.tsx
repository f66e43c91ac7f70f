import type { ComponentProps } from 'react';
import { classNames } from './classNames.ts';

interface RadioTileProps extends Omit<ComponentProps<'input'>, 'type'> {
  /** True shows a radio button in a bordered tile. False shows the checked state only by the tile's style. */
  dot?: boolean;
}

/** Tile with a radio button. The tile's content can use `peer-checked:` to show the checked state. */
export function RadioTile({ dot = false, className, children, ...input }: RadioTileProps) {
  return (
    <label
      className={classNames(
        'transition-colors has-focus-visible:outline-2 has-focus-visible:outline-focus',
        dot &&
          'flex cursor-pointer items-start gap-3 rounded-card border bg-surface hover:border-muted has-checked:border-accent has-checked:bg-accent-soft has-disabled:cursor-default has-disabled:opacity-60',
        className,
      )}
    >
      <input
        {...input}
        type="radio"
        className={
          dot
            ? 'mt-0.5 size-5 shrink-0 appearance-none rounded-full border border-line-strong bg-surface outline-none checked:border-6 checked:border-accent'
            : 'peer sr-only'
        }
      />
      {children}
    </label>
  );
}
