import { useCallback, useEffect, useEffectEvent, useRef } from 'react';
import type { OpenedClaim, QueueItem } from '../../../../../shared/protocol/evaluationRoutes.ts';
import { PageLoading } from '../../../../components/shell/PageLoading.tsx';
import { Banner } from '../../../../components/ui/Banner.tsx';
import { useSession } from '../../../../hooks/room/session.ts';
import { useStore } from '../../../../hooks/room/useStore.ts';
import { useMember } from '../../../../hooks/useMember.ts';
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
  onOver: () => void;
}

/** The seat is open: its recording and panel, as raters have them after a call, below what is known of the claim. */
export function OwnSession({ item, claim, onChanged, onOver }: OwnSessionProps) {
  const ownId = useMember()?.userId;
  const { client } = useSession();
  const connection = useStore(client.connection);
  const view = useStore(client.view);
  const handingBack = useRef(false);
  const isLocked = view?.rubric?.own?.lock !== undefined;
  // A place that one was invited to lasts without work.
  const isLeased = item.claims.some(({ expiresAt: end, userId }) => end !== undefined && userId === ownId);
  const areOpen = view?.rubric?.scorecards !== undefined;
  // What follows from handing it back is no news.
  const end = useCallback(() => {
    if (!handingBack.current) onOver();
  }, [onOver]);
  const { expiresAt } = useClaimRenewal({
    interviewId: item.interviewId,
    expiresAt: claim.expiresAt,
    active: view !== undefined && !isLocked && isLeased,
    now: () => client.serverNow(),
    onEnded: end,
  });
  const over = connection.state === 'ended';
  useEffect(() => {
    if (over) end();
  }, [over, end]);

  const changed = useEffectEvent(onChanged);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew with each of these
  useEffect(() => changed(), [isLocked, areOpen]);
  const scrolling = useRef<HTMLDivElement>(null);
  // What comes after the lock is said at the top.
  useEffect(() => {
    if (isLocked) scrolling.current?.scrollTo({ top: 0 });
  }, [isLocked]);

  if (over || !view) return <PageLoading />;
  return (
    // Its own scrolling, so that what sticks to the top of the rating stays below the bar.
    <div className="flex h-[calc(100dvh-3.5rem-1px)] min-w-0 flex-col">
      <RatingBar
        item={item}
        endsAt={isLocked || !isLeased ? undefined : expiresAt}
        onHandBack={active => {
          handingBack.current = active;
        }}
      />
      <div
        ref={scrolling}
        className="relative flex min-h-0 min-w-0 flex-1 flex-col overflow-y-auto [overflow-anchor:none]"
      >
        <div className="flex flex-col gap-2 px-4 pt-2 empty:hidden sm:px-8">
          {claim.shadow && <Banner title={texts.shadow}>{texts.shadowBody}</Banner>}
          {isLocked && <AfterLock item={item} shadow={claim.shadow} />}
        </div>
        <Scoring inConsole />
      </div>
    </div>
  );
}
