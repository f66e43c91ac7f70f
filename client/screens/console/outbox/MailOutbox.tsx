import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Mail, MailOpen } from 'lucide-react';
import { useId } from 'react';
import { useLocation, useNavigate, useParams, useSearchParams } from 'react-router';
import {
  MailArea,
  MailState,
  OUTBOX_PAGE,
  type OutboxFilter,
  type OutboxMail,
} from '../../../../shared/protocol/mailRoutes.ts';
import { Banner } from '../../../components/ui/Banner.tsx';
import { ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { EmptyState } from '../../../components/ui/EmptyState.tsx';
import { Select } from '../../../components/ui/Select.tsx';
import { SkeletonRows } from '../../../components/ui/Skeleton.tsx';
import { TextField } from '../../../components/ui/TextField.tsx';
import { callRoute } from '../../../core/api.ts';
import { areSwapped, spanOfDays } from '../../../core/daySpan.ts';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { outboxTexts as texts } from '../../../texts/outbox.ts';
import { ConsolePage, ForbiddenPage } from '../ConsolePage.tsx';
import { ListPage, ListRow, type ListRowProps, MorePages, NothingChosen } from '../ListPage.tsx';
import { Loaded } from '../Loaded.tsx';
import { OUTBOX_PATH } from '../settings/settingsPages.ts';
import { useRowKeys } from '../useRowKeys.ts';
import { isToStranger, MailBadge, MailMessage } from './MailMessage.tsx';

export function MailOutbox() {
  usePageTitle(texts.title);
  const { mailId } = useParams();
  const [search] = useSearchParams();
  const mayRead = useStaffMay('outbox.read');
  const values = Object.fromEntries(NAMES.map(name => [name, search.get(name) ?? ''])) as FilterValues;
  const filter = filterOf(values);
  const outbox = useOutbox(filter, mayRead);
  const isChosen = mailId !== undefined;
  if (!mayRead) return <ForbiddenPage title={texts.title}>{texts.forbidden}</ForbiddenPage>;
  return (
    <ListPage
      isEmpty={!isChosen && outbox.data?.length === 0}
      isChosen={isChosen}
      label={texts.title}
      listWidth="lg:w-116"
      list={<OutboxList outbox={outbox} values={values} filter={filter} chosenId={mailId} />}
    >
      {isChosen ? (
        <MailMessage key={mailId} mailId={mailId} outbox={outbox} />
      ) : (
        <NothingChosen icon={MailOpen}>{texts.choose}</NothingChosen>
      )}
    </ListPage>
  );
}

const NAMES = ['text', 'state', 'area', 'from', 'to'] as const;
type FilterValues = Record<(typeof NAMES)[number], string>;

/** Filters as they are in the address. Days are local dates, such as `2026-11-30`. */
function filterOf({ text, state, area, from, to }: FilterValues): OutboxFilter {
  const span = spanOfDays(from, to);
  return {
    ...(text.trim() && { text: text.trim().slice(0, 100) }),
    ...(MailState.safeParse(state).success && { state: MailState.parse(state) }),
    ...(MailArea.safeParse(area).success && { area: MailArea.parse(area) }),
    ...span,
  };
}

const AREAS = [
  { value: '', label: texts.everything },
  ...MailArea.options.map(value => ({ value, label: texts.areas[value] })),
];
const FILTERS = [
  { value: '', label: texts.all },
  ...MailState.options.map(value => ({ value, label: texts.states[value] })),
];

interface OutboxListProps {
  outbox: ReturnType<typeof useOutbox>;
  values: FilterValues;
  filter: OutboxFilter;
  chosenId: string | undefined;
}

function OutboxList({ outbox, values, filter, chosenId }: OutboxListProps) {
  const { configured, data } = outbox;
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <ConsolePage title={texts.title} intro={texts.intro} level={chosenId ? 'h2' : 'h1'} width="full">
      {configured === false && <Unconfigured />}
      {!(data?.length === 0 && !isFiltered) && <Filters values={values} filter={filter} />}
      <Loaded
        query={outbox}
        failed={texts.failed}
        stale={texts.stale}
        skeleton={<SkeletonRows count={5} row="h-19 w-full" className="gap-3" />}
      >
        {mails =>
          mails.length === 0 ? (
            <Nothing isFiltered={isFiltered} />
          ) : (
            <Rows mails={mails} outbox={outbox} chosenId={chosenId} />
          )
        }
      </Loaded>
    </ConsolePage>
  );
}

function Unconfigured() {
  const { title, before, after } = texts.unconfigured;
  return (
    <Banner tone="warning" title={title}>
      {before}
      <code className="font-mono text-[0.92em] font-medium">SMTP_URL</code>
      {after}
    </Banner>
  );
}

