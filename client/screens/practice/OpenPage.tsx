import { Suspense, useEffect } from 'react';
import type { PracticePage } from '../../../shared/protocol/practiceRoutes.ts';
import { PageGone, PracticeFrame } from '../../components/practice/PracticeFrame.tsx';
import { laterModule, laterPart, Preloaded } from '../../components/shell/laterPart.tsx';
import { PageLoading } from '../../components/shell/PageLoading.tsx';
import { ErrorState } from '../../components/ui/ErrorState.tsx';
import { Skeleton, Skeletons } from '../../components/ui/Skeleton.tsx';
import type { PageSession } from '../../core/practice/pageSession.ts';
import { whenIdle } from '../../core/whenIdle.ts';
import { usePractice } from '../../hooks/practice/practiceContext.ts';
import { PageSessionContext, usePageSession } from '../../hooks/practice/usePageSession.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { practicePage } from '../../texts/practicePage.ts';
import { PrivatePage } from './PrivatePage.tsx';

// The player is as large as everything else together, and many people only read.
const watch = laterPart(
  laterModule(() => import('./WatchAttempt.tsx')),
  module => module.WatchAttempt,
);
const report = laterPart(
  laterModule(() => import('./AttemptReport.tsx')),
  module => module.AttemptReport,
);
const compare = laterPart(
  laterModule(() => import('./CompareAnswers.tsx')),
  module => module.CompareAnswers,
);

/** A private page: list of attempts, recording, report, or comparison. Typed text survives a change between them. */
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
  if (address.watch)
    return (
      <Suspense fallback={<PageLoading />}>
        <Preloaded key={address.watch} part={watch} props={{ interviewId: address.watch, page }} />
      </Suspense>
    );
  if (address.report)
    return (
      <Suspense fallback={<PageLoading />}>
        <Preloaded key={address.report} part={report} props={{ interviewId: address.report, page }} />
      </Suspense>
    );
  if (address.compare)
    return (
      <Suspense fallback={<PageLoading />}>
        <Preloaded key={address.compare} part={compare} props={{ questionId: address.compare, page }} />
      </Suspense>
    );
  return <PrivatePage page={page} />;
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
