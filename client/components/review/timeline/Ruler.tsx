import type { Span } from '../../../../shared/recording/finished.ts';
import { shareAt, ticksOf } from '../../../core/review/timelineWindow.ts';
import { formatClock } from '../../../texts/clock.ts';

export interface LaneProps {
  shown: Span;
  /** Of the lane, in pixels; 0 until it has been measured. */
  width: number;
}

const LEAST_PX = 76;

/** Times, as many as have room. */
export function Ruler({ shown, width }: LaneProps) {
  return (
    <div aria-hidden="true" className="relative h-full border-b border-line">
      {ticksOf(shown, width, LEAST_PX).map(tick => (
        <span
          key={tick}
          className="absolute inset-y-0 flex items-center border-l border-line pl-1.5 text-xs text-faint tabular-nums"
          style={{ left: `${shareAt(shown, tick) * 100}%` }}
        >
          {formatClock(tick)}
        </span>
      ))}
    </div>
  );
}
