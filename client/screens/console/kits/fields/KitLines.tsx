import { Plus } from 'lucide-react';
import { type KeyboardEvent, useId } from 'react';
import { Button } from '../../../../components/ui/Button.tsx';
import { GrowingText } from '../../../../components/ui/GrowingText.tsx';
import { isComposing } from '../../../../core/composing.ts';
import { listAt, type Place, placeKey, textAt } from '../../../../core/kit/place.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { useDesk, useKitState, useRemarks } from '../desk.ts';
import { RecordButton } from '../recordings/RecordButton.tsx';
import { RecordingStrip } from '../recordings/RecordingStrip.tsx';
import { useLineRecording } from '../recordings/useLineRecording.ts';
import { focusPlace } from '../reveal.ts';
import { describedByRemarks, MarginRow, remarkProps } from './MarginRow.tsx';
import { RowActions } from './RowActions.tsx';
import { useListEditing } from './useListEditing.ts';

interface KitLinesProps {
  place: Place;
  label: string;
  hint?: string;
  /** How many there may be. */
  max: number;
  rowLabel: (number: number) => string;
  addLabel: string;
  /** Said by the recruiter, so that each can have a person's recording. */
  spoken?: boolean;
}

/** A list of short texts, written like a list: Enter begins the next one. */
export function KitLines(props: KitLinesProps) {
  const { readOnly } = useDesk();
  return readOnly ? <ReadLines {...props} /> : <WrittenLines {...props} />;
}

function WrittenLines({ place, label, hint, max, rowLabel, addLabel, spoken = false }: KitLinesProps) {
  const { items, keys, insert, move, remove } = useListEditing(place);
  const remarks = useRemarks(place);
  const hintId = useId();
  const full = items.length >= max;
  const add = (index: number) => {
    if (full) return;
    insert(index, '');
    focusPlace([...place, index]);
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
            place={[...place, index]}
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
      <MarginRow places={[place]}>
        {full ? (
          <p className="text-sm text-muted">{kitTexts.parts.full(max)}</p>
        ) : (
          <Button
            {...describedByRemarks(place, remarks)}
            data-place={placeKey(place)}
            variant="quiet"
            size="sm"
            className="-ml-3"
            aria-label={`${addLabel}: ${label}`}
            icon={<Plus className="size-4" aria-hidden="true" />}
            onClick={() => add(items.length)}
          >
            {addLabel}
          </Button>
        )}
      </MarginRow>
    </fieldset>
  );
}

interface RowProps {
  place: Place;
  label: string;
  spoken: boolean;
  hintId: string;
  onNext: () => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
  actions: React.ReactNode;
}

function Row({ place, label, spoken, hintId, onNext, onMove, onRemove, actions }: RowProps) {
  const { editor } = useDesk();
  const value = useKitState(state => textAt(state.kit, place));
  const remarks = useRemarks(place);
  const line = useLineRecording(place, label);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // The Enter that ends a composed character is not ours.
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
      <MarginRow places={[place]}>
        <div className="group/row flex items-start gap-1">
          <GrowingText
            {...remarkProps(place, remarks, hintId)}
            aria-label={label}
            data-place={placeKey(place)}
            className="min-w-0 flex-1"
            value={value}
            onChange={event => editor.set(place, event.target.value)}
            onKeyDown={onKeyDown}
          />
          <div className="flex pt-0.5 max-sm:flex-col-reverse max-sm:items-end">
            {spoken && <RecordButton quiet line={line} />}
            {actions}
          </div>
        </div>
        {spoken && <RecordingStrip line={line} />}
      </MarginRow>
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

function ReadLines({ place, label }: KitLinesProps) {
  const lines = useKitState(state => listAt(state.kit, place));
  return (
    <MarginRow places={[place, ...lines.map((_, index) => [...place, index])]}>
      <div className="flex flex-col gap-0.5">
        <p className="text-sm font-medium text-muted">{label}</p>
        <ul tabIndex={-1} data-place={placeKey(place)} className="flex max-w-prose flex-col gap-1 text-sm">
          {lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines are only read, and two may say the same
            <li key={index} className="ml-4 list-disc marker:text-faint">
              {String(line)}
            </li>
          ))}
          {lines.length === 0 && <li className="text-faint">{kitTexts.parts.nothing}</li>}
        </ul>
      </div>
    </MarginRow>
  );
}
