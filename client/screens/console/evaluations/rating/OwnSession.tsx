import { useCallback, useEffect, useRef } from 'react';
import type { OpenedClaim, QueueItem } from '../../../../../shared/protocol/evaluationRoutes.ts';
import { PageLoading } from '../../../../components/shell/PageLoading.tsx';
import { Banner } from '../../../../components/ui/Banner.tsx';
import type { LastKnown } from '../../../../core/evaluation/claimEnd.ts';
import { useSession } from '../../../../hooks/room/session.ts';
import { useStore } from '../../../../hooks/room/useStore.ts';
import { evaluationTexts } from '../../../../texts/evaluations.ts';
import { Scoring } from '../../../scoring/Scoring.tsx';
import { AfterLock } from './AfterLock.tsx';
import { RatingBar } from './RatingBar.tsx';
import { useClaimRenewal } from './useClaimRenewal.ts';

const texts = evaluationTexts.rating;

interface OwnSessionProps {
  item: QueueItem;
  claim: OpenedClaim;
  onChanged: () => void;
  onOver: (last: LastKnown) => void;
}

/** The seat is open: its recording and panel, as raters have them after a call, below what is known of the claim. */
export function OwnSession({ item, claim, onChanged, onOver }: OwnSessionProps) {
  const { client } = useSession();
  const connection = useStore(client.connection);
  const view = useStore(client.view);
  const handingBack = useRef(false);
  const isLocked = view?.rubric?.own?.lock !== undefined;
  const areOpen = view?.rubric?.scorecards !== undefined;
  const end = useCallback(
    (expiresAt: number) => {
      // What follows from handing it back is no news.
      if (!handingBack.current) onOver({ expiresAt, now: client.serverNow() });
    },
    [client, onOver],
  );
  const renewal = useClaimRenewal({
    interviewId: item.interviewId,
    expiresAt: claim.expiresAt,
    active: view !== undefined && !isLocked,
    now: () => client.serverNow(),
    onEnded: end,
  });
  const over = connection.state === 'ended';
  const endsAt = renewal.expiresAt;
  useEffect(() => {
    if (over) end(endsAt);
  }, [over, end, endsAt]);

  const latest = useRef(onChanged);
  latest.current = onChanged;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew with each of these
  useEffect(() => latest.current(), [isLocked, areOpen]);

  if (over || !view) return <PageLoading />;
  return (
    // Its own scrolling, so that what sticks to the top of the rating stays below the bar.
    <div className="flex h-[calc(100dvh-3.5rem-1px)] min-w-0 flex-col">
      <RatingBar
        item={item}
        endsAt={isLocked ? undefined : endsAt}
        onHandBack={active => {
          handingBack.current = active;
        }}
      />
      <div className="relative flex min-h-0 min-w-0 flex-1 flex-col overflow-y-auto">
        <div className="flex flex-col gap-2 px-4 pt-2 empty:hidden sm:px-8">
          {claim.shadow && <Banner title={texts.shadow}>{texts.shadowBody}</Banner>}
          {isLocked && <AfterLock item={item} shadow={claim.shadow} />}
        </div>
        <Scoring inConsole />
      </div>
    </div>
  );
}
