import { useInfiniteQuery } from '@tanstack/react-query';
import { Mail, MailOpen } from 'lucide-react';
import { useId } from 'react';
import { useLocation, useParams, useSearchParams } from 'react-router';
import { MailState, OUTBOX_PAGE, type OutboxMail } from '../../../../shared/protocol/mailRoutes.ts';
import { Banner } from '../../../components/ui/Banner.tsx';
import { ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { EmptyState } from '../../../components/ui/EmptyState.tsx';
import { Select } from '../../../components/ui/Select.tsx';
import { SkeletonRows } from '../../../components/ui/Skeleton.tsx';
import { callRoute } from '../../../core/api.ts';
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
  const state = MailState.safeParse(search.get('state')).data;
  const outbox = useOutbox(state, mayRead);
  const isChosen = mailId !== undefined;
  if (!mayRead) return <ForbiddenPage title={texts.title}>{texts.forbidden}</ForbiddenPage>;
  return (
    <ListPage
      isEmpty={!isChosen && outbox.data?.length === 0}
      isChosen={isChosen}
      label={texts.title}
      listWidth="lg:w-116"
      list={<OutboxList outbox={outbox} state={state} chosenId={mailId} />}
    >
      {isChosen ? (
        <MailMessage key={mailId} mailId={mailId} outbox={outbox} />
      ) : (
        <NothingChosen icon={MailOpen}>{texts.choose}</NothingChosen>
      )}
    </ListPage>
  );
}

const FILTERS = [
  { value: '', label: texts.all },
  ...MailState.options.map(value => ({ value, label: texts.states[value] })),
];

interface OutboxListProps {
  outbox: ReturnType<typeof useOutbox>;
  state: MailState | undefined;
  chosenId: string | undefined;
}

function OutboxList({ outbox, state, chosenId }: OutboxListProps) {
  const { configured, data } = outbox;
  const [, setSearch] = useSearchParams();
  return (
    <ConsolePage title={texts.title} intro={texts.intro} level={chosenId ? 'h2' : 'h1'} width="full">
      {configured === false && <Unconfigured />}
      {!(data?.length === 0 && state === undefined) && (
        <Select
          label={texts.filter}
          options={FILTERS}
          value={state ?? ''}
          onChange={({ target: { value } }) => setSearch(value ? { state: value } : {}, { replace: true })}
        />
      )}
      <Loaded
        query={outbox}
        failed={texts.failed}
        stale={texts.stale}
        skeleton={<SkeletonRows count={5} row="h-19 w-full" className="gap-3" />}
      >
        {mails =>
          mails.length === 0 ? (
            <Nothing state={state} />
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

function Nothing({ state }: { state: MailState | undefined }) {
  if (state === undefined)
    return (
      <EmptyState icon={Mail} title={texts.empty}>
        {texts.emptyBody}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={Mail}
      title={texts.noneOf(state)}
      action={<ButtonLink to={OUTBOX_PATH}>{texts.showAll}</ButtonLink>}
    />
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
  const { createdAt, interviewId, mailId, reason, state, subject, to } = mail;
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
          {to ?? (interviewId ? texts.hidden : texts.stranger)}
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

function useOutbox(state: MailState | undefined, enabled: boolean) {
  const query = useInfiniteQuery({
    queryKey: ['outbox.list', { state }],
    queryFn: ({ pageParam, signal }) =>
      callRoute('outbox.list', { ...(state && { state }), ...(pageParam && { before: pageParam }) }, signal),
    initialPageParam: '',
    getNextPageParam: ({ mails }) => (mails.length < OUTBOX_PAGE ? undefined : mails.at(-1)?.mailId),
    refetchInterval: ({ state: { data } }) => (data?.pages[0]?.mails.some(isUnderWay) ? SOON_MS : LATER_MS),
    enabled,
  });
  const pages = query.data?.pages;
  return { ...query, configured: pages?.[0]?.configured, data: pages?.flatMap(({ mails }) => mails) };
}

/** True until the first attempt to send. A failed attempt sets `reason`, and the next may be hours later. */
function isUnderWay({ state, reason }: OutboxMail): boolean {
  return state === 'waiting' && reason === undefined;
}
