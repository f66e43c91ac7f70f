import type { ReactNode } from 'react';
import { classNames } from './classNames.ts';

export interface CardColumn {
  label: string;
  /** Numbers are right-aligned in the table. */
  align?: 'right';
  /** True if cards don't need the label, because the values say it. */
  isPlain?: boolean;
  /** Hides the column at some widths. */
  className?: string;
}

interface CardTableProps {
  /** The first column is the heading of its row. */
  columns: readonly CardColumn[];
  children: ReactNode;
}

/** A table, whose rows (`CardRow`) are cards on narrow screens. */
export function CardTable({ columns, children }: CardTableProps) {
  return (
    <div className="md:overflow-x-auto md:rounded-card md:border md:border-line md:bg-surface">
      <table className="w-full border-collapse text-sm tabular-nums max-md:flex max-md:flex-col">
        <thead className="max-md:sr-only">
          <tr className="border-b border-line text-left text-muted">
            {columns.map(({ label, align, className }) => (
              <th
                key={label}
                scope="col"
                className={classNames(
                  'px-3 py-2.5 font-medium first:pl-4 last:pr-4',
                  align === 'right' && 'text-right',
                  className,
                )}
              >
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-md:flex max-md:flex-col max-md:gap-3">{children}</tbody>
      </table>
    </div>
  );
}

export function CardRow({ heading, children }: { heading: ReactNode; children: ReactNode }) {
  return (
    <tr className="relative border-line transition-colors max-md:flex max-md:flex-col max-md:rounded-card max-md:border max-md:bg-surface max-md:p-4 md:border-b md:last:border-b-0 md:hover:bg-hover">
      <th scope="row" className="text-left align-top font-normal wrap-break-word md:py-2.5 md:pr-3 md:pl-4">
        {heading}
      </th>
      {children}
    </tr>
  );
}

/** A cell. On narrow screens, the label of its column stands in front of it. */
export function CardCell({ column, children }: { column: CardColumn; children: ReactNode }) {
  const { label, align, isPlain = false, className } = column;
  return (
    <td
      className={classNames(
        'align-top max-md:flex max-md:items-baseline max-md:justify-between max-md:gap-4 max-md:pt-1.5 max-md:text-right md:px-3 md:py-2.5 md:last:pr-4',
        align === 'right' && 'md:text-right',
        className,
      )}
    >
      <span className={classNames('md:hidden', isPlain ? 'sr-only' : 'shrink-0 text-muted')}>{label}</span>
      {children}
    </td>
  );
}
