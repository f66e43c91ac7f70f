import { MessagesSquare } from 'lucide-react';
import { Suspense, useEffect, useMemo, useState } from 'react';
import type { PracticePage, PracticeReceipt } from '../../../shared/protocol/practiceRoutes.ts';
import { AttemptCard } from '../../components/practice/AttemptCard.tsx';
import { ConnectInterview } from '../../components/practice/ConnectInterview.tsx';
import { KeepPage, YourData } from '../../components/practice/KeepPage.tsx';
import { OwnAnswer } from '../../components/practice/OwnAnswer.tsx';
import { PageGone, PracticeFrame, RolesLink } from '../../components/practice/PracticeFrame.tsx';
import { RoleArc } from '../../components/practice/RoleArc.tsx';
import { laterComponent, Preloaded } from '../../components/shell/laterPart.tsx';
import { PageHeading } from '../../components/shell/PageHeading.tsx';
import { PageLoading } from '../../components/shell/PageLoading.tsx';
import { Banner } from '../../components/ui/Banner.tsx';
import { Card } from '../../components/ui/Card.tsx';
import { EmptyState } from '../../components/ui/EmptyState.tsx';
import { ErrorState } from '../../components/ui/ErrorState.tsx';
import { Skeleton, Skeletons } from '../../components/ui/Skeleton.tsx';
import { comparisonsOf } from '../../core/practice/attempts.ts';
import type { PageSession } from '../../core/practice/pageSession.ts';
import { forgetPractice } from '../../core/practice/rememberedPractice.ts';
import { localData } from '../../core/safeStorage.ts';
import { whenIdle } from '../../core/whenIdle.ts';
import {
  PageSessionContext,
  usePageSession,
  usePractice,
  usePracticePage,
} from '../../hooks/practice/practiceContext.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { practicePage } from '../../texts/practicePage.ts';
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
  const gone = status.state === 'gone';
  useEffect(() => {
    if (gone) forgetPractice(localData, session.token);
  }, [session, gone]);
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
        className="gap-10 lg:grid! lg:grid-cols-[minmax(0,1fr)_20rem] lg:gap-x-12"
      >
        <div className="flex flex-col gap-5">
          <Skeleton className="h-12 w-4/5" />
          <Skeleton className="h-10 w-full" />
          <Skeleton className="h-16 w-full" />
          <Skeleton className="h-12 w-3/5" />
        </div>
        <Skeleton className="h-56 w-full rounded-card!" />
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
  const { attempts } = page;
  const own = attempts.find(({ state }) => state !== 'expired');
  const mixed = new Set(attempts.map(({ role }) => role)).size > 1;
  const title = page.name ? practicePage.titleOf(page.name) : practicePage.title;
  return (
    <PracticeFrame>
      {cutOff && <Banner tone="warning">{practicePage.cutOff}</Banner>}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,1fr)_20rem]">
        {own && <OwnAnswer attempt={own} page={page} />}
        {own && <RoleArc attempt={own} page={page} comparisons={comparisons} />}
        <section aria-label={practicePage.attempts} className="flex min-w-0 flex-col gap-4">
          {own ? (
            <h2 className="text-lg font-semibold">{title}</h2>
          ) : (
            <PageHeading className="text-2xl!">{title}</PageHeading>
          )}
          {deleted && <AttemptReceipt key={deleted.receiptId} receipt={deleted} />}
          {attempts.map((attempt, index) => (
            <AttemptCard
              key={attempt.interviewId}
              attempt={attempt}
              newest={index === 0}
              mixed={mixed}
              place={attempt === own ? 'repeats' : !own && index === 0 ? 'leads' : undefined}
              comparisons={comparisons}
              onDeleted={setDeleted}
            />
          ))}
          {attempts.length === 0 && <NoAttempts />}
        </section>
        <div className="flex min-w-0 flex-col gap-8 lg:col-start-2">
          <KeepPage page={page} />
          {attempts.length > 0 && <ConnectInterview connected={page.connected} />}
          <YourData attempts={attempts.length} expiresAt={page.expiresAt} />
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