function Filters({ values, filter }: Pick<OutboxListProps, 'values' | 'filter'>) {
  const navigate = useNavigate();
  /** Closes the open message, which may not be in the new list. */
  const set = (name: keyof FilterValues, value: string) => {
    const search = new URLSearchParams(
      Object.entries({ ...values, [name]: value }).filter(([, chosen]) => chosen !== ''),
    );
    navigate({ pathname: OUTBOX_PATH, search: `${search}` }, { replace: true });
  };
  const { from, to } = values;
  return (
    <div className="grid grid-cols-2 gap-3">
      <div className="col-span-2">
        <TextField
          label={texts.search}
          placeholder={texts.searchHint}
          hint={filter.text && texts.hiddenNotFound}
          type="search"
          maxLength={100}
          value={values.text}
          onChange={event => set('text', event.target.value)}
        />
      </div>
      <Select
        label={texts.filter}
        options={FILTERS}
        value={values.state}
        onChange={event => set('state', event.target.value)}
      />
      <Select
        label={texts.area}
        options={AREAS}
        value={values.area}
        onChange={event => set('area', event.target.value)}
      />
      <TextField
        label={texts.from}
        type="date"
        max={to || undefined}
        value={from}
        onChange={event => set('from', event.target.value)}
      />
      <TextField
        label={texts.until}
        error={areSwapped(from, to) ? texts.datesSwapped : undefined}
        type="date"
        min={from || undefined}
        value={to}
        onChange={event => set('to', event.target.value)}
      />
    </div>
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  if (!isFiltered)
    return (
      <EmptyState icon={Mail} title={texts.empty}>
        {texts.emptyBody}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={Mail}
      title={texts.noneOf}
      action={<ButtonLink to={OUTBOX_PATH}>{texts.showAll}</ButtonLink>}
    >
      {texts.noneOfBody}
    </EmptyState>
  );
}

type RowsProps = Pick<OutboxListProps, 'outbox' | 'chosenId'> & { mails: readonly OutboxMail[] };
function Rows({ mails, outbox, chosenId }: RowsProps) {
  const now = useNow(60_000);
  const { listRef, onRowKeyDown } = useRowKeys();
  const tabStop = mails.find(({ mailId }) => mailId === chosenId) ?? mails[0];
  return (
    <>
      <p className="sr-only">{texts.keys}</p>
      <div ref={listRef}>
        <ul className="-mx-3 flex flex-col gap-0.5">
          {mails.map(mail => (
            <Row
              key={mail.mailId}
              mail={mail}
              now={now}
              chosen={mail.mailId === chosenId}
              tabStop={mail === tabStop}
              onKeyDown={onRowKeyDown}
            />
          ))}
        </ul>
      </div>
      <MorePages pages={outbox} texts={texts} />
    </>
  );
}

function Row({ mail, now, ...row }: ListRowProps & { mail: OutboxMail }) {
  const { search } = useLocation();
  const id = useId();
  const { createdAt, interviewId, mailId, reason, state, subject } = mail;
  return (
    <ListRow
      {...row}
      data-mail={mailId}
      to={`${OUTBOX_PATH}/${mailId}${search}`}
      aria-describedby={reason ? id : undefined}
      className="flex flex-col gap-1"
    >
      <span className="flex items-center justify-between gap-3">
        <span className="min-w-0 truncate text-sm font-medium">
          {texts.recipient(mail) ?? (interviewId ? texts.hidden : texts.stranger)}
        </span>
        <MailBadge state={state} />
      </span>
      <span className="flex items-baseline justify-between gap-3 text-xs leading-5 text-muted">
        <span className="min-w-0 truncate">{subject}</span>
        <span className="shrink-0 tabular-nums">
          {isToStranger(mail) ? texts.day(createdAt, now) : texts.moment(createdAt, now)}
        </span>
      </span>
      {reason && (
        <span id={id} className="line-clamp-2 text-xs leading-5 wrap-anywhere text-warning-ink">
          {reason}
        </span>
      )}
    </ListRow>
  );
}

const SOON_MS = 3_000;
const LATER_MS = 15_000;

function useOutbox(filter: OutboxFilter, enabled: boolean) {
  const query = useInfiniteQuery({
    queryKey: ['outbox.list', filter],
    queryFn: ({ pageParam, signal }) =>
      callRoute('outbox.list', { ...filter, ...(pageParam && { before: pageParam }) }, signal),
    initialPageParam: '',
    getNextPageParam: ({ mails }) => (mails.length < OUTBOX_PAGE ? undefined : mails.at(-1)?.mailId),
    refetchInterval: ({ state: { data } }) => (data?.pages[0]?.mails.some(isUnderWay) ? SOON_MS : LATER_MS),
    enabled,
    // Keeps the list while a person types.
    placeholderData: keepPreviousData,
  });
  const pages = query.data?.pages;
  return { ...query, configured: pages?.[0]?.configured, data: pages?.flatMap(({ mails }) => mails) };
}

/** True until the first attempt to send. A failed attempt sets `reason`, and the next may be hours later. */
function isUnderWay({ state, reason }: OutboxMail): boolean {
  return state === 'waiting' && reason === undefined;
}
