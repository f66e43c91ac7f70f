import { Lock } from 'lucide-react';
import { afterLock } from '../../core/rubric/afterLock.ts';
import { useView } from '../../hooks/room/session.ts';
import { useReadRubric } from '../../hooks/rubric/useRubric.ts';
import { useScoringOver } from '../../hooks/rubric/useScoringOver.ts';
import { rubricTexts } from '../../texts/rubric.ts';
import { formatTime } from '../../texts/times.ts';
import { Badge } from '../ui/Badge.tsx';

/** What was locked, and what happens next. */
export function LockedScorecard() {
  const { scorecard, view } = useReadRubric();
  const { phase, practice } = useView();
  const over = useScoringOver(view);
  const { lock } = scorecard;
  const { review, recommendations } = rubricTexts;
  return (
    <section className="flex flex-col gap-3 rounded-card bg-accent-soft p-4 text-sm" role="status">
      <h3 className="flex items-center gap-2 text-base font-semibold">
        <Lock className="size-4 shrink-0 text-accent-ink" aria-hidden="true" />
        {lock ? review.lockedTitle : review.closedTitle}
      </h3>
      <p className="text-muted">
        {lock ? afterLock(view, { callOver: phase === 'ended', timeOver: over }) : review.closedBody}
      </p>
      {lock && (
        <>
          <p className="flex flex-wrap items-center gap-2">
            {lock.recommendation && !practice && <Badge>{recommendations[lock.recommendation]}</Badge>}
            <time className="text-xs text-muted" dateTime={new Date(lock.at).toISOString()}>
              {formatTime(lock.at)}
            </time>
          </p>
          <p className="whitespace-pre-wrap wrap-anywhere">{lock.summary || review.noSummary}</p>
        </>
      )}
    </section>
  );
}
