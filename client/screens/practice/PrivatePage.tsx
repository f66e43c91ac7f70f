import { Check, Copy, Download, KeyRound, Mail, MessagesSquare, Trash2 } from 'lucide-react';
import { Suspense, useEffect, useId, useMemo, useState } from 'react';
import { z } from 'zod';
import { Email } from '../../../shared/interview/fields.ts';
import {
  PRACTICE_ARCHIVE,
  type PracticePage,
  type PracticeReceipt,
} from '../../../shared/protocol/practiceRoutes.ts';
import { AttemptCard } from '../../components/practice/AttemptCard.tsx';
import { PageGone, PracticeFrame, RolesLink } from '../../components/practice/PracticeFrame.tsx';
import { laterComponent, Preloaded } from '../../components/shell/laterPart.tsx';
import { PageHeading } from '../../components/shell/PageHeading.tsx';
import { PageLoading } from '../../components/shell/PageLoading.tsx';
import { Banner } from '../../components/ui/Banner.tsx';
import { Button } from '../../components/ui/Button.tsx';
import { Card } from '../../components/ui/Card.tsx';
import { CopyField } from '../../components/ui/CopyField.tsx';
import { classNames } from '../../components/ui/classNames.ts';
import { EmptyState } from '../../components/ui/EmptyState.tsx';
import { ErrorState } from '../../components/ui/ErrorState.tsx';
import { Form } from '../../components/ui/Form.tsx';
import { Skeleton, Skeletons } from '../../components/ui/Skeleton.tsx';
import { TextField } from '../../components/ui/TextField.tsx';
import { bookmarkPlace, commandKey } from '../../core/browserName.ts';
import { comparisonsOf } from '../../core/practice/attempts.ts';
import type { PageSession } from '../../core/practice/pageSession.ts';
import { whenIdle } from '../../core/whenIdle.ts';
import {
  PageSessionContext,
  usePageSession,
  usePractice,
  usePracticePage,
} from '../../hooks/practice/practiceContext.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { useCopy } from '../../hooks/useCopy.ts';
import { focusOnMount } from '../../hooks/useFocusKeeper.ts';
import { useForm } from '../../hooks/useForm.ts';
import { useLazyDialog } from '../../hooks/useLazyDialog.ts';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { practicePage } from '../../texts/practicePage.ts';
import { uiTexts } from '../../texts/ui.ts';
import { AttemptReceipt } from './Receipt.tsx';

// Loaded when needed, because the player is as large as the rest of the page and many people only read.
const watch = laterComponent(async () => (await import('./WatchAttempt.tsx')).WatchAttempt);
const report = laterComponent(async () => (await import('./AttemptReport.tsx')).AttemptReport);
const compare = laterComponent(async () => (await import('./CompareAnswers.tsx')).CompareAnswers);

/** A practicing person's private page. Typed text survives switching between the page's views. */
export function OpenPage({ page }: { page: string }) {
  const session = usePageSession(page);
  return session ? (
    <PageSessionContext value={session}>
      <Opened session={session} />
    </PageSessionContext>
  ) : (
    <PageLoading />
  );
}

function Opened({ session }: { session: PageSession }) {
  const status = useStore(session.status);
  switch (status.state) {
    case 'gone':
      return <PageGone />;
    case 'open':
      return <Shown page={status.page} />;
    case 'opening':
      return <PageSkeleton />;
    case 'failed':
      return (
        <PracticeFrame>
          <ErrorState title={practicePage.failed} error={status.error} onRetry={() => session.refresh()} />
        </PracticeFrame>
      );
  }
}

function Shown({ page }: { page: PracticePage }) {
  const { location } = usePractice();
  const address = useStore(location.address);
  const playable = page.attempts.some(({ recording }) => recording.state === 'ready');
  const readable = page.attempts.some(({ evaluation }) => evaluation === 'ready');
  useEffect(() => (playable ? whenIdle(() => watch.preload()) : undefined), [playable]);
  useEffect(() => (readable ? whenIdle(() => report.preload()) : undefined), [readable]);
  return (
    <Suspense fallback={<PageLoading />}>
      {address.watch ? (
        <Preloaded key={address.watch} part={watch} props={{ interviewId: address.watch, page }} />
      ) : address.report ? (
        <Preloaded key={address.report} part={report} props={{ interviewId: address.report, page }} />
      ) : address.compare ? (
        <Preloaded key={address.compare} part={compare} props={{ questionId: address.compare, page }} />
      ) : (
        <PrivatePage page={page} />
      )}
    </Suspense>
  );
}

