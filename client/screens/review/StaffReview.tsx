import { ClipboardList, Scissors } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { useLocation, useParams } from 'react-router';
import { InterviewId } from '../../../shared/ids.ts';
import type { Review } from '../../../shared/recording/review.ts';
import { Replay } from '../../components/review/Replay.tsx';
import { RetryRecording } from '../../components/review/RetryRecording.tsx';
import { ReviewFrame, ReviewSkeleton } from '../../components/review/ReviewFrame.tsx';
import { ReviewHead } from '../../components/review/ReviewHead.tsx';
import { BackLink, ButtonLink } from '../../components/ui/ButtonLink.tsx';
import { callRoute } from '../../core/api.ts';
import { clipPath } from '../../core/report/clipAddress.ts';
import { readMoment, withMomentInFragment } from '../../core/review/momentAddress.ts';
import type { ReviewSession } from '../../core/review/reviewSession.ts';
import { staffSource } from '../../core/review/staffSource.ts';
import { useMomentInAddress, useReviewSession } from '../../hooks/review/useReviewSession.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { useSignedOutCheck } from '../../hooks/useAccount.ts';
import { useStaffMay } from '../../hooks/useMember.ts';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { useRouteQuery } from '../../hooks/useRouteQuery.ts';
import { common } from '../../texts/common.ts';
import { reviewTexts } from '../../texts/review.ts';
import { transcriptTexts } from '../../texts/transcript.ts';

export function StaffReview() {
  const { interviewId } = useParams();
  const parsed = InterviewId.safeParse(interviewId);
  return (
    <div className="flex min-w-0 flex-1 flex-col px-4 py-2 sm:px-8 lg:h-[calc(100dvh-3.5rem-1px)] lg:flex-none lg:px-4">
      {parsed.success ? (
        <Opened key={parsed.data} interviewId={parsed.data} />
      ) : (
        <h1 className="py-12 text-center text-base font-semibold">{common.notFound.title}</h1>
      )}
    </div>
  );
}

function Opened({ interviewId }: { interviewId: InterviewId }) {
  const source = useMemo(() => staffSource(interviewId), [interviewId]);
  const { search, hash } = useLocation();
  const session = useReviewSession(source, readMoment(search, hash));
  return session ? <Watched session={session} interviewId={interviewId} /> : <ReviewSkeleton />;
}

type WatchedProps = { session: ReviewSession; interviewId: InterviewId };

function Watched({ session, interviewId }: WatchedProps) {
  const status = useStore(session.status);
  const title = status.state === 'open' ? status.review.title : undefined;
  usePageTitle(title === undefined ? reviewTexts.title : reviewTexts.titleOf(title));
  useMomentsOfAddress(session);
  useMomentInAddress(session, withMomentInFragment);
  useSignedOutCheck(status.state === 'gone' && status.error.code === 'unauthenticated');
  const head = (review: Review | undefined) => (
    <StaffHead session={session} interviewId={interviewId} review={review} />
  );
  const retry = useStaffMay('recordings.change') ? (
    <RetryRecording
      interviewId={interviewId}
      onRetried={() => {
        session.refresh();
        session.transcript?.refresh();
      }}
    />
  ) : undefined;
  const writable = useWritableReport(interviewId);
  return (
    <ReviewFrame session={session} head={head} retry={retry}>
      {(review, player) => (
        <Replay
          session={session}
          review={review}
          player={player}
          head={head(review)}
          retry={retry}
          clipLink={writable ? clip => <ClipLink to={clipPath(interviewId, clip)} /> : undefined}
        />
      )}
    </ReviewFrame>
  );
}

function ClipLink({ to }: { to: string }) {
  const { clip, clipHint } = transcriptTexts.selection;
  return (
    <ButtonLink to={to} size="sm" variant="quiet" icon={Scissors} title={clipHint}>
      {clip}
    </ButtonLink>
  );
}

function StaffHead({ session, interviewId, review }: WatchedProps & { review: Review | undefined }) {
  const mayRead = useStaffMay('scorecards.read');
  return (
    <ReviewHead
      session={session}
      review={review}
      back={<BackLink to={`/console/interviews/${interviewId}`}>{reviewTexts.back}</BackLink>}
      onDelete={() => callRoute('recording.erase', { interviewId })}
    >
      {mayRead && review && review.chapters.length > 0 && (
        <ButtonLink to={`/console/interviews/${interviewId}/scorecards`} size="sm" icon={ClipboardList}>
          {reviewTexts.scorecards}
        </ButtonLink>
      )}
    </ReviewHead>
  );
}

/** True if the member can write the report of the interview, which needs all ratings to be locked. */
function useWritableReport(interviewId: InterviewId): boolean {
  const mayWrite = useStaffMay('reports.write');
  return useRouteQuery('reports.read', { interviewId }, { enabled: mayWrite }).isSuccess;
}

/** Seeks when the user goes back or forward. Uses `popstate`, because the router reports this later. */
function useMomentsOfAddress(session: ReviewSession): void {
  useEffect(() => {
    const page = window.location.pathname;
    const show = () => {
      const { pathname, search, hash } = window.location;
      if (pathname === page) session.show(readMoment(search, hash));
    };
    window.addEventListener('popstate', show);
    return () => window.removeEventListener('popstate', show);
  }, [session]);
}
