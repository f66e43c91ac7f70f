import type { LucideIcon } from 'lucide-react';
import type { KeyboardEventHandler, ReactNode } from 'react';
import { Link, type LinkProps } from 'react-router';
import { Banner } from '../../components/ui/Banner.tsx';
import { Button } from '../../components/ui/Button.tsx';
import { classNames } from '../../components/ui/classNames.ts';

interface ListPageProps {
  /** Accessible name of the list. */
  label: string;
  list: ReactNode;
  listWidth: 'lg:w-104' | 'lg:w-116';
  /** True if the list is empty. Its message then takes the whole page. */
  isEmpty: boolean;
  isChosen: boolean;
  children: ReactNode;
}

/** Shows the list and the chosen item side by side. Narrow screens show only one of them. */
export function ListPage({ label, list, listWidth, isEmpty, isChosen, children }: ListPageProps) {
  return (
    <div className="flex min-w-0 flex-1">
      <section
        aria-label={label}
        className={classNames(
          'flex w-full min-w-0 flex-col border-line lg:sticky lg:top-14 lg:h-[calc(100dvh-3.5rem)] lg:overflow-y-auto',
          !isEmpty && `${listWidth} lg:shrink-0 lg:border-r`,
          isChosen && 'max-lg:hidden',
        )}
      >
        {list}
      </section>
      <div className={classNames('min-w-0 flex-1', !isChosen && (isEmpty ? 'hidden' : 'max-lg:hidden'))}>
        {children}
      </div>
    </div>
  );
}

export function NothingChosen({ icon: Icon, children }: { icon: LucideIcon; children: string }) {
  return (
    <div className="flex h-[calc(100dvh-3.5rem)] flex-col items-center justify-center gap-3 p-8 text-center text-sm text-muted">
      <Icon className="size-8 text-line-strong" />
      <p className="max-w-xs">{children}</p>
    </div>
  );
}

export interface ListRowProps {
  now: number;
  chosen: boolean;
  /** True for the only row that Tab reaches. Arrow keys reach the other rows. */
  tabStop: boolean;
  /** Absent if the list handles the keys. */
  onKeyDown?: KeyboardEventHandler<HTMLElement> | undefined;
}

type ListRowLinkProps = LinkProps &
  Omit<ListRowProps, 'now'> & {
    /** Control in front of the link. */
    before?: ReactNode;
  };

export function ListRow({ chosen, tabStop, className, before, ...link }: ListRowLinkProps) {
  return (
    <li className={before ? 'flex items-start' : undefined}>
      {before}
      <Link
        {...link}
        data-row
        aria-current={chosen ? 'true' : undefined}
        tabIndex={tabStop ? 0 : -1}
        className={classNames(
          'rounded-control px-3 py-2.5 transition-colors focus-visible:outline-offset-[-2px]',
          chosen ? 'bg-accent-soft' : 'hover:bg-hover',
          before ? 'min-w-0 flex-1' : undefined,
          className,
        )}
      />
    </li>
  );
}

interface MorePagesProps {
  pages: {
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    isFetchNextPageError: boolean;
    fetchNextPage: () => unknown;
  };
  texts: { more: string; moreFailed: string };
  /** Accessible name, needed if the page has several lists. */
  label?: string;
  size?: 'sm' | 'md';
  className?: string;
  children?: ReactNode;
}

export function MorePages({ pages, texts, label, size, className, children }: MorePagesProps) {
  const { hasNextPage, isFetchNextPageError, isFetchingNextPage, fetchNextPage } = pages;
  if (!hasNextPage) return null;
  return (
    <div className={classNames('flex flex-col items-center gap-2', className)}>
      {isFetchNextPageError && <Banner tone="warning">{texts.moreFailed}</Banner>}
      {children}
      <Button
        size={size}
        pending={isFetchingNextPage}
        aria-label={label}
        onClick={() => void fetchNextPage()}
      >
        {texts.more}
      </Button>
    </div>
  );
}