const ATTEMPTS = [0, 1, 2];

function PageSkeleton() {
  usePageTitle(practicePage.title);
  return (
    <PracticeFrame>
      <Skeletons
        label={practicePage.opening}
        className="gap-6 lg:grid! lg:grid-cols-[minmax(0,1fr)_20rem] lg:gap-10"
      >
        <Skeleton className="h-16 w-3/5 lg:col-span-2" />
        <Skeleton className="h-40 w-full rounded-card! lg:order-last" />
        <div className="flex flex-col gap-4">
          {ATTEMPTS.map(attempt => (
            <Skeleton key={attempt} className="h-36 w-full rounded-card!" />
          ))}
        </div>
      </Skeletons>
    </PracticeFrame>
  );
}

function PrivatePage({ page }: { page: PracticePage }) {
  usePageTitle(practicePage.title);
  const session = usePracticePage();
  const cutOff = useStore(session.cutOff);
  const comparisons = useMemo(() => comparisonsOf(page.attempts), [page.attempts]);
  const [deleted, setDeleted] = useState<PracticeReceipt>();
  return (
    <PracticeFrame>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-10 gap-y-5 lg:grid-cols-[minmax(0,1fr)_20rem] lg:grid-rows-[auto_auto_1fr]">
        <div className="flex flex-col gap-1 lg:col-span-2">
          <PageHeading className="text-2xl!">
            {page.name ? practicePage.titleOf(page.name) : practicePage.title}
          </PageHeading>
          <p className="text-muted">{practicePage.private}</p>
        </div>
        <div className="flex min-w-0 flex-col gap-5 lg:col-start-2 lg:row-start-2">
          <KeepAddress page={page} />
        </div>
        <section
          aria-label={practicePage.attempts}
          className="flex min-w-0 flex-col gap-4 lg:col-start-1 lg:row-span-2 lg:row-start-2"
        >
          {cutOff && <Banner tone="warning">{practicePage.cutOff}</Banner>}
          {deleted && <AttemptReceipt key={deleted.receiptId} receipt={deleted} />}
          {page.attempts.map((attempt, index) => (
            <AttemptCard
              key={attempt.interviewId}
              attempt={attempt}
              newest={index === 0}
              comparisons={comparisons}
              onDeleted={setDeleted}
            />
          ))}
          {page.attempts.length === 0 && <NoAttempts />}
        </section>
        <div className="flex min-w-0 flex-col gap-5 lg:col-start-2 lg:row-start-3">
          <YourData attempts={page.attempts.length} expiresAt={page.expiresAt} />
        </div>
      </div>
    </PracticeFrame>
  );
}

function NoAttempts() {
  const { empty } = practicePage;
  return (
    <Card>
      <EmptyState icon={MessagesSquare} title={empty.title} action={<RolesLink size="md" />}>
        {empty.body}
      </EmptyState>
    </Card>
  );
}

const addressTexts = practicePage.address;
const KEY = commandKey();
const BOOKMARK = KEY ? addressTexts.bookmark.keys(KEY) : addressTexts.bookmark[bookmarkPlace()];

