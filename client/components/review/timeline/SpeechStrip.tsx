import { useMemo } from 'react';
import type { ReviewTrack } from '../../../../shared/recording/review.ts';
import { totalMs } from '../../../../shared/recording/spans.ts';
import { sharesOf, stripPath } from '../../../core/review/strip.ts';
import { useReview } from '../../../hooks/review/reviewContext.ts';
import { reviewTexts, trackName } from '../../../texts/review.ts';
import { formatSeconds } from '../../../texts/times.ts';
import { classNames } from '../../ui/classNames.ts';
import { HATCHED } from './hatched.ts';
import type { LaneProps } from './Ruler.tsx';

const COLUMN_PX = 3;

/** A person's voice along the time, as loud as it was, and where there is nothing of it. Of a screen, when it was shared. */
export function SpeechStrip({ shown, width, track }: LaneProps & { track: ReviewTrack }) {
  const { review } = useReview();
  const name = trackName(track);
  const path = useMemo(() => stripPath(track, shown, Math.ceil(width / COLUMN_PX)), [track, shown, width]);
  const missing = track.gaps.filter(({ kind }) => kind === (track.kind === 'screen' ? 'video' : 'audio'));
  // A person is missed before they come and after they go; a screen that is not shared is not.
  const absent =
    track.kind === 'screen'
      ? []
      : [
          { fromMs: 0, toMs: track.fromMs },
          { fromMs: track.toMs, toMs: review.durationMs },
        ];
  return (
    <div
      role="img"
      aria-label={texts.strip(name, formatSeconds(totalMs(track.speech) / 1_000))}
      data-strip={track.fileId}
      className="flex h-full flex-col border-t border-line"
    >
      <span aria-hidden="true" className="truncate pt-0.5 text-xs text-muted sm:hidden">
        {name}
      </span>
      <div className="relative min-h-0 flex-1">
        {track.kind === 'screen' ? (
          <Shared track={track} shown={shown} />
        ) : (
          <svg
            aria-hidden="true"
            viewBox={`0 0 ${Math.max(1, Math.ceil(width / COLUMN_PX))} 100`}
            preserveAspectRatio="none"
            className={classNames(
              'absolute inset-0 size-full',
              track.role === 'candidate'
                ? 'text-accent'
                : track.role === 'recruiter'
                  ? 'text-warning-fill'
                  : 'text-muted',
            )}
          >
            <path d={path} fill="currentColor" />
          </svg>
        )}
        {missing.flatMap(gap =>
          sharesOf([gap], shown).map(({ from, to }) => (
            <Hole key={gap.fromMs} from={from} to={to} title={reviewTexts.absences[gap.reason]} />
          )),
        )}
        {sharesOf(absent, shown).map(({ from, to }) => (
          <Hole key={`absent ${from}`} from={from} to={to} title={reviewTexts.absences.away} />
        ))}
      </div>
    </div>
  );
}

const texts = reviewTexts.timeline;

function Hole({ from, to, title }: { from: number; to: number; title: string }) {
  return (
    <div
      data-gap
      title={title}
      className={classNames('absolute inset-y-0.5 rounded-check', HATCHED)}
      style={{ left: `${from * 100}%`, width: `${Math.max(0.2, (to - from) * 100)}%` }}
    />
  );
}

function Shared({ track, shown }: Pick<LaneProps, 'shown'> & { track: ReviewTrack }) {
  return sharesOf([track], shown).map(({ from, to }) => (
    <div
      key={from}
      aria-hidden="true"
      className="absolute inset-y-2.5 rounded-check bg-line-strong/70"
      style={{ left: `${from * 100}%`, width: `${(to - from) * 100}%` }}
    />
  ));
}
