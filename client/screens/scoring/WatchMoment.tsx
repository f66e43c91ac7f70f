import { Play } from 'lucide-react';
import { buttonStyle } from '../../components/ui/buttonStyle.ts';
import { Tooltip } from '../../components/ui/Tooltip.tsx';
import { reviewTexts } from '../../texts/review.ts';

/** Leads from a rating or a note to its moment in the recording. */
export function WatchMoment({ onWatch }: { onWatch: () => void }) {
  const label = reviewTexts.watch.momentOfRating;
  return (
    <Tooltip label={label}>
      <button
        type="button"
        aria-label={label}
        onClick={onWatch}
        className={buttonStyle('quiet', 'sm', 'size-8 px-0!')}
      >
        <Play className="size-4" aria-hidden="true" />
      </button>
    </Tooltip>
  );
}
