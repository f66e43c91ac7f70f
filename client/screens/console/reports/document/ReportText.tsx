import { useId } from 'react';
import { GrowingText } from '../../../../components/ui/GrowingText.tsx';
import { type FieldPath, textAt } from '../../../../core/editor/fieldPath.ts';
import { FieldRow, useFieldProps } from '../../editor/Remarks.tsx';
import { useReport, useReportState } from '../reportContext.ts';

interface ReportTextProps {
  path: FieldPath;
  label: string;
  hideLabel?: boolean;
  hint?: string;
  /** Shown below the text. */
  note?: string;
  rows?: number;
  max: number;
  /** An empty text removes the key. */
  optional?: boolean;
  /** More paths whose remarks are shown here. */
  also?: readonly FieldPath[];
}

export function ReportText(props: ReportTextProps) {
  const { path, label, hideLabel = false, hint, note, rows = 1, max, optional = false, also = [] } = props;
  const { editor } = useReport();
  const value = useReportState(({ content }) => textAt(content, path));
  const id = useId();
  const remarks = useFieldProps(path, hint && `${id}-hint`);
  return (
    <FieldRow paths={[path, ...also]}>
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
            editor.set(path, optional && target.value === '' ? undefined : target.value)
          }
        />
        {note && <p className="text-xs text-muted tabular-nums">{note}</p>}
      </div>
    </FieldRow>
  );
}
