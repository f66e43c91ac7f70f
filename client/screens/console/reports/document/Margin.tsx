import type { ReactNode } from 'react';
import { type Place, placeKey } from '../../../../core/kit/place.ts';
import { RemarkLines } from '../../RemarkLines.tsx';
import { useRemarksAt } from '../reportDesk.ts';

interface MarginProps {
  places: readonly Place[];
  children: ReactNode;
}

/** A field, and beside it what the linter says about it; below it where there is no margin. */
export function Margin({ places, children }: MarginProps) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-2 @3xl:grid-cols-[minmax(0,1fr)_13rem]">
      <div className="min-w-0">{children}</div>
      <div className="flex min-w-0 flex-col gap-2 empty:hidden @3xl:pt-1">
        {places.map(place => (
          <RemarksAt key={placeKey(place)} place={place} />
        ))}
      </div>
    </div>
  );
}

function RemarksAt({ place }: { place: Place }) {
  return <RemarkLines id={remarksId(place)} remarks={useRemarksAt(place)} />;
}

/** Ties a field to what is said about it, and marks it where that has to be fixed. */
export function useRemarkProps(place: Place, hintId?: string) {
  const wrong = useRemarksAt(place).some(({ level }) => level !== 'warning');
  return { ...usePlaceProps(place, hintId), 'aria-invalid': wrong ? true : undefined } as const;
}

/** The same for what is no field, and so cannot be wrong itself. */
export function usePlaceProps(place: Place, hintId?: string) {
  const remarks = useRemarksAt(place);
  const ids = [hintId, remarks.length > 0 && remarksId(place)].filter(Boolean).join(' ');
  return { 'data-place': placeKey(place), 'aria-describedby': ids || undefined } as const;
}

function remarksId(place: Place): string {
  return `remarks-${placeKey(place)}`;
}
