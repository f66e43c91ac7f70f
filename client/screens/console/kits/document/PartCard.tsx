import { ChevronRight } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { classNames } from '../../../../components/ui/classNames.ts';
import { isInside, type Place, placeKey } from '../../../../core/kit/place.ts';
import { countAt, type RemarkCounts } from '../../../../core/kit/remarks.ts';
import { useStore } from '../../../../hooks/room/useStore.ts';
import { useDesk, useKitState, useRemarks } from '../desk.ts';
import { FindingCounts } from '../FindingCounts.tsx';
import { describedByRemarks, MarginRow } from '../fields/MarginRow.tsx';

interface PartCardProps {
  place: Place;
  number: number;
  title: string;
  /** What else is worth knowing while it is closed. */
  summary?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A part of the document that opens and closes: closed it is one line to read, open it is all of its fields. */
export function PartCard({ place, number, title, summary, actions, children }: PartCardProps) {
  const [open, setOpen] = useOpen(place);
  const remarks = useRemarks(place);
  const id = useId();
  const titleId = useId();
  return (
    <li className="rounded-card border border-line bg-surface">
      <div className="flex flex-wrap items-start justify-end gap-x-2 p-2 sm:flex-nowrap sm:p-3">
        <h3 className="min-w-0 flex-1 max-sm:basis-full">
          <button
            {...describedByRemarks(place, remarks)}
            type="button"
            data-place={placeKey(place)}
            aria-expanded={open}
            aria-controls={id}
            onClick={() => setOpen(!open)}
            className="flex w-full scroll-mt-36 items-start gap-2 rounded-control p-1.5 text-left text-wrap transition-colors hover:bg-hover"
          >
            <ChevronRight
              aria-hidden="true"
              className={classNames(
                'mt-0.5 size-4 shrink-0 text-muted transition-transform',
                open && 'rotate-90',
              )}
            />
            <span className="w-5 shrink-0 text-right text-sm text-muted tabular-nums">{number}</span>
            <span className="flex min-w-0 flex-1 flex-col gap-1">
              <span id={titleId} className="text-sm font-semibold">
                {title}
              </span>
              <PartSummary place={place} hidden={open}>
                {summary}
              </PartSummary>
            </span>
          </button>
        </h3>
        {actions}
      </div>
      {/* A group with a name, so that a screen reader tells apart the fields that every part has. */}
      <fieldset id={id} hidden={!open} aria-labelledby={titleId} className="min-w-0">
        {open && (
          <div className="@container flex flex-col gap-5 border-t border-line px-4 pt-4 pb-5 sm:px-5">
            {remarks.length > 0 && <MarginRow places={[place]}>{null}</MarginRow>}
            {children}
          </div>
        )}
      </fieldset>
    </li>
  );
}

interface PartSummaryProps {
  place: Place;
  hidden: boolean;
  children: ReactNode;
}

function PartSummary({ place, hidden, children }: PartSummaryProps) {
  const counts = useCounts(place);
  const any = counts.errors + counts.warnings > 0;
  if (hidden || (!children && !any)) return null;
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-xs text-muted">
      {children}
      <FindingCounts counts={counts} />
    </span>
  );
}

function useCounts(place: Place): RemarkCounts {
  const remarks = useKitState(state => state.remarks);
  return countAt(remarks, place);
}

/** Closed at first, until it is pressed or something in it is asked for. */
function useOpen(place: Place): [boolean, (open: boolean) => void] {
  const wish = useStore(useDesk().wishes);
  const [open, setOpen] = useState(false);
  const [seen, setSeen] = useState(wish);
  if (wish !== seen) {
    setSeen(wish);
    if (isInside(wish.place, place) || (wish.inside && isInside(place, wish.place))) setOpen(wish.open);
  }
  return [open, setOpen];
}
