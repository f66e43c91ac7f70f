import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { PageHeading } from '../../../components/shell/PageHeading.tsx';

export function BarTitle(props: { to: string; back: string; title: string; children: ReactNode }) {
  const { to, back, title, children } = props;
  return (
    <div className="flex min-w-0 flex-1 basis-72 items-center gap-1.5">
      <Link
        to={to}
        aria-label={back}
        className="-ml-2 flex size-9 shrink-0 items-center justify-center rounded-control text-muted transition-colors hover:bg-hover hover:text-ink"
      >
        <ArrowLeft className="size-5" />
      </Link>
      <div className="flex min-w-0 flex-col">
        <PageHeading className="truncate text-base!">{title}</PageHeading>
        {children}
      </div>
    </div>
  );
}
