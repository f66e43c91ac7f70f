import type { Marker } from '../../../../shared/recording/review.ts';
import { type MarkerGroup, markerGroups } from '../../../core/review/markerGroups.ts';
import { shareAt } from '../../../core/review/timelineWindow.ts';
import { useReview } from '../../../hooks/review/reviewContext.ts';
import { useRovingFocus } from '../../../hooks/review/useRovingFocus.ts';
import { formatClock } from '../../../texts/clock.ts';
import { markerText, reviewTexts } from '../../../texts/review.ts';
import { Tooltip } from '../../ui/Tooltip.tsx';
import { MarkerSign } from './MarkerSign.tsx';
import type { LaneProps } from './Ruler.tsx';

/** Signs are this wide, in pixels, and stand no closer. */
const SIGN_PX = 26;
/** How much of a group is told in its name, and of each long text in it. */
const TOLD = 4;
const TOLD_CHARACTERS = 120;

interface MarkerLaneProps extends LaneProps {
  label: string;
  markers: readonly Marker[];
}

/** Marks at their moments; those that would cover each other are one sign with a number. */
export function MarkerLane({ shown, width, label, markers }: MarkerLaneProps) {
  const { ownSeatId, session } = useReview();
  const leastMs = width > 0 ? ((shown.toMs - shown.fromMs) / width) * SIGN_PX : 0;
  const groups = markerGroups(markers, leastMs).filter(
    ({ atMs }) => atMs >= shown.fromMs && atMs <= shown.toMs,
  );
  const roving = useRovingFocus(groups.length, 0);
  return (
    <div
      role="toolbar"
      aria-label={label}
      data-own-arrows
      onKeyDown={roving.onKeyDown}
      className="relative h-full"
    >
      {groups.map((group, place) => {
        const text = textOf(group, ownSeatId);
        const [first] = group.markers;
        return (
          <Tooltip key={first?.markerId} label={`${formatClock(group.atMs)} · ${text}`}>
            <button
              type="button"
              ref={roving.refOf(place)}
              tabIndex={roving.tabStop === place ? 0 : -1}
              aria-label={reviewTexts.marker.at(formatClock(group.atMs), text)}
              data-marker={first?.markerId}
              onClick={() => first && session.show({ markerId: first.markerId })}
              className="absolute top-1 flex size-6 -translate-x-1/2 items-center justify-center rounded-control transition-transform hover:scale-110"
              style={{ left: `clamp(12px, ${shareAt(shown, group.atMs) * 100}%, calc(100% - 12px))` }}
            >
              <MarkerSign markers={group.markers} />
            </button>
          </Tooltip>
        );
      })}
    </div>
  );
}

function textOf({ markers }: MarkerGroup, ownSeatId: string | undefined): string {
  const told = markers.slice(0, TOLD).map(marker => shortened(markerText(marker, ownSeatId)));
  if (markers.length === 1) return told.join('');
  const more = markers.length > TOLD ? ' · …' : '';
  return `${reviewTexts.timeline.group(markers.length)}: ${told.join(' · ')}${more}`;
}

function shortened(text: string): string {
  return text.length <= TOLD_CHARACTERS ? text : `${text.slice(0, TOLD_CHARACTERS - 1).trimEnd()}…`;
}
