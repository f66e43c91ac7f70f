import {
  CircleOff,
  Clapperboard,
  FileX2,
  Hourglass,
  LoaderCircle,
  Trash2,
  TriangleAlert,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { Review } from '../../../shared/recording/review.ts';
import type { ReviewSession } from '../../core/review/reviewSession.ts';
import type { SyncedPlayer } from '../../core/review/syncedPlayer.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { reviewTexts } from '../../texts/review.ts';
import { OfflineBanner } from '../shell/OfflineBanner.tsx';
import { SkipLink } from '../shell/PageFrame.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { Skeleton, Skeletons } from '../ui/Skeleton.tsx';
import { JobLine } from './RecordingParts.tsx';

const texts = reviewTexts.states;

interface ReviewFrameProps {
  session: ReviewSession;
  head: (review: Review | undefined) => ReactNode;
  retry?: ReactNode;
  children: (review: Review, player: SyncedPlayer) => ReactNode;
}

export function ReviewFrame({ session, head, retry, children }: ReviewFrameProps) {
  const status = useStore(session.status);
  const player = useStore(session.player);
  if (status.state === 'open' && status.review.state === 'ready' && player)
    return children(status.review, player);
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-4">
      {head(status.state === 'open' ? status.review : undefined)}
      {status.state === 'opening' ? (
        <ReviewSkeleton />
      ) : status.state === 'failed' ? (
        <ErrorState title={texts.failed} error={status.error} onRetry={() => session.refresh()} />
      ) : status.state === 'gone' ? (
        <EmptyState icon={FileX2} title={texts.gone}>
          {texts.goneBody}
        </EmptyState>
      ) : (
        <NotReady review={status.review} retry={retry} />
      )}
    </div>
  );
}

const NOT_READY = {
  none: { icon: CircleOff, title: texts.none, body: texts.noneBody },
  recording: { icon: Clapperboard, title: texts.recording, body: texts.recordingBody },
  erased: { icon: Trash2, title: texts.erased, body: texts.erasedBody },
  failed: { icon: TriangleAlert, title: texts.broken, body: texts.brokenBody },
  processing: { icon: Working, title: texts.processing, body: texts.processingBody },
};

function NotReady({ review, retry }: { review: Review } & Pick<ReviewFrameProps, 'retry'>) {
  const state = review.state === 'ready' ? 'processing' : review.state;
  const delayed = review.jobs.find(job => job.kind === 'finalise' && job.state === 'retrying');
  // One state instead of "is being processed" above "processing failed". The reason is technical.
  if (state === 'processing' && delayed)
    return (
      <EmptyState icon={Hourglass} title={texts.delayed}>
        {texts.delayedBody}{' '}
        {delayed.retryAt !== undefined && reviewTexts.job.retryAt(delayed.retryAt, Date.now())}
      </EmptyState>
    );
  const { icon, title, body } = NOT_READY[state];
  return (
    <>
      <EmptyState icon={icon} title={title} action={state === 'failed' && retry}>
        {state === 'failed' && !retry ? texts.brokenBodyOthers : body}
      </EmptyState>
      {(state === 'failed' || state === 'processing') && <Jobs review={review} />}
    </>
  );
}

function Jobs({ review: { jobs } }: { review: Review }) {
  return (
    <div className="mx-auto flex w-full max-w-md flex-col gap-4">
      {jobs
        .filter(({ state }) => state !== 'done')
        .map(job => (
          <JobLine key={job.kind} job={job} />
        ))}
    </div>
  );
}

function Working({ className }: { className: string }) {
  return <LoaderCircle className={`${className} animate-spin`} />;
}

const STRIPS = [0, 1, 2];

export function ReviewSkeleton() {
  return (
    <Skeletons
      label={reviewTexts.states.loading}
      className="min-h-0 flex-1 gap-3 lg:grid! lg:grid-cols-[minmax(0,1fr)_26rem] lg:grid-rows-[minmax(0,1fr)_auto]"
    >
      <Skeleton className="aspect-video w-full rounded-card! lg:aspect-auto lg:h-full lg:min-h-64" />
      <Skeleton className="h-40 w-full rounded-card! lg:h-full" />
      <div className="flex flex-col gap-2 lg:col-span-2">
        <Skeleton className="h-10 w-full" />
        {STRIPS.map(strip => (
          <Skeleton key={strip} className="h-7 w-full" />
        ))}
      </div>
    </Skeletons>
  );
}

export function WatchPage({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh min-w-0 flex-col lg:h-dvh">
      <SkipLink />
      <OfflineBanner />
      <main
        id="main"
        tabIndex={-1}
        className="flex min-h-0 min-w-0 flex-1 flex-col px-4 py-2 outline-none sm:px-8 lg:px-4"
      >
        {children}
      </main>
    </div>
  );
}
