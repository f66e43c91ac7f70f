import { ClipboardCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { RouteResult } from '../../../../shared/protocol/http.ts';
import { PageHeading } from '../../../components/shell/PageHeading.tsx';
import { Badge } from '../../../components/ui/Badge.tsx';
import { EmptyState } from '../../../components/ui/EmptyState.tsx';
import { SkeletonRows } from '../../../components/ui/Skeleton.tsx';
import { StatusDot } from '../../../components/ui/StatusDot.tsx';
import { reviewPath } from '../../../core/review/momentAddress.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { practiceListTexts as texts } from '../../../texts/practiceList.ts';
import { formatDay, formatTime } from '../../../texts/times.ts';
import { Loaded } from '../Loaded.tsx';

type Waiting = RouteResult<'practice.evaluations'>['waiting'][number];

const REFRESH_MS = 30_000;

/** Practice attempts that wait for people to evaluate them. */
export function PracticeList() {
  usePageTitle(texts.title);
  const list = useRouteQuery('practice.evaluations', {}, { refetchIntervalMs: REFRESH_MS });
  return (
    <div className="flex w-full max-w-5xl flex-col gap-6 px-4 py-6 sm:px-6 sm:py-8">
      <div className="flex flex-col gap-1">
        <PageHeading>{texts.title}</PageHeading>
        <p className="text-sm text-muted">{texts.intro}</p>
      </div>
      <Loaded
        query={list}
        failed={texts.failed}
        stale={texts.stale}
        skeleton={<SkeletonRows count={4} row="h-14 w-full" className="gap-2" />}
      >
        {({ waiting }) => <List waiting={waiting} />}
      </Loaded>
    </div>
  );
}

function List({ waiting }: { waiting: readonly Waiting[] }) {
  if (waiting.length === 0)
    return (
      <EmptyState icon={<ClipboardCheck className="size-6" />} title={texts.empty}>
        {texts.emptyBody}
      </EmptyState>
    );
  const { columns } = texts;
  return (
    <div className="md:overflow-x-auto md:rounded-card md:border md:border-line md:bg-surface">
      <table className="w-full border-collapse text-sm max-md:flex max-md:flex-col">
        <thead className="max-md:sr-only">
          <tr className="border-b border-line text-left text-muted">
            <th scope="col" className="py-2.5 pr-3 pl-4 font-medium">
              {columns.role}
            </th>
            {[columns.name, columns.length, columns.ended, columns.recording].map(column => (
              <th key={column} scope="col" className="px-3 py-2.5 font-medium">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-md:flex max-md:flex-col max-md:gap-3">
          {waiting
            .toSorted((a, b) => a.endedAt - b.endedAt)
            .map(attempt => (
              <Row key={attempt.interviewId} attempt={attempt} />
            ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ attempt }: { attempt: Waiting }) {
  const now = useNow(60_000);
  const { endedAt, interviewId, length, questions, recorded, role } = attempt;
  const name = attempt.name || texts.noName;
  const { columns } = texts;
  return (
    <tr
      data-attempt={interviewId}
      className="border-line transition-colors max-md:flex max-md:flex-col max-md:rounded-card max-md:border max-md:bg-surface max-md:p-4 md:border-b md:last:border-b-0 md:hover:bg-hover"
    >
      <th scope="row" className="text-left font-normal md:py-2.5 md:pr-3 md:pl-4">
        <Link
          to={reviewPath(interviewId)}
          aria-label={texts.open(role, name)}
          className="inline-flex min-h-6 items-center font-medium underline-offset-2 hover:underline"
        >
          {role}
        </Link>
      </th>
      <Cell label={columns.name}>
        <span className={attempt.name ? 'wrap-anywhere' : 'text-muted'}>{name}</span>
      </Cell>
      <Cell label={columns.length}>
        <span>
          {texts.lengths[length]}
          {length !== 'question' && <span className="text-muted"> · {texts.questions(questions)}</span>}
        </span>
      </Cell>
      <Cell label={columns.ended}>
        <span className="whitespace-nowrap">{`${formatDay(endedAt, now)}, ${formatTime(endedAt)}`}</span>
      </Cell>
      <Cell label={columns.recording}>
        <Badge tone={recorded ? 'success' : 'neutral'} icon={<StatusDot tone={recorded ? 'ok' : 'off'} />}>
          {recorded ? texts.recorded : texts.notRecorded}
        </Badge>
      </Cell>
    </tr>
  );
}

function Cell({ label, children }: { label: string; children: ReactNode }) {
  return (
    <td className="tabular-nums max-md:flex max-md:items-baseline max-md:justify-between max-md:gap-4 max-md:pt-1.5 max-md:text-right md:px-3 md:py-2.5">
      <span className="text-muted md:hidden">{label}</span>
      {children}
    </td>
  );
}
