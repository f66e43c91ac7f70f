import { Plus } from 'lucide-react';
import { type KeyboardEvent, useId } from 'react';
import { KIT_LIMITS } from '../../../../../shared/kit/kit.ts';
import { Button } from '../../../../components/ui/Button.tsx';
import { GrowingText } from '../../../../components/ui/GrowingText.tsx';
import { isComposing } from '../../../../core/composing.ts';
import { type FieldPath, listAt, pathKey } from '../../../../core/editor/fieldPath.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { FieldGroup, FieldRow, useDescription, useFieldProps, useText } from '../../editor/fields.tsx';
import { RowActions } from '../../editor/RowActions.tsx';
import { focusField, useKitEditing, useKitState } from '../kitContext.ts';
import { RecordButton, RecordingStrip, useLineRecording } from './LineRecording.tsx';
import { type ListRow, useListEditing } from './listEditing.tsx';

interface KitLinesProps {
  path: FieldPath;
  label: string;
  hint?: string;
  max: number;
  rowLabel: (number: number) => string;
  addLabel: string;
  /** True if the recruiter speaks the lines. Each line can then have a recording. */
  spoken?: boolean;
}

/** Edits a list of short texts. Enter adds another text. */
export function KitLines(props: KitLinesProps) {
  const { readOnly } = useKitEditing();
  return readOnly ? <ReadLines {...props} /> : <WrittenLines {...props} />;
}

/** Edits what an answer can mention, which people who practice see. */
export function MentionLines({ path }: Pick<KitLinesProps, 'path'>) {
  const { label, hint, row, add } = kitTexts.mentions;
  return (
    <KitLines path={path} label={label} hint={hint} rowLabel={row} addLabel={add} max={KIT_LIMITS.points} />
  );
}

function WrittenLines({ path, label, hint, max, rowLabel, addLabel, spoken = false }: KitLinesProps) {
  const { rows, insert } = useListEditing(path);
  const description = useDescription(path);
  const hintId = useId();
  const full = rows.length >= max;
  const add = (index: number) => {
    if (full) return;
    insert(index, '');
    focusField([...path, index]);
  };
  const hints = (
    <>
      {hint}
      <span className="sr-only"> {kitTexts.parts.rowKeys}</span>
    </>
  );
  return (
    <FieldGroup label={label} hint={hints} hintId={hintId}>
      <ul className="flex flex-col gap-2 empty:hidden">
        {rows.map((row, index) => (
          <Row
            key={row.key}
            row={row}
            label={rowLabel(index + 1)}
            spoken={spoken}
            hintId={hintId}
            onNext={() => add(index + 1)}
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
            onClick={() => add(rows.length)}
          >
            {addLabel}
          </Button>
        )}
      </FieldRow>
    </FieldGroup>
  );
}

type RowProps = { row: ListRow; label: string; spoken: boolean; hintId: string; onNext: () => void };

function Row({ row: { path, actions }, label, spoken, hintId, onNext }: RowProps) {
  const { editor } = useKitEditing();
  const value = useText(path);
  const field = useFieldProps(path, hintId);
  const line = useLineRecording(path, label);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // While composing, Enter must stay with the input method, which uses it to confirm a character.
    if (isComposing(event.nativeEvent)) return;
    const { altKey, ctrlKey, key, metaKey, shiftKey } = event;
    if (key === 'Enter' && !shiftKey && !ctrlKey && !metaKey) onNext();
    else if (key === 'Backspace' && value === '') actions.onRemove();
    else if (altKey && key === 'ArrowUp') actions.onMove(-1);
    else if (altKey && key === 'ArrowDown') actions.onMove(1);
    else return;
    event.preventDefault();
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
            <RowActions quiet name={label} {...actions} />
          </div>
        </div>
        {spoken && <RecordingStrip line={line} />}
      </FieldRow>
    </li>
  );
}

function ReadLines({ path, label }: KitLinesProps) {
  const lines = useKitState(state => listAt(state.kit, path));
  return (
    <FieldRow paths={[path, ...lines.map((_, index) => [...path, index])]}>
      <div className="flex flex-col gap-0.5">
        <p className="text-sm font-medium text-muted">{label}</p>
        <ul tabIndex={-1} data-path={pathKey(path)} className="flex max-w-prose flex-col gap-1 text-sm">
          {lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines are read-only, and two can be equal
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
