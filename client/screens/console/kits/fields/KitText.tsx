import { useId } from 'react';
import { GrowingText } from '../../../../components/ui/GrowingText.tsx';
import { isComposing } from '../../../../core/composing.ts';
import { type Place, placeKey, textAt } from '../../../../core/kit/place.ts';
import { useDesk, useKitState, useRemarks } from '../desk.ts';
import { RecordButton } from '../recordings/RecordButton.tsx';
import { RecordingStrip } from '../recordings/RecordingStrip.tsx';
import { useLineRecording } from '../recordings/useLineRecording.ts';
import { MarginRow, remarkProps } from './MarginRow.tsx';
import { ReadText } from './ReadText.tsx';

export interface KitTextProps {
  place: Place;
  label: string;
  hint?: string | undefined;
  /** Lines it has at least. */
  rows?: number;
  /** What is worth knowing of the text while it is written, such as its length; below it. */
  note?: (text: string) => string;
  /** A name: without line breaks, also where some were pasted. */
  oneLine?: boolean;
}

/** One text of the kit with its label, and its remarks in the margin. */
export function KitText(props: KitTextProps) {
  return (
    <MarginRow places={[props.place]}>
      <KitTextField {...props} />
    </MarginRow>
  );
}

/** A line that the recruiter says: with a person's recording for it. */
export function SpokenText(props: KitTextProps) {
  const { readOnly } = useDesk();
  const line = useLineRecording(props.place, props.label);
  return (
    <MarginRow places={[props.place]}>
      <div className="group/row relative">
        <KitTextField {...props} />
        {!readOnly && (
          <div className="absolute -top-1.5 right-0">
            <RecordButton line={line} />
          </div>
        )}
        <RecordingStrip line={line} />
      </div>
    </MarginRow>
  );
}

/** The same without a margin, to stand in a row with others. */
export function KitTextField({ place, label, hint, note, rows = 1, oneLine = false }: KitTextProps) {
  const { editor, readOnly } = useDesk();
  const value = useKitState(state => textAt(state.kit, place));
  const remarks = useRemarks(place);
  const id = useId();
  if (readOnly) return <ReadText label={label} place={place} value={value} />;

  const told = [hint && `${id}-hint`, note && `${id}-note`].filter(Boolean).join(' ');
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
        {...remarkProps(place, remarks, told)}
        id={id}
        data-place={placeKey(place)}
        value={value}
        rows={rows}
        onChange={event => editor.set(place, oneLine ? inOneLine(event.target.value) : event.target.value)}
        onKeyDown={event => {
          // The Enter that ends a composed character is not ours.
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
