import { ArrowLeft } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { Review } from '../../../shared/recording/review.ts';
import { Replay } from '../../components/review/Replay.tsx';
import { ReviewFrame, ReviewSkeleton, WatchPage } from '../../components/review/ReviewFrame.tsx';
import { ReviewHead } from '../../components/review/ReviewHead.tsx';
import { PanelBar } from '../../components/rubric/PanelBar.tsx';
import { RoomRubric } from '../../components/rubric/RubricPanel.tsx';
import { RubricWatch } from '../../components/rubric/RubricWatch.tsx';
import { ThemeToggle } from '../../components/shell/PageFrame.tsx';
import { Button } from '../../components/ui/Button.tsx';
import { type WantedMoment, withMomentInQuery, withoutMoment } from '../../core/review/momentAddress.ts';
import { ReviewReplay, raterSource, withOwnMarkers } from '../../core/review/raterReview.ts';
import type { ReviewSession } from '../../core/review/reviewSession.ts';
import type { SyncedPlayer } from '../../core/review/syncedPlayer.ts';
import { useMomentInAddress, useReviewSession } from '../../hooks/review/useReviewSession.ts';
import { useOwnSeat, useSession, useView } from '../../hooks/room/session.ts';
import { useRubric, useRubricSession } from '../../hooks/rubric/useRubric.ts';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { reviewTexts } from '../../texts/review.ts';

type WatchRecordingProps = { wanted: WantedMoment; inConsole: boolean; onClose: () => void };
export function WatchRecording({ wanted, inConsole, onClose }: WatchRecordingProps) {
  const { client } = useSession();
  const source = useMemo(() => raterSource(client), [client]);
  const session = useReviewSession(source, wanted);
  const view = useView();
  usePageTitle(reviewTexts.titleOf(view.title));
  useEffect(() => session?.show(wanted), [session, wanted]);
  useEffect(
    () => () => window.history.replaceState(window.history.state, '', withoutMoment(window.location.href)),
    [],
  );
  const watched = session ? (
    <Watched session={session} inConsole={inConsole} onClose={onClose} />
  ) : (
    <ReviewSkeleton />
  );
  if (!inConsole) return <WatchPage>{watched}</WatchPage>;
  return <div className="flex min-w-0 flex-1 flex-col px-4 py-2 sm:px-8 lg:min-h-0 lg:px-4">{watched}</div>;
}

type WatchedProps = { session: ReviewSession; inConsole: boolean; onClose: () => void };
function Watched({ session, inConsole, onClose }: WatchedProps) {
  const { rubric } = useView();
  const { client } = useSession();
  useMomentInAddress(session, withMomentInQuery);
  const back = (
    <Button variant="quiet" size="sm" className="-ml-3" icon={ArrowLeft} onClick={onClose}>
      {rubric ? reviewTexts.backToScorecard : reviewTexts.backToEnd}
    </Button>
  );
  const head = (review: Review | undefined) => (
    <ReviewHead
      session={session}
      review={review}
      back={back}
      onDelete={() => client.command('recording.erase', {})}
    >
      {!inConsole && <ThemeToggle />}
    </ReviewHead>
  );
  return (
    <ReviewFrame session={session} head={head}>
      {(review, player) =>
        rubric ? (
          <Rated session={session} review={review} player={player} head={head(review)} />
        ) : (
          <Replay session={session} review={review} player={player} head={head(review)} />
        )
      }
    </ReviewFrame>
  );
}

type RatedProps = { session: ReviewSession; review: Review; player: SyncedPlayer; head: ReactNode };

/** Recording with the rating panel, which follows playback. Ratings and notes get the playback time. */
function Rated({ session, review, player, head }: RatedProps) {
  const { client } = useSession();
  const rubric = useRubricSession();
  const [replay] = useState(() => new ReviewReplay(session, () => client.view.get()?.openedAt));
  useEffect(() => {
    const stop = rubric.watch(replay);
    return () => {
      stop();
      replay.close();
    };
  }, [rubric, replay]);
  const marked = useOwnMarkers(review, replay);
  return (
    <>
      <Replay
        session={session}
        review={marked}
        player={player}
        head={head}
        rubric={{ panel: <RoomRubric />, bar: <PanelBar /> }}
        ownSeatId={client.view.get()?.ownSeatId}
      />
      <RubricWatch />
    </>
  );
}

function useOwnMarkers(review: Review, replay: ReviewReplay): Review {
  const { kit, scorecard } = useRubric();
  const { displayName } = useOwnSeat();
  const [before] = useState(scorecard);
  return useMemo(() => {
    if (!kit) return review;
    const markers = withOwnMarkers({
      fromServer: review.markers,
      scorecard,
      before,
      byName: displayName,
      kit,
      recordingMs: mediaTimeMs => replay.recordingMs(mediaTimeMs),
    });
    return { ...review, markers };
  }, [review, replay, kit, scorecard, before, displayName]);
}
