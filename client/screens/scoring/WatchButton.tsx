import { Clapperboard } from 'lucide-react';
import { Button } from '../../components/ui/Button.tsx';
import type { WantedMoment } from '../../core/review/momentAddress.ts';
import { reviewTexts } from '../../texts/review.ts';

/** Never the most visible one: what counts here is the scorecard and its lock. */
export function WatchButton({ onWatch }: { onWatch: (wanted: WantedMoment) => void }) {
  return (
    <Button
      title={reviewTexts.watch.openHint}
      icon={<Clapperboard className="size-4" aria-hidden="true" />}
      onClick={() => onWatch({})}
    >
      {reviewTexts.watch.open}
    </Button>
  );
}
