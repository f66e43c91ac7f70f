import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { isLastAnswer } from '../../core/review/momentAddress.ts';
import { useAtPosition, useReview } from '../../hooks/review/reviewContext.ts';
import type { TimelineWindow } from '../../hooks/review/useTimeline.ts';
import { useMediaQuery } from '../../hooks/useMediaQuery.ts';
import { formatClock } from '../../texts/clock.ts';
import { reviewTexts } from '../../texts/review.ts';
import { classNames } from '../ui/classNames.ts';
import { Timeline } from './Timeline.tsx';

const texts = reviewTexts.timeline;

/** Timeline of a person's own recording. On phones: the position, one button per answer, and tracks on demand. */
export function OwnTimeline({ view }: { view: TimelineWindow }) {
  const wide = useMediaQuery('(min-width: 64rem)');
  const [open, setOpen] = useState(false);
  if (wide) return <Timeline view={view} />;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <Position />
      <Answers />
      <details open={open} onToggle={event => setOpen(event.currentTarget.open)} className="group/tracks">
        <summary className="flex min-h-10 w-fit cursor-pointer list-none items-center gap-1 rounded-control text-sm text-muted [&::-webkit-details-marker]:hidden">
          {texts.tracks}
          <ChevronDown className="size-4 transition-transform group-open/tracks:rotate-180" />
        </summary>
        {open && <Timeline view={view} />}
      </details>
    </div>
  );
}

const STEP_MS = 100;

function Position() {
  const { player, review } = useReview();
  const at = useAtPosition(atMs => Math.round(atMs / STEP_MS));
  return (
    <input
      type="range"
      aria-label={texts.position}
      aria-valuetext={texts.spoken(formatClock(at * STEP_MS), formatClock(review.durationMs), undefined)}
      min={0}
      max={Math.max(1, Math.round(review.durationMs / STEP_MS))}
      value={at}
      onChange={event => player.seekTo(Number(event.target.value) * STEP_MS)}
      className="h-6 w-full min-w-0 accent-warm"
    />
  );
}

function Answers() {
  const { player, review } = useReview();
  const answers = review.chapters.filter(isLastAnswer);
  const current = useAtPosition(atMs => answers.findLast(({ fromMs }) => fromMs <= atMs)?.questionId);
  if (answers.length === 0) return null;
  return (
    <ul aria-label={texts.chapters} className="flex gap-1.5 overflow-x-auto py-1">
      {answers.map(({ answerFromMs, fromMs, number, questionId, text }) => (
        <li key={questionId}>
          <button
            type="button"
            aria-label={texts.chapterName(number, text)}
            aria-current={questionId === current ? 'true' : undefined}
            data-chapter={questionId}
            onClick={() => player.seekTo(answerFromMs ?? fromMs)}
            className={classNames(
              'inline-flex h-10 min-w-12 items-center justify-center rounded-control border px-3 text-sm font-medium tabular-nums transition-colors',
              questionId === current
                ? 'border-accent bg-accent-soft text-accent-ink'
                : 'border-line bg-surface text-muted hover:text-ink',
            )}
          >
            {texts.chapterShort(number)}
          </button>
        </li>
      ))}
    </ul>
  );
}
