import type { ReactNode } from 'react';
import { classNames } from '../../../../components/ui/classNames.ts';
import { type Place, placeKey } from '../../../../core/kit/place.ts';
import type { Remark } from '../../../../core/kit/remarks.ts';
import { RemarkLines } from '../../RemarkLines.tsx';
import { useRemarks } from '../desk.ts';

interface MarginRowProps {
  /** Whose remarks stand in the margin. */
  places: readonly Place[];
  children: ReactNode;
  className?: string;
}

/** Fields, and in the margin beside them what there is to say about them; below them where there is no margin. */
export function MarginRow({ places, children, className }: MarginRowProps) {
  return (
    <div className={classNames('grid gap-x-6 gap-y-2 @4xl:grid-cols-[minmax(0,1fr)_16rem]', className)}>
      <div className="min-w-0">{children}</div>
      <div className="flex min-w-0 flex-col gap-2 empty:hidden">
        {places.map(place => (
          <RemarksAt key={placeKey(place)} place={place} />
        ))}
      </div>
    </div>
  );
}

/** What there is to say about one field: in the margin, or right below it where several fields share a row. */
export function RemarksAt({ place }: { place: Place }) {
  const remarks = useRemarks(place);
  return <RemarkLines id={remarksId(place)} remarks={remarks} />;
}

/** Ties a field to its remarks, and marks it where something has to be fixed. */
export function remarkProps(place: Place, remarks: readonly Remark[], hintId?: string) {
  const wrong = remarks.some(({ level }) => level !== 'warning');
  return { ...describedByRemarks(place, remarks, hintId), 'aria-invalid': wrong ? true : undefined } as const;
}

/** The same for what is no field, and so cannot be wrong itself. */
export function describedByRemarks(place: Place, remarks: readonly Remark[], hintId?: string) {
  const ids = [hintId, remarks.length > 0 && remarksId(place)].filter(Boolean).join(' ');
  return { 'aria-describedby': ids || undefined } as const;
}

function remarksId(place: Place): string {
  return `remarks-${placeKey(place)}`;
}
