import { formatClock } from '../../../texts/clock.ts';
import { reviewTexts } from '../../../texts/review.ts';

interface MomentButtonProps {
  atMs: number;
  onShow: () => void;
}

/** A time that leads to its moment. */
export function MomentButton({ atMs, onShow }: MomentButtonProps) {
  const clock = formatClock(atMs);
  return (
    <button
      type="button"
      aria-label={reviewTexts.side.show(clock)}
      onClick={onShow}
      className="inline-flex min-h-6 shrink-0 items-center rounded-check text-xs font-medium text-accent-ink tabular-nums underline decoration-accent-ink/40 underline-offset-2 hover:decoration-accent-ink"
    >
      {clock}
    </button>
  );
}
