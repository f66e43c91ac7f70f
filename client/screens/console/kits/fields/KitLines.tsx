import { Plus } from 'lucide-react';
import { type KeyboardEvent, useId } from 'react';
import { Button } from '../../../../components/ui/Button.tsx';
import { GrowingText } from '../../../../components/ui/GrowingText.tsx';
import { isComposing } from '../../../../core/composing.ts';
import { type FieldPath, listAt, pathKey, textAt } from '../../../../core/editor/fieldPath.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { FieldRow, useDescription, useFieldProps } from '../../editor/Remarks.tsx';
import { focusField, useKitEditing, useKitState } from '../kitContext.ts';
import { RecordButton, RecordingStrip, useLineRecording } from './LineRecording.tsx';
import { RowActions, useListEditing } from './listEditing.tsx';

interface KitLinesProps {
  path: FieldPath;
  label: string;
  hint?: string;
  max: number;
  rowLabel: (number: number) => string;
  addLabel: string;
  /** Spoken by the recruiter: each line can have a recording. */
  spoken?: boolean;
}

/** A list of short texts. Enter adds the next one. */
export function KitLines(props: KitLinesProps) {
  const { readOnly } = useKitEditing();
  return readOnly ? <ReadLines {...props} /> : <WrittenLines {...props} />;
}

function WrittenLines({ path, label, hint, max, rowLabel, addLabel, spoken = false }: KitLinesProps) {
  const { items, keys, insert, move, remove } = useListEditing(path);
  const description = useDescription(path);
  const hintId = useId();
  const full = items.length >= max;
  const add = (index: number) => {
    if (full) return;
    insert(index, '');
    focusField([...path, index]);
  };

  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="contents">
        <span className="text-sm font-medium">{label}</span>
      </legend>
      <p id={hintId} className="-mt-1.5 text-sm text-muted">
        {hint}
        <span className="sr-only"> {kitTexts.parts.rowKeys}</span>
      </p>
      <ul className="flex flex-col gap-2 empty:hidden">
        {keys.slice(0, items.length).map((key, index) => (
          <Row
            key={key}
            path={[...path, index]}
            label={rowLabel(index + 1)}
            spoken={spoken}
            hintId={hintId}
            onNext={() => add(index + 1)}
            onMove={by => move(index, by)}
            onRemove={() => remove(index)}
            actions={
              <RowActions
                quiet
                name={rowLabel(index + 1)}
                index={index}
                count={items.length}
                onMove={by => move(index, by)}
                onRemove={() => remove(index)}
              />
            }
          />
        ))}
      </ul>
      <FieldRow paths={[path]}>
        {full ? (
          <p className="text-sm text-muted">{kitTexts.parts.full(max)}</p>
        ) : (
          <Button
            {...description}
            variant="quiet"
            size="sm"
            className="-ml-3"
            aria-label={`${addLabel}: ${label}`}
            icon={Plus}
            onClick={() => add(items.length)}
          >
            {addLabel}
          </Button>
        )}
      </FieldRow>
    </fieldset>
  );
}

interface RowProps {
  path: FieldPath;
  label: string;
  spoken: boolean;
  hintId: string;
  onNext: () => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
  actions: React.ReactNode;
}

function Row({ path, label, spoken, hintId, onNext, onMove, onRemove, actions }: RowProps) {
  const { editor } = useKitEditing();
  const value = useKitState(state => textAt(state.kit, path));
  const field = useFieldProps(path, hintId);
  const line = useLineRecording(path, label);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // Enter may confirm a composed character.
    if (isComposing(event.nativeEvent)) return;
    const step = stepOf(event, value);
    if (!step) return;
    event.preventDefault();
    if (step === 'next') onNext();
    else if (step === 'remove') onRemove();
    else onMove(step === 'up' ? -1 : 1);
  };

  return (
    <li>
      <FieldRow paths={[path]}>
        <div className="group/row flex items-start gap-1">
          <GrowingText
            {...field}
            aria-label={label}
            className="min-w-0 flex-1"
            value={value}
            onChange={event => editor.set(path, event.target.value)}
            onKeyDown={onKeyDown}
          />
          <div className="flex pt-0.5 max-sm:flex-col-reverse max-sm:items-end">
            {spoken && <RecordButton quiet line={line} />}
            {actions}
          </div>
        </div>
        {spoken && <RecordingStrip line={line} />}
      </FieldRow>
    </li>
  );
}

function stepOf(event: KeyboardEvent, value: string): 'next' | 'remove' | 'up' | 'down' | undefined {
  if (event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.metaKey) return 'next';
  if (event.key === 'Backspace' && value === '') return 'remove';
  if (event.altKey && event.key === 'ArrowUp') return 'up';
  if (event.altKey && event.key === 'ArrowDown') return 'down';
  return undefined;
}

function ReadLines({ path, label }: KitLinesProps) {
  const lines = useKitState(state => listAt(state.kit, path));
  return (
    <FieldRow paths={[path, ...lines.map((_, index) => [...path, index])]}>
      <div className="flex flex-col gap-0.5">
        <p className="text-sm font-medium text-muted">{label}</p>
        <ul tabIndex={-1} data-path={pathKey(path)} className="flex max-w-prose flex-col gap-1 text-sm">
          {lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: read-only lines, and two may be equal
            <li key={index} className="ml-4 list-disc marker:text-faint">
              {String(line)}
            </li>
          ))}
          {lines.length === 0 && <li className="text-faint">{kitTexts.parts.nothing}</li>}
        </ul>
      </div>
    </FieldRow>
  );
}
