import { Mail, MailOpen } from 'lucide-react';
import { type KeyboardEventHandler, useId } from 'react';
import { Link, useLocation, useParams, useSearchParams } from 'react-router';
import { MailState, type OutboxMail } from '../../../../shared/protocol/mailRoutes.ts';
import { PageHeading } from '../../../components/shell/PageHeading.tsx';
import { Banner } from '../../../components/ui/Banner.tsx';
import { Button } from '../../../components/ui/Button.tsx';
import { ButtonLink } from '../../../components/ui/ButtonLink.tsx';
import { classNames } from '../../../components/ui/classNames.ts';
import { EmptyState } from '../../../components/ui/EmptyState.tsx';
import { ErrorState } from '../../../components/ui/ErrorState.tsx';
import { Select } from '../../../components/ui/Select.tsx';
import { SkeletonRows } from '../../../components/ui/Skeleton.tsx';
import { useStaffMay } from '../../../hooks/useMember.ts';
import { useNow } from '../../../hooks/useNow.ts';
import { usePageTitle } from '../../../hooks/usePageTitle.ts';
import { outboxTexts as texts } from '../../../texts/outbox.ts';
import { PageBody, PageIntro } from '../PageBody.tsx';
import { useRowKeys } from '../useRowKeys.ts';
import { MailBadge, MailMessage } from './MailMessage.tsx';
import { type OutboxQuery, useOutbox } from './useOutbox.ts';

/** List and open message side by side. Narrow screens show one of them. */
export function MailOutbox() {
  usePageTitle(texts.title);
  const { mailId } = useParams();
  const [search] = useSearchParams();
  const mayRead = useStaffMay('outbox.read');
  const state = MailState.safeParse(search.get('state')).data;
  const outbox = useOutbox(state, mayRead);
  const { mails } = outbox;
  const isChosen = mailId !== undefined;
  const isAlone = !isChosen && mails?.length === 0;

  if (!mayRead)
    return (
      <PageBody width="max-w-3xl">
        <PageHeading>{texts.title}</PageHeading>
        <Banner>{texts.forbidden}</Banner>
      </PageBody>
    );
  return (
    <div className="flex min-w-0 flex-1">
      <div
        className={classNames(
          'flex min-w-0 flex-col border-line lg:sticky lg:top-14 lg:h-[calc(100dvh-3.5rem)] lg:overflow-y-auto',
          isAlone ? 'w-full' : 'w-full lg:w-116 lg:shrink-0 lg:border-r',
          isChosen && 'max-lg:hidden',
        )}
      >
        <OutboxList outbox={outbox} state={state} chosenId={mailId} />
      </div>
      {!isAlone && (
        <div className={classNames('min-w-0 flex-1', !isChosen && 'max-lg:hidden')}>
          {isChosen ? (
            <MailMessage key={mailId} mail={mails?.find(mail => mail.mailId === mailId)} outbox={outbox} />
          ) : (
            <Choose />
          )}
        </div>
      )}
    </div>
  );
}

function Choose() {
  return (
    <div className="flex h-[calc(100dvh-3.5rem)] flex-col items-center justify-center gap-3 p-8 text-center text-sm text-muted">
      <MailOpen className="size-8 text-line-strong" />
      <p className="max-w-xs">{texts.choose}</p>
    </div>
  );
}

const FILTERS = [
  { value: '', label: texts.all },
  ...MailState.options.map(value => ({ value, label: texts.states[value] })),
];

interface OutboxListProps {
  outbox: OutboxQuery;
  state: MailState | undefined;
  chosenId: string | undefined;
}

function OutboxList({ outbox, state, chosenId }: OutboxListProps) {
  const { configured, error, isError, isFetching, mails, refetch } = outbox;
  const hasNone = mails?.length === 0 && state === undefined;
  return (
    <section aria-label={texts.title} className="flex flex-1 flex-col gap-4 px-4 py-6 sm:px-6 sm:py-8">
      <PageIntro title={texts.title} level={chosenId ? 'h2' : 'h1'}>
        {texts.intro}
      </PageIntro>
      {configured === false && <Unconfigured />}
      {isError && mails && <Banner tone="warning">{texts.stale}</Banner>}
      {!hasNone && <Filter state={state} />}
      {mails ? (
        mails.length === 0 ? (
          <Nothing state={state} />
        ) : (
          <Rows mails={mails} outbox={outbox} chosenId={chosenId} />
        )
      ) : isError ? (
        <ErrorState title={texts.failed} error={error} onRetry={() => void refetch()} retrying={isFetching} />
      ) : (
        <SkeletonRows count={5} row="h-19 w-full" className="gap-3" />
      )}
    </section>
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

function Filter({ state }: { state: MailState | undefined }) {
  const [, setSearch] = useSearchParams();
  return (
    <Select
      label={texts.filter}
      options={FILTERS}
      value={state ?? ''}
      onChange={({ target: { value } }) => setSearch(value ? { state: value } : {}, { replace: true })}
    />
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
      action={<ButtonLink to="/console/outbox">{texts.showAll}</ButtonLink>}
    />
  );
}

interface RowsProps {
  mails: readonly OutboxMail[];
  outbox: OutboxQuery;
  chosenId: string | undefined;
}

function Rows({ mails, outbox, chosenId }: RowsProps) {
  const now = useNow(60_000);
  const { listRef, onRowKeyDown } = useRowKeys();
  const tabStop = mails.find(({ mailId }) => mailId === chosenId) ?? mails[0];
  const { fetchNextPage, hasNextPage, isFetchNextPageError, isFetchingNextPage } = outbox;
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
      {isFetchNextPageError && <Banner tone="warning">{texts.moreFailed}</Banner>}
      {hasNextPage && (
        <Button className="self-center" pending={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {texts.more}
        </Button>
      )}
    </>
  );
}

interface RowProps {
  mail: OutboxMail;
  now: number;
  chosen: boolean;
  /** True for the one row in the tab order. Arrow keys reach the others. */
  tabStop: boolean;
  onKeyDown: KeyboardEventHandler<HTMLElement>;
}

function Row({ mail, now, chosen, tabStop, onKeyDown }: RowProps) {
  const { search } = useLocation();
  const id = useId();
  const { createdAt, mailId, reason, state, subject, to } = mail;
  return (
    <li>
      <Link
        data-row
        data-mail={mailId}
        to={`/console/outbox/${mailId}${search}`}
        aria-current={chosen ? 'true' : undefined}
        aria-describedby={reason ? id : undefined}
        tabIndex={tabStop ? 0 : -1}
        onKeyDown={onKeyDown}
        className={classNames(
          'flex flex-col gap-1 rounded-control px-3 py-2.5 transition-colors focus-visible:outline-offset-[-2px]',
          chosen ? 'bg-accent-soft' : 'hover:bg-hover',
        )}
      >
        <span className="flex items-center justify-between gap-3">
          <span className="min-w-0 truncate text-sm font-medium">{to ?? texts.stranger}</span>
          <MailBadge state={state} />
        </span>
        <span className="flex items-baseline justify-between gap-3 text-xs leading-5 text-muted">
          <span className="min-w-0 truncate">{subject}</span>
          <span className="shrink-0 tabular-nums">
            {to === undefined ? texts.day(createdAt, now) : texts.moment(createdAt, now)}
          </span>
        </span>
        {reason && (
          <span id={id} className="line-clamp-2 text-xs leading-5 wrap-anywhere text-warning-ink">
            {reason}
          </span>
        )}
      </Link>
    </li>
  );
}
