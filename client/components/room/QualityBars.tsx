import type { SeatId } from '../../../shared/ids.ts';
import { CUT_OFF, MEASURING, type Quality } from '../../core/media/connectionQuality.ts';
import { useSession } from '../../hooks/room/session.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { room } from '../../texts/room.ts';
import { classNames } from '../ui/classNames.ts';

const COLOURS = ['text-danger-ink', 'text-danger-ink', 'text-warning-ink', 'text-success-ink'] as const;

interface QualityBarsProps {
  seatId: SeatId;
  cutOff: boolean;
  /** Whether there is room to write the word when it is not a good one. */
  withWord: boolean;
}

/** How well a person is connected: three bars, and the word in writing where it matters or to be heard. */
export function QualityBars({ seatId, cutOff, withWord }: QualityBarsProps) {
  const known = useStore(useSession().signals.quality)[seatId];
  const quality: Quality = cutOff ? CUT_OFF : (known ?? MEASURING);
  const words = room.quality[quality.level];
  return (
    <span
      className={classNames('inline-flex shrink-0 items-center gap-1', COLOURS[quality.bars])}
      title={words.spoken}
      data-quality={quality.level}
    >
      <svg viewBox="0 0 14 12" className="h-3 w-3.5" aria-hidden="true">
        {[0, 1, 2].map(bar => (
          <rect
            key={bar}
            x={bar * 5}
            y={8 - bar * 4}
            width="3.5"
            height={4 + bar * 4}
            rx="1"
            fill="currentColor"
            opacity={bar < quality.bars ? 1 : 0.3}
          />
        ))}
      </svg>
      <span className="sr-only">{words.spoken}</span>
      {withWord && quality.bars < 3 && <span aria-hidden="true">{words.word}</span>}
    </span>
  );
}
