import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { ChevronDown, ChevronUp, Download, ListFilter, ScrollText } from 'lucide-react';
import { Fragment, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import {
  AuditArea,
  type AuditCursor,
  type AuditEntryView,
  AuditFilter,
} from '../../../../shared/protocol/auditRoutes.ts';
import { Button } from '../../../components/ui/Button.tsx';
import { Card } from '../../../components/ui/Card.tsx';
import { EmptyState } from '../../../components/ui/EmptyState.tsx';
import { IconButton } from '../../../components/ui/IconButton.tsx';
import { Select } from '../../../components/ui/Select.tsx';
import { SkeletonRows } from '../../../components/ui/Skeleton.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { callRoute } from '../../../core/api.ts';
import { areSwapped, spanOfDays } from '../../../core/daySpan.ts';
import { downloadAudit } from '../../../core/download.ts';
import { errorMessage } from '../../../core/errorMessage.ts';
import { toast } from '../../../core/toast.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { useRouteQuery } from '../../../hooks/useRouteQuery.ts';
import { auditTexts as texts } from '../../../texts/audit.ts';
import { formatDayTime, formatExact } from '../../../texts/times.ts';
import { ConsolePage, ForbiddenPage } from '../ConsolePage.tsx';
import { MorePages } from '../ListPage.tsx';
import { Loaded } from '../Loaded.tsx';

/** Lists who did what. The address has the filters. */
export function AuditPage() {
  usePageTitle(texts.title);
  const mayRead = useStaffMay('audit.read');
  const seesAccounts = useStaffMay('audit.readAccounts');
  if (!mayRead) return <ForbiddenPage title={texts.title}>{texts.forbidden}</ForbiddenPage>;
  return (
    <ConsolePage title={texts.title} intro={seesAccounts ? texts.intro : texts.introOrganizer}>
      <Entries />
    </ConsolePage>
  );
}

const NAMES = ['text', 'actor', 'area', 'from', 'to', 'target'] as const;
type FilterName = (typeof NAMES)[number];

/** Filters as they are in the address. Days are local dates, such as `2026-11-30`. */
function useFilters() {
  const [search, setSearch] = useSearchParams();
  const values = Object.fromEntries(NAMES.map(name => [name, search.get(name) ?? ''])) as Record<
    FilterName,
    string
  >;
  const set = (name: FilterName, value: string) =>
    setSearch(
      before => {
        const next = new URLSearchParams(before);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  return { values, set, clear: () => setSearch({}, { replace: true }) };
}

function filterOf({ text, actor, area, target, from, to }: Record<FilterName, string>): AuditFilter {
  const filter = {
    ...(text.trim() && { text: text.trim().slice(0, 100) }),
    ...(actor && { actor }),
    ...(target && { target }),
    ...(AuditArea.safeParse(area).success && { area }),
    ...spanOfDays(from, to),
  };
  return AuditFilter.catch({}).parse(filter);
}

function Entries() {
  const { values, set, clear } = useFilters();
  const filter = filterOf(values);
  const log = useInfiniteQuery({
    queryKey: ['audit.list', filter],
    queryFn: ({ pageParam, signal }) =>
      callRoute('audit.list', { filter, ...(pageParam && { after: pageParam }) }, signal),
    initialPageParam: undefined as AuditCursor | undefined,
    getNextPageParam: page => page.next,
    // Keeps the list while a person types.
    placeholderData: keepPreviousData,
  });
  const entries = log.data?.pages.flatMap(page => page.entries);
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <>
      <Filters values={values} set={set} filter={filter} />
      {values.target && (
        <p className="flex flex-wrap items-center gap-3 text-sm">
          {texts.only(entries?.[0] ? texts.target(entries[0].target) : values.target)}
          <Button size="sm" onClick={() => set('target', '')}>
            {texts.clear}
          </Button>
        </p>
      )}
      {filter.text && <p className="text-sm text-muted">{texts.matched(filter.text)}</p>}
      <Loaded
        query={{ ...log, data: entries }}
        failed={texts.failed}
        stale={texts.stale}
        skeleton={<SkeletonRows count={6} row="h-14 w-full" className="gap-2" />}
      >
        {shown =>
          shown.length === 0 ? (
            <EmptyState
              icon={ScrollText}
              title={isFiltered ? texts.none : texts.empty}
              action={isFiltered && <Button onClick={clear}>{texts.clear}</Button>}
            >
              {isFiltered && texts.noneBody}
            </EmptyState>
          ) : (
            <>
              <Card padding="none">
                <ul className="divide-y divide-line">
                  {shown.map(entry => (
                    <Entry key={entry.entryId} entry={entry} onOnly={() => set('target', entry.target.id)} />
                  ))}
                </ul>
              </Card>
              <MorePages pages={log} texts={texts} />
            </>
          )
        }
      </Loaded>
    </>
  );
}

interface FiltersProps {
  values: Record<FilterName, string>;
  set: (name: FilterName, value: string) => void;
  filter: AuditFilter;
}

function Filters({ values, set, filter }: FiltersProps) {
  const staff = useRouteQuery('staff.list', {});
  const [exporting, setExporting] = useState(false);
  const download = async () => {
    setExporting(true);
    try {
      await downloadAudit(filter);
    } catch (error) {
      toast.error(texts.exportFailed, errorMessage(error));
    } finally {
      setExporting(false);
    }
  };
  return (
    <div className="grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-[2fr_1fr_1fr]">
      <div className="sm:col-span-2 lg:col-span-1">
        <TextField
          label={texts.search}
          placeholder={texts.searchHint}
          type="search"
          maxLength={100}
          value={values.text}
          onChange={event => set('text', event.target.value)}
        />
      </div>
      <Select
        label={texts.who}
        options={[
          { value: '', label: texts.anyone },
          ...(staff.data?.members ?? []).map(({ userId, name }) => ({ value: userId, label: name })),
          { value: 'system', label: texts.system },
        ]}
        value={values.actor}
        onChange={event => set('actor', event.target.value)}
      />
      <Select
        label={texts.area}
        options={[
          { value: '', label: texts.everything },
          ...AuditArea.options.map(area => ({ value: area, label: texts.areas[area] })),
        ]}
        value={values.area}
        onChange={event => set('area', event.target.value)}
      />
      <div className="flex flex-wrap items-end gap-3 sm:col-span-2 lg:col-span-3">
        <TextField
          label={texts.from}
          type="date"
          max={values.to || undefined}
          value={values.from}
          onChange={event => set('from', event.target.value)}
        />
        <TextField
          label={texts.to}
          error={areSwapped(values.from, values.to) ? texts.datesSwapped : undefined}
          type="date"
          min={values.from || undefined}
          value={values.to}
          onChange={event => set('to', event.target.value)}
        />
        <Button icon={Download} pending={exporting} className="sm:ml-auto" onClick={() => void download()}>
          {texts.export}
        </Button>
      </div>
    </div>
  );
}

function Entry({ entry, onOnly }: { entry: AuditEntryView; onOnly: () => void }) {
  const now = useNow(60_000);
  const [open, setOpen] = useState(false);
  const { at, actor, target } = entry;
  const page = addressOf(target);
  const sentence = (
    <>
      <span className="font-medium">{texts.actor(actor)}</span> {texts.sentence(entry)}
    </>
  );
  return (
    <li className="flex flex-wrap items-center gap-3 px-4 py-2.5">
      <div className="flex min-w-0 flex-1 flex-col gap-x-4 sm:flex-row sm:items-baseline sm:justify-between">
        <p className="min-w-0 text-sm wrap-anywhere">
          {page ? (
            <Link to={page} className="rounded-control underline-offset-4 hover:underline">
              {sentence}
            </Link>
          ) : (
            sentence
          )}
        </p>
        <time
          dateTime={new Date(at).toISOString()}
          title={formatExact(at)}
          className="shrink-0 text-sm text-muted tabular-nums"
        >
          {formatDayTime(at, now)}
        </time>
      </div>
      <IconButton
        size="sm"
        label={texts.details}
        icon={open ? ChevronUp : ChevronDown}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      />
      <Button
        size="sm"
        variant="quiet"
        icon={ListFilter}
        aria-label={texts.onlyAbout(texts.target(target))}
        onClick={onOnly}
      >
        {texts.onlyThis}
      </Button>
      {open && <Details entry={entry} />}
    </li>
  );
}

function Details({ entry: { at, action, target } }: { entry: AuditEntryView }) {
  const rows = [
    [texts.time, formatExact(at)],
    [texts.code, action],
    [texts.id, target.id],
  ];
  return (
    <dl className="grid basis-full grid-cols-[auto_1fr] gap-x-4 gap-y-1 pb-1 text-sm">
      {rows.map(([name, value]) => (
        <Fragment key={name}>
          <dt className="text-muted">{name}</dt>
          <dd className="wrap-anywhere">{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

function addressOf({ kind, id, interviewId }: AuditEntryView['target']): string | undefined {
  if (interviewId) return `/console/interviews/${interviewId}`;
  if (kind === 'candidate') return `/console/candidates/${id}`;
  if (kind === 'kit') return `/console/kits/${id}`;
  return undefined;
}
