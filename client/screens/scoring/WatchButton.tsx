import { Clapperboard } from 'lucide-react';
import { Button } from '../../components/ui/Button.tsx';
import type { WantedMoment } from '../../core/review/momentAddress.ts';
import { reviewTexts } from '../../texts/review.ts';

interface WatchButtonProps {
  onWatch: (wanted: WantedMoment) => void;
  /** While there is still something to rate by it. */
  primary: boolean;
}

export function WatchButton({ onWatch, primary }: WatchButtonProps) {
  return (
    <Button
      variant={primary ? 'primary' : 'secondary'}
      title={reviewTexts.watch.openHint}
      icon={<Clapperboard className="size-4" aria-hidden="true" />}
      onClick={() => onWatch({})}
    >
      {reviewTexts.watch.open}
    </Button>
  );
}
