import { ArrowRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { HOME_ROWS } from '../../../../shared/protocol/homeRoutes.ts';
import { Badge } from '../../../components/ui/Badge.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { classNames } from '../../../components/ui/classNames.ts';
import { homeTexts as texts } from '../../../texts/home.ts';

export type Block<T> = { total: number; rows: readonly T[] };

interface HomeBlockProps<T> {
  title: string;
  block: Block<T>;
  /** Address of the whole list. Without it, the block itself shows more rows. */
  to?: string | undefined;
  /** Shown if the block is empty. Without it, an empty block disappears. */
  empty?: ReactNode;
  /** Link to what the block doesn't count. An empty block stays for it. */
  more?: { to: string; text: string } | undefined;
  children: (row: T) => ReactNode;
}

export function HomeBlock<T>({
  title,
  block: { total, rows },
  to,
  empty,
  more,
  children,
}: HomeBlockProps<T>) {
  const [expanded, setExpanded] = useState(false);
  if (total === 0 && !empty && !more) return null;
  const shown = expanded ? rows : rows.slice(0, HOME_ROWS);
  return (
    <section aria-label={title} className="flex min-w-0 flex-col gap-3">
      <h2 className="flex items-center gap-2 text-base font-semibold">
        {title}
        {total > 0 && <Badge className="tabular-nums">{texts.count(total)}</Badge>}
      </h2>
      <Card padding="none">
        {total === 0 ? empty : <ul className="divide-y divide-line">{shown.map(children)}</ul>}
        {to && total > rows.length && (
          <Link to={to} className={MORE}>
            {texts.all(total)}
            <ArrowRight className="size-4" />
          </Link>
        )}
        {more && (
          <Link to={more.to} className={classNames(MORE, total === 0 && 'border-t-0')}>
            {more.text}
            <ArrowRight className="size-4" />
          </Link>
        )}
        {!to && rows.length > HOME_ROWS && (
          <button type="button" className={MORE} onClick={() => setExpanded(!expanded)}>
            {expanded ? texts.fewer : texts.all(rows.length)}
          </button>
        )}
      </Card>
    </section>
  );
}

const MORE =
  'flex min-h-11 w-full items-center gap-1.5 border-t border-line px-4 text-sm font-medium text-accent-ink -outline-offset-2! hover:bg-hover';

interface HomeRowProps {
  title: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}

/** One thing that waits, with its next action. */
export function HomeRow({ title, action, children }: HomeRowProps) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
      <div className="flex min-w-0 flex-1 basis-48 flex-col gap-0.5">
        <p className="text-sm font-medium wrap-anywhere">{title}</p>
        <div className="flex flex-col gap-0.5 text-sm text-muted">{children}</div>
      </div>
      {action}
    </li>
  );
}
