import { useId } from 'react';
import { CONTROL_STYLE } from '../../../../components/ui/Field.tsx';
import { GrowingText } from '../../../../components/ui/GrowingText.tsx';
import { isComposing } from '../../../../core/composing.ts';
import { type FieldPath, pathKey, textAt, valueAt } from '../../../../core/editor/fieldPath.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { FieldRow, useFieldProps } from '../../editor/Remarks.tsx';
import { useKitEditing, useKitState } from '../kitContext.ts';
import { RecordButton, RecordingStrip, useLineRecording } from './LineRecording.tsx';

interface KitTextProps {
  path: FieldPath;
  label: string;
  hint?: string | undefined;
  /** Minimum number of lines. */
  rows?: number;
  /** Returns a note below the text, such as its length. */
  note?: (text: string) => string;
  /** Replaces line breaks with spaces. */
  oneLine?: boolean;
}

export function KitText(props: KitTextProps) {
  return (
    <FieldRow paths={[props.path]}>
      <KitTextField {...props} />
    </FieldRow>
  );
}

/** A line that the recruiter says, which can have a recording. */
export function SpokenText(props: KitTextProps) {
  const { readOnly } = useKitEditing();
  const line = useLineRecording(props.path, props.label);
  return (
    <FieldRow paths={[props.path]}>
      <div className="group/row relative">
        <KitTextField {...props} />
        {!readOnly && (
          <div className="absolute -top-1.5 right-0">
            <RecordButton line={line} />
          </div>
        )}
        <RecordingStrip line={line} />
      </div>
    </FieldRow>
  );
}

/** Without a margin, for fields that share a row. */
export function KitTextField({ path, label, hint, note, rows = 1, oneLine = false }: KitTextProps) {
  const { editor, readOnly } = useKitEditing();
  const value = useKitState(state => textAt(state.kit, path));
  const id = useId();
  const field = useFieldProps(path, [hint && `${id}-hint`, note && `${id}-note`].filter(Boolean).join(' '));
  if (readOnly) return <ReadText label={label} path={path} value={value} />;

  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="-mt-1 text-sm text-muted">
          {hint}
        </p>
      )}
      <GrowingText
        {...field}
        id={id}
        value={value}
        rows={rows}
        onChange={event => editor.set(path, oneLine ? inOneLine(event.target.value) : event.target.value)}
        onKeyDown={event => {
          // Enter may confirm a composed character.
          if (oneLine && event.key === 'Enter' && !isComposing(event.nativeEvent)) event.preventDefault();
        }}
      />
      {note && (
        <p id={`${id}-note`} className="text-xs text-muted tabular-nums">
          {note(value)}
        </p>
      )}
    </div>
  );
}

function inOneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ');
}

/** A read-only field. It can be focused, so that remarks can lead to it. */
export function ReadText({ label, path, value }: { label: string; path: FieldPath; value: string }) {
  return (
    <div className="flex flex-col gap-0.5">
      <p className="text-sm font-medium text-muted">{label}</p>
      <p tabIndex={-1} data-path={pathKey(path)} className="max-w-prose text-sm whitespace-pre-line">
        {value || <span className="text-faint">{kitTexts.parts.nothing}</span>}
      </p>
    </div>
  );
}

interface KitNumberProps {
  path: FieldPath;
  label: string;
  min: number;
  max: number;
  step: number;
  /** Less prominent label. */
  minor?: boolean;
  /** Empty is allowed and removes the key. */
  optional?: boolean;
}

/** A whole number. The parent shows its remarks. */
export function KitNumber({ path, label, min, max, step, minor = false, optional = false }: KitNumberProps) {
  const { editor } = useKitEditing();
  const value = useKitState(state => valueAt(state.kit, path));
  const field = useFieldProps(path);
  const id = useId();
  const put = (typed: string) =>
    editor.set(path, typed === '' ? (optional ? undefined : Number.NaN) : Number(typed));

  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor={id} className={minor ? 'text-sm text-muted' : 'text-sm font-medium'}>
        {label}
      </label>
      <input
        {...field}
        id={id}
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
