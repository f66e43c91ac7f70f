import { type KeyboardEvent, useId } from 'react';
import type { Probe } from '../../../../../shared/kit/kit.ts';
import { KIT_LIMITS } from '../../../../../shared/kit/kitLimits.ts';
import { GrowingText } from '../../../../components/ui/GrowingText.tsx';
import { newProbe } from '../../../../core/kit/newParts.ts';
import { type Place, placeKey, textAt } from '../../../../core/kit/place.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { useDesk, useKitState, useRemarks } from '../desk.ts';
import { AddPart } from '../fields/AddPart.tsx';
import { KitNumber } from '../fields/KitNumber.tsx';
import { MarginRow, RemarksAt, remarkProps } from '../fields/MarginRow.tsx';
import { RowActions } from '../fields/RowActions.tsx';
import { useListEditing } from '../fields/useListEditing.ts';
import { RecordButton } from '../recordings/RecordButton.tsx';
import { RecordingStrip } from '../recordings/RecordingStrip.tsx';
import { useLineRecording } from '../recordings/useLineRecording.ts';

const texts = kitTexts.questions;

/** The follow-up lines of one question, and when each is due. */
export function Probes({ place }: { place: Place }) {
  const { editor, readOnly, announce } = useDesk();
  const { items, keys, insert, move, remove } = useListEditing(place);
  if (readOnly) return <ReadProbes place={place} />;

  const add = (text: string) => {
    const { kit, base } = editor.state.get();
    const [, at] = place;
    const question = kit.questions[Number(at)];
    const before = base.kit.questions.find(({ id }) => id === question?.id);
    const known = [question, before].filter(one => one !== undefined);
    insert(items.length, newProbe(text, known));
    announce(kitTexts.parts.added);
  };
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="contents">
        <span className="text-sm font-medium">{texts.probes}</span>
      </legend>
      <p className="-mt-1.5 text-sm text-muted">{texts.probesHint}</p>
      <ol className="flex flex-col gap-3 empty:hidden">
        {keys.slice(0, items.length).map((key, index) => (
          <li key={key}>
            <ProbeRow
              place={[...place, index]}
              number={index + 1}
              onMove={by => move(index, by)}
              actions={
                <RowActions
                  name={texts.probe(index + 1)}
                  index={index}
                  count={items.length}
                  onMove={by => move(index, by)}
                  onRemove={() => remove(index)}
                />
              }
            />
          </li>
        ))}
      </ol>
      <AddPart
        place={place}
        label={texts.addProbe}
        placeholder={texts.addProbePlaceholder}
        count={items.length}
        max={KIT_LIMITS.probes}
        onAdd={add}
      />
    </fieldset>
  );
}

interface ProbeRowProps {
  place: Place;
  number: number;
  onMove: (by: -1 | 1) => void;
  actions: React.ReactNode;
}

function ProbeRow({ place, number, onMove, actions }: ProbeRowProps) {
  const { editor } = useDesk();
  const textPlace = [...place, 'text'];
  const limitPlace = [...place, 'whenShorterThanSeconds'];
  const value = useKitState(state => textAt(state.kit, textPlace));
  const remarks = useRemarks(textPlace);
  const line = useLineRecording(textPlace, texts.probe(number));
  const id = useId();
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    onMove(event.key === 'ArrowUp' ? -1 : 1);
  };
  return (
    <MarginRow places={[textPlace]}>
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-x-2 gap-y-2 sm:grid-cols-[minmax(0,1fr)_8.5rem_auto]">
        <div className="flex min-w-0 flex-col gap-1.5 self-start max-sm:col-span-2">
          <label htmlFor={id} className="text-sm text-muted">
            {texts.probe(number)}
          </label>
          <GrowingText
            {...remarkProps(textPlace, remarks)}
            id={id}
            data-place={placeKey(textPlace)}
            value={value}
            onChange={event => editor.set(textPlace, event.target.value)}
            onKeyDown={onKeyDown}
          />
        </div>
        <div className="flex min-w-0 flex-col gap-2 self-start">
          <KitNumber optional place={limitPlace} minor label={texts.threshold} min={5} max={300} step={5} />
          <RemarksAt place={limitPlace} />
        </div>
        <div className="flex pb-1 sm:self-start sm:pt-7">
          <RecordButton line={line} />
          {actions}
        </div>
      </div>
      <RecordingStrip line={line} />
    </MarginRow>
  );
}

function ReadProbes({ place }: { place: Place }) {
  const [, at] = place;
  const probes: readonly Probe[] = useKitState(state => state.kit.questions[Number(at)]?.probes) ?? [];
  return (
    <MarginRow places={[place]}>
      <div className="flex flex-col gap-0.5">
        <p className="text-sm font-medium text-muted">{texts.probes}</p>
        <ol tabIndex={-1} data-place={placeKey(place)} className="flex max-w-prose flex-col gap-1 text-sm">
          {probes.map(probe => (
            <li key={probe.id} className="ml-4 list-disc marker:text-faint">
              {probe.text}
              {probe.whenShorterThanSeconds !== undefined && (
                <span className="text-muted"> ({texts.thresholdRead(probe.whenShorterThanSeconds)})</span>
              )}
            </li>
          ))}
          {probes.length === 0 && <li className="text-faint">{kitTexts.parts.none}</li>}
        </ol>
      </div>
    </MarginRow>
  );
}