/** Shows ways to save the page's address, because no one can open the page without the address. */
function KeepAddress({ page: { email, sendsMail } }: { page: PracticePage }) {
  const { token } = usePracticePage();
  const titleId = useId();
  const [mailing, setMailing] = useState(false);
  const arrived = email?.state === 'sent' || email?.state === 'waiting';
  return (
    <Card role="region" aria-labelledby={titleId} className="flex flex-col gap-3">
      <div className="flex flex-col gap-1">
        <h2 id={titleId} className="flex items-center gap-2 text-base font-semibold">
          <KeyRound className="size-4 text-accent-ink" />
          {addressTexts.title}
        </h2>
        <p className="text-sm text-muted">{arrived ? addressTexts.mailed : addressTexts.body}</p>
      </div>
      <div className="flex flex-wrap gap-2">
        <CopyAddress address={`${window.location.origin}/practice#${token}`} />
        {sendsMail && !mailing && (
          <Button icon={Mail} onClick={() => setMailing(true)}>
            {addressTexts.email}
          </Button>
        )}
      </div>
      {mailing && <MailForm address={email?.address ?? ''} onSent={() => setMailing(false)} />}
      <p role="status" className={classNames('text-sm empty:hidden', !arrived && 'text-warning-ink')}>
        {email && addressTexts.mails[email.state](email.address)}
      </p>
      <p className="text-xs text-muted">{BOOKMARK}</p>
    </Card>
  );
}

function CopyAddress({ address }: { address: string }) {
  const { copied, copy } = useCopy();
  const [shown, setShown] = useState(false);
  if (shown) return <CopyField label={addressTexts.label} value={address} />;
  const press = async () => {
    if (!(await copy(address))) setShown(true);
  };
  const Icon = copied ? Check : Copy;
  return (
    <>
      <Button icon={Icon} onClick={() => void press()}>
        {copied ? uiTexts.copied : addressTexts.copy}
      </Button>
      <span aria-live="polite" className="sr-only">
        {copied ? uiTexts.copied : ''}
      </span>
    </>
  );
}

const Address = z.object({ email: Email });

function MailForm({ address, onSent }: { address: string; onSent: () => void }) {
  const session = usePracticePage();
  const form = useForm({
    initial: { email: address },
    schema: Address,
    onSubmit: async ({ email }) => {
      await session.mailTo(email);
      onSent();
    },
  });
  return (
    <Form form={form} failed={addressTexts.sendFailed}>
      <TextField
        label={addressTexts.emailLabel}
        hint={addressTexts.emailHint}
        type="email"
        autoComplete="email"
        ref={focusOnMount}
        {...form.field('email')}
      />
      <Button type="submit" variant="primary" pending={form.submitting} className="-mt-2 self-start">
        {addressTexts.send}
      </Button>
    </Form>
  );
}

const dataTexts = practicePage.manage;
const fetchDialog = async () =>
  (await import('../../components/practice/DeleteDialogs.tsx')).DeletePageDialog;

function YourData({ attempts, expiresAt }: { attempts: number; expiresAt: number | undefined }) {
  const session = usePracticePage();
  const { location } = usePractice();
  const titleId = useId();
  const { Dialog, open, close } = useLazyDialog(fetchDialog, practicePage.deleting.loadFailed);
  return (
    <section aria-labelledby={titleId} className="flex flex-col gap-4">
      <h2 id={titleId} className="text-base font-semibold">
        {dataTexts.title}
      </h2>
      {expiresAt !== undefined && (
        <p className="max-w-prose text-sm text-muted" data-expires>
          {dataTexts.expires(expiresAt, Date.now())}
        </p>
      )}
      {attempts > 0 && (
        // The form posts the token, so that the token appears in no address and no log.
        <form method="post" action={PRACTICE_ARCHIVE} className="flex flex-col items-start gap-1.5">
          <input type="hidden" name="page" value={session.token} />
          <Button type="submit" icon={Download}>
            {dataTexts.download}
          </Button>
          <p className="text-sm text-muted">{dataTexts.downloadHint}</p>
        </form>
      )}
      <div className="flex flex-col items-start gap-1.5">
        <Button variant="danger-quiet" className="-ml-4" icon={Trash2} onClick={open}>
          {dataTexts.delete}
        </Button>
        <p className="text-sm text-muted">{dataTexts.deleteHint}</p>
      </div>
      {Dialog && (
        <Dialog
          attempts={attempts}
          attempt={() => session.deletePage()}
          onDone={receipt => location.replace({ receipt: receipt.receiptId })}
          onClose={close}
        />
      )}
    </section>
  );
}
