import { classNames } from '../ui/classNames.ts';

/** Height of three lines, or two in low windows, which doesn't change when lines arrive. */
export const captionHeight =
  'h-[calc(2lh+0.5rem)] tall:h-[calc(3lh+0.5rem)] max-sm:in-data-tight:h-[calc(2lh+0.5rem)]! in-data-compact:h-[calc(2lh+0.5rem)]! in-data-compact:in-data-writes:h-auto! in-data-compact:in-data-writes:flex-1 pb-2';

/** Classes of the captions' frame. `data-size`, `data-contrast`, and `data-position` change it. */
export function captionFrame(): string {
  return classNames(
    'flex min-h-0 shrink-0 flex-col rounded-card border border-line bg-surface text-base/6 text-ink print:hidden sm:text-[1.125rem]/7',
    // Above a keyboard, captions stay for those who type them, and next to the chat if there is space.
    'in-data-compact:in-data-caption-space:hidden in-data-compact:in-data-[caption-space=chat]:[@container_room_(height>=22rem)]:flex in-data-compact:data-writes:flex in-data-compact:data-writes:flex-1',
    'data-[size=large]:text-[1.5rem]/8 sm:data-[size=large]:text-[1.6875rem]/9 data-[size=largest]:text-[2rem]/10 sm:data-[size=largest]:text-[2.25rem]/11',
    'data-[contrast=high]:border-white data-[contrast=high]:bg-black data-[contrast=high]:text-white',
    'sm:data-[position=top]:order-first',
    // Leaves space for names, for the strip of small videos, and for the viewer's own video in the corner.
    'sm:data-[position=over]:absolute sm:data-[position=over]:inset-x-3 sm:data-[position=over]:bottom-13 sm:data-[position=over]:z-10 sm:data-[position=over]:border-transparent sm:data-[position=over]:bg-black/85',
    'sm:data-[position=over]:data-strip:bottom-44 xl:data-[position=over]:data-strip:bottom-50 sideways:data-[position=over]:data-strip:bottom-13! sideways:data-[position=over]:data-strip:right-42',
    'sm:data-[position=over]:data-corner:right-58 xl:data-[position=over]:data-corner:right-70',
  );
}
