import { Clapperboard, Maximize2, Pause, Play } from 'lucide-react';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { ReviewStage } from '../../../../components/review/ReviewStage.tsx';
import { Button } from '../../../../components/ui/Button.tsx';
import { buttonStyle } from '../../../../components/ui/buttonStyle.ts';
import { classNames } from '../../../../components/ui/classNames.ts';
import { EmptyState } from '../../../../components/ui/EmptyState.tsx';
import { ErrorState } from '../../../../components/ui/ErrorState.tsx';
import { IconButton } from '../../../../components/ui/IconButton.tsx';
import { Select } from '../../../../components/ui/Select.tsx';
import { Skeleton } from '../../../../components/ui/Skeleton.tsx';
import { Tooltip } from '../../../../components/ui/Tooltip.tsx';
import { isPlayable } from '../../../../core/report/evidence.ts';
import { reviewPath } from '../../../../core/review/momentAddress.ts';
import type { ReviewSession, ReviewStatus } from '../../../../core/review/reviewSession.ts';
import { floorsOf } from '../../../../core/review/stageView.ts';
import { SPEEDS, type SyncedPlayer } from '../../../../core/review/syncedPlayer.ts';
import { ReviewContext, useReview } from '../../../../hooks/review/reviewContext.ts';
import { useStore } from '../../../../hooks/room/useStore.ts';
import { formatClock } from '../../../../texts/clock.ts';
import { reportEditorTexts } from '../../../../texts/reportEditor.ts';
import { useReport } from '../reportContext.ts';

const texts = reportEditorTexts.player;

type EvidencePlayerProps = { session: ReviewSession; status: ReviewStatus; inColumn: boolean };

export function EvidencePlayer({ session, status, inColumn }: EvidencePlayerProps) {
  const player = useStore(session.player);
  const { review } = useReport();
  const floors = useMemo(() => (review ? floorsOf(review.tracks, review.durationMs) : []), [review]);
  if (!isPlayable(review) || !player)
    return (
      <div className={classNames('shrink-0', !inColumn && 'max-lg:hidden')}>
        <NotPlayable session={session} status={status} />
      </div>
    );
  return (
    <ReviewContext value={{ session, review, player, floors, ownSeatId: undefined, say: () => undefined }}>
      <Playing player={player} inColumn={inColumn} />
    </ReviewContext>
  );
}

function NotPlayable({ session, status }: Pick<EvidencePlayerProps, 'session' | 'status'>) {
  if (status.state === 'opening') return <Skeleton className="aspect-video w-full rounded-card!" />;
  if (status.state === 'open') return <NothingToPlay state={status.review.state} />;
  return (
    <ErrorState
      title={texts.notLoaded}
      error={status.error}
      onRetry={status.state === 'failed' ? () => session.refresh() : undefined}
    />
  );
}

function NothingToPlay({ state }: { state: string }) {
  const [title, body] =
    state === 'erased'
      ? [texts.erased, texts.erasedBody]
      : state === 'processing' || state === 'recording'
        ? [texts.unready, texts.unreadyBody]
        : state === 'failed'
          ? [texts.failed, texts.failedBody]
          : [texts.none, texts.noneBody];
  return (
    <div className="rounded-card border border-line" data-recording={state}>
      <EmptyState icon={Clapperboard} title={title}>
        {body}
      </EmptyState>
    </div>
  );
}

function Playing({ player, inColumn }: { player: SyncedPlayer; inColumn: boolean }) {
  const { review, session } = useReview();
  const status = useStore(player.status);
  const speed = useStore(player.speed);
  const positionMs = useStore(session.position);
  const going = status === 'playing' || status === 'loading';
  const clock = `${formatClock(positionMs)} / ${formatClock(review.durationMs)}`;
  return (
    <section
      aria-label={texts.label}
      data-player
      data-player-over={(!inColumn && going) || undefined}
      className={classNames(
        'flex shrink-0 flex-col gap-1 bg-canvas',
        // In a one-column layout, the player covers the report while a clip plays.
        !inColumn &&
          (going
            ? 'max-lg:fixed max-lg:inset-x-0 max-lg:bottom-0 max-lg:z-30 max-lg:grid max-lg:grid-cols-[11rem_minmax(0,1fr)] max-lg:items-center max-lg:gap-3 max-lg:border-t max-lg:border-line max-lg:p-3 max-lg:shadow-float'
            : 'max-lg:hidden'),
      )}
    >
      <div className="flex flex-col lg:aspect-video lg:max-h-[34dvh]">
        <ReviewStage />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <IconButton
          variant="primary"
          className="rounded-full!"
          label={going ? texts.pause : texts.play}
          data-status={status}
          icon={going ? Pause : Play}
          onClick={() => player.toggle()}
        />
        <input
          type="range"
          aria-label={texts.position}
          aria-valuetext={clock}
          min={0}
          max={Math.max(1, Math.round(review.durationMs / 1_000))}
          value={Math.round(positionMs / 1_000)}
          onChange={event => player.seekTo(Number(event.target.value) * 1_000)}
          className="h-6 min-w-20 flex-1 accent-accent"
        />
        <span className="text-sm whitespace-nowrap text-muted tabular-nums" data-clock>
          {clock}
        </span>
        <Select
          label={texts.speed}
          hideLabel
          className="h-8! w-18 pr-6! pl-2!"
          value={`${speed}`}
          options={SPEEDS.map(choice => ({ value: `${choice}`, label: texts.speedOf(choice) }))}
          onChange={event => player.setSpeed(Number(event.target.value))}
        />
        <Tooltip label={texts.whole}>
          <Link
            to={reviewPath(review.interviewId)}
            aria-label={texts.whole}
            className={buttonStyle('quiet', 'sm', 'size-8 px-0!')}
          >
            <Maximize2 className="size-4" />
          </Link>
        </Tooltip>
      </div>
    </section>
  );
}

interface PlayFromProps {
  fromMs: number;
  /** The time shown on the button, if it differs from `fromMs`. */
  label?: number;
  toMs?: number;
}

export function PlayFrom({ fromMs, label = fromMs, toMs }: PlayFromProps) {
  const { played, review } = useReport();
  if (!played || !review) return null;
  const clock = formatClock(label);
  return (
    <Button
      size="sm"
      variant="quiet"
      className="h-7! px-2! tabular-nums"
      aria-label={reportEditorTexts.evidence.show(clock)}
      onClick={() => played.play({ fromMs, toMs: toMs ?? review.durationMs })}
    >
      <Play className="size-3.5" />

      {clock}
    </Button>
  );
}
