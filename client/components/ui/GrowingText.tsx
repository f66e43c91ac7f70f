import type { ComponentProps } from 'react';
import { classNames } from './classNames.ts';
import { CONTROL_STYLE } from './Field.tsx';

interface GrowingTextProps extends Omit<ComponentProps<'textarea'>, 'children' | 'value'> {
  value: string;
  rows?: number;
}

const SAME_TEXT = 'px-3 py-2 text-base sm:text-sm [grid-area:1/1]';

/** Text field that grows with its text. A hidden copy of the text in the same grid cell sets the height. */
export function GrowingText({ value, rows = 1, className, ...rest }: GrowingTextProps) {
  return (
    <div
      data-text={`${value} `}
      className={classNames(
        'grid grid-cols-[minmax(0,1fr)] after:pointer-events-none after:invisible after:border after:content-[attr(data-text)]',
        'after:px-3 after:py-2 after:text-base after:break-words after:whitespace-pre-wrap after:[grid-area:1/1] sm:after:text-sm',
        className,
      )}
    >
      <textarea
        {...rest}
        value={value}
        rows={rows}
        className={classNames(CONTROL_STYLE, SAME_TEXT, 'resize-none overflow-hidden')}
      />
    </div>
  );
}
