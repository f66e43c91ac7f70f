import { type ComponentProps, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { SeatId } from '../../../shared/ids.ts';
import type { Review } from '../../../shared/recording/review.ts';
import { copyLinkTo } from '../../core/review/momentAddress.ts';
import type { ReviewSession } from '../../core/review/reviewSession.ts';
import { floorsOf } from '../../core/review/stageView.ts';
import type { SyncedPlayer } from '../../core/review/syncedPlayer.ts';
import { ReviewContext } from '../../hooks/review/reviewContext.ts';
import { useCorrectionGuard } from '../../hooks/review/useCorrection.ts';
import { useMediaKeys, useReviewCommands, useReviewKeys } from '../../hooks/review/useReviewCommands.ts';
import { useTimelineWindow } from '../../hooks/review/useTimeline.ts';
import { useTranscriptReading } from '../../hooks/review/useTranscript.ts';
import { useFullScreen } from '../../hooks/useFullScreen.ts';
import { reviewTexts } from '../../texts/review.ts';
import { KeyList, KeySection } from '../room/KeyList.tsx';
import { RubricKeys } from '../rubric/RubricKeys.tsx';
import { classNames } from '../ui/classNames.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { OwnTimeline } from './OwnTimeline.tsx';
import { ReviewNotices } from './ReviewNotices.tsx';
import { ReviewSide } from './ReviewSide.tsx';
import { ReviewStage } from './ReviewStage.tsx';
import { Timeline } from './Timeline.tsx';
import { Transport } from './Transport.tsx';

interface ReplayProps {
  session: ReviewSession;
  review: Review;
  player: SyncedPlayer;
  head: ReactNode;
  /** Button that restarts failed jobs. Absent for viewers who may not restart them. */
  retry?: ReactNode;
  clipLink?: ComponentProps<typeof ReviewSide>['clipLink'];
  rubric?: ComponentProps<typeof ReviewSide>['rubric'];
  ownSeatId?: SeatId | undefined;
  own?: ComponentProps<typeof ReviewSide>['own'];
  /** False if the viewer can't share links to moments. */
  addressable?: boolean;
}

const RUBRIC = '[data-rubric-panel]';

export function Replay(props: ReplayProps) {
  const { session, review, player, head, retry, clipLink, rubric, ownSeatId, own } = props;
  const { addressable = true } = props;
  const region = useRef<HTMLElement>(null);
  const cinema = useRef<HTMLDivElement>(null);
  const [said, setSaid] = useState('');
  const [keysOpen, setKeysOpen] = useState(false);
  const view = useTimelineWindow(session, review.durationMs);
  const fullScreen = useFullScreen(cinema);
  const floors = useMemo(() => floorsOf(review.tracks, review.durationMs), [review]);
  useMediaKeys(player, review.title);
  useTranscriptReading(session);
  useCorrectionGuard(session.transcript);

  // Focuses the player, so that its shortcuts work from the start, unless the page heading has the focus.
  useEffect(() => {
    if (document.activeElement === document.body) region.current?.focus({ preventScroll: true });
  }, []);

  const showKeys = (open: boolean) => {
    setKeysOpen(open);
    // Tab doesn't reach the player, so the dialog can't return the focus to it.
    if (!open) requestAnimationFrame(() => region.current?.focus({ preventScroll: true }));
  };
  const say = (text: string) => setSaid(before => (before === text ? `${text}\u00a0` : text));
  const run = useReviewCommands({
    player,
    review,
    say,
    onHelp: () => setKeysOpen(true),
    onZoom: by => view.zoomBy(by === 1 ? 2 : 0.5),
    onCopyLink: addressable
      ? () => void copyLinkTo(review.interviewId, player.positionMs(), ownSeatId !== undefined)
      : undefined,
    onRubric: rubric ? () => toggleRubric(region.current) : undefined,
  });
  const onKeyDown = useReviewKeys(run);
  const context = { session, review, player, floors, ownSeatId, say };

  return (
    <ReviewContext value={context}>
      <section
        ref={region}
        tabIndex={-1}
        aria-label={reviewTexts.region}
        data-review
        onKeyDown={onKeyDown}
        className="flex min-w-0 flex-1 flex-col gap-2 outline-none lg:grid lg:min-h-0 lg:grid-cols-[minmax(0,1fr)_26rem] lg:grid-rows-[auto_minmax(0,1fr)_auto] lg:gap-x-3"
      >
        <div className="flex min-w-0 flex-col gap-2 lg:col-span-2">
          {head}
          <ReviewNotices retry={retry} />
        </div>
        <div
          ref={cinema}
          data-player
          className={classNames(
            'flex min-h-0 min-w-0 flex-col bg-canvas max-lg:-mx-4 max-lg:px-2 sm:max-lg:-mx-8 sm:max-lg:px-6',
            // If the window is tall enough, the video stays visible while the viewer reads or rates below it.
            'max-lg:tall:sticky max-lg:tall:top-0 max-lg:tall:z-20',
          )}
        >
          <ReviewStage />
          <Transport run={run} fullScreen={fullScreen} addressable={addressable} />
        </div>
        <div data-player className={classNames('min-w-0', !rubric && 'lg:order-last lg:col-span-2')}>
          {session.own ? <OwnTimeline view={view} /> : <Timeline view={view} />}
        </div>
        {/* Uses the full height, because the rating scale has long texts. */}
        <ReviewSide
          rubric={rubric}
          own={own}
          retry={retry}
          clipLink={clipLink}
          className={classNames('max-lg:min-h-80', rubric && 'lg:col-start-2 lg:row-span-2 lg:row-start-2')}
        />
        <ReviewKeysDialog
          open={keysOpen}
          onOpenChange={showKeys}
          rates={rubric !== undefined}
          addressable={addressable}
        />
        <p role="status" className="sr-only">
          {said}
        </p>
      </section>
    </ReviewContext>
  );
}

/** Moves the focus into the rating panel, or from the panel back to the player. */
function toggleRubric(region: HTMLElement | null): void {
  const panel = region?.querySelector<HTMLElement>(RUBRIC);
  if (!panel) {
    region?.querySelector<HTMLElement>('[data-tab="rubric"]')?.click();
    return;
  }
  if (panel.contains(document.activeElement)) region?.focus({ preventScroll: true });
  else panel.focus();
}

interface ReviewKeysDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  rates: boolean;
  addressable: boolean;
}

const keyTexts = reviewTexts.keys;

function ReviewKeysDialog({ open, onOpenChange, rates, addressable }: ReviewKeysDialogProps) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={keyTexts.title}
      description={rates ? `${keyTexts.note} ${keyTexts.noteRubric}` : keyTexts.note}
    >
      <KeyList keys={keyTexts.list.filter(([key]) => addressable || key !== 'Y')} />
      {rates && (
        <>
          <KeySection title={reviewTexts.side.tabs.rubric} keys={[keyTexts.rubric]} />
          <RubricKeys />
        </>
      )}
    </Dialog>
  );
}
