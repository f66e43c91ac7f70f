import { useId } from 'react';
import { GrowingText } from '../../../../components/ui/GrowingText.tsx';
import { type Place, textAt } from '../../../../core/kit/place.ts';
import { useReport, useReportState } from '../reportDesk.ts';
import { Margin, useRemarkProps } from './Margin.tsx';

interface ReportTextProps {
  place: Place;
  label: string;
  hideLabel?: boolean;
  hint?: string;
  /** What is worth knowing while it is written; below it. */
  note?: string;
  rows?: number;
  max: number;
  /** Whether an empty one is taken out. */
  optional?: boolean;
  /** Where else findings about it stand. */
  also?: readonly Place[];
}

/** One text of the report with its label, and what the linter says about it in the margin. */
export function ReportText(props: ReportTextProps) {
  const { place, label, hideLabel = false, hint, note, rows = 1, max, optional = false, also = [] } = props;
  const { editor } = useReport();
  const value = useReportState(({ content }) => textAt(content, place));
  const id = useId();
  const remarks = useRemarkProps(place, hint && `${id}-hint`);
  return (
    <Margin places={[place, ...also]}>
      <div className="flex min-w-0 flex-col gap-1.5">
        <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-sm font-medium'}>
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="-mt-1 text-sm text-muted">
            {hint}
          </p>
        )}
        <GrowingText
          {...remarks}
          id={id}
          value={value}
          rows={rows}
          maxLength={max}
          onChange={({ target }) =>
            editor.set(place, optional && target.value === '' ? undefined : target.value)
          }
        />
        {note && <p className="text-xs text-muted tabular-nums">{note}</p>}
      </div>
    </Margin>
  );
}
