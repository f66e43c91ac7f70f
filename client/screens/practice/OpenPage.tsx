import { Suspense, useEffect } from 'react';
import type { PracticePage } from '../../../shared/protocol/practiceRoutes.ts';
import { PageGone } from '../../components/practice/PageGone.tsx';
import { PageSkeleton } from '../../components/practice/PageSkeleton.tsx';
import { PracticeFrame } from '../../components/practice/PracticeFrame.tsx';
import { laterModule, laterPart } from '../../components/shell/laterPart.ts';
import { PageLoading } from '../../components/shell/PageLoading.tsx';
import { Preloaded } from '../../components/shell/Preloaded.tsx';
import { ErrorState } from '../../components/ui/ErrorState.tsx';
import type { PageSession } from '../../core/practice/pageSession.ts';
import { whenIdle } from '../../core/whenIdle.ts';
import { usePractice } from '../../hooks/practice/practicePlace.ts';
import { PageSessionContext, usePageSession } from '../../hooks/practice/usePageSession.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { practicePage } from '../../texts/practicePage.ts';
import { PrivatePage } from './PrivatePage.tsx';

// The replay is as large as all the rest, and many only read.
const watch = laterPart(
  laterModule(() => import('./WatchAttempt.tsx')),
  module => module.WatchAttempt,
);
const report = laterPart(
  laterModule(() => import('./AttemptReport.tsx')),
  module => module.AttemptReport,
);
const compare = laterPart(
  laterModule(() => import('./ThenAndNowPage.tsx')),
  module => module.ThenAndNowPage,
);

/** A private page: the list, or a recording of it that is watched, or a report that is read. What is typed lives through the change. */
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
  const stage = useStore(session.stage);
  switch (stage.state) {
    case 'gone':
      return <PageGone />;
    case 'open':
      return <Shown page={stage.page} />;
    case 'opening':
      return <PageSkeleton />;
    case 'failed':
      return (
        <PracticeFrame>
          <ErrorState title={practicePage.failed} error={stage.error} onRetry={() => session.refresh()} />
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
