import { useId } from 'react';
import { CONTROL_STYLE } from '../../../../components/ui/Field.tsx';
import { type Place, placeKey, valueAt } from '../../../../core/kit/place.ts';
import { useDesk, useKitState, useRemarks } from '../desk.ts';
import { remarkProps } from './MarginRow.tsx';

interface KitNumberProps {
  place: Place;
  label: string;
  min: number;
  max: number;
  step: number;
  /** Less conspicuous than the fields it stands among. */
  minor?: boolean;
  /** May be empty; without a number the key is absent. */
  optional?: boolean;
}

/** A whole number of the kit. The parent draws its remarks. */
export function KitNumber({ place, label, min, max, step, minor = false, optional = false }: KitNumberProps) {
  const { editor } = useDesk();
  const value = useKitState(state => valueAt(state.kit, place));
  const remarks = useRemarks(place);
  const id = useId();
  const put = (typed: string) =>
    editor.set(place, typed === '' ? (optional ? undefined : Number.NaN) : Number(typed));

  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor={id} className={minor ? 'text-sm text-muted' : 'text-sm font-medium'}>
        {label}
      </label>
      <input
        {...remarkProps(place, remarks)}
        id={id}
        data-place={placeKey(place)}
        type="number"
        inputMode="numeric"
        min={min}
        max={max}
        step={step}
        value={typeof value === 'number' && !Number.isNaN(value) ? value : ''}
        onChange={event => put(event.target.value)}
        className={`${CONTROL_STYLE} h-10 text-base tabular-nums sm:text-sm`}
      />
    </div>
  );
}
