import { type KeyboardEvent, useId } from 'react';
import { KIT_LIMITS, type Probe } from '../../../../../shared/kit/kit.ts';
import { GrowingText } from '../../../../components/ui/GrowingText.tsx';
import { type FieldPath, pathKey, textAt } from '../../../../core/editor/fieldPath.ts';
import { newProbe } from '../../../../core/kit/kitParts.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { FieldRow, RemarksAt, useFieldProps } from '../../editor/Remarks.tsx';
import { KitNumber } from '../fields/KitText.tsx';
import { RecordButton, RecordingStrip, useLineRecording } from '../fields/LineRecording.tsx';
import { AddPart, RowActions, useListEditing } from '../fields/listEditing.tsx';
import { useKitEditing, useKitState } from '../kitContext.ts';

const texts = kitTexts.questions;

export function FollowUps({ path }: { path: FieldPath }) {
  const { editor, readOnly, announce } = useKitEditing();
  const { items, keys, insert, move, remove } = useListEditing(path);
  if (readOnly) return <ReadFollowUps path={path} />;

  const add = (text: string) => {
    const { kit, base } = editor.state.get();
    const [, at] = path;
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
            <FollowUpRow
              path={[...path, index]}
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
        path={path}
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
  path: FieldPath;
  number: number;
  onMove: (by: -1 | 1) => void;
  actions: React.ReactNode;
}

function FollowUpRow({ path, number, onMove, actions }: ProbeRowProps) {
  const { editor } = useKitEditing();
  const textPath = [...path, 'text'];
  const limitPath = [...path, 'whenShorterThanSeconds'];
  const value = useKitState(state => textAt(state.kit, textPath));
  const field = useFieldProps(textPath);
  const line = useLineRecording(textPath, texts.probe(number));
  const id = useId();
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    onMove(event.key === 'ArrowUp' ? -1 : 1);
  };
  return (
    <FieldRow paths={[textPath]}>
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-x-2 gap-y-2 sm:grid-cols-[minmax(0,1fr)_8.5rem_auto]">
        <div className="flex min-w-0 flex-col gap-1.5 self-start max-sm:col-span-2">
          <label htmlFor={id} className="text-sm text-muted">
            {texts.probe(number)}
          </label>
          <GrowingText
            {...field}
            id={id}
            value={value}
            onChange={event => editor.set(textPath, event.target.value)}
            onKeyDown={onKeyDown}
          />
        </div>
        <div className="flex min-w-0 flex-col gap-2 self-start">
          <KitNumber optional path={limitPath} minor label={texts.threshold} min={5} max={300} step={5} />
          <RemarksAt path={limitPath} />
        </div>
        <div className="flex pb-1 sm:self-start sm:pt-7">
          <RecordButton line={line} />
          {actions}
        </div>
      </div>
      <RecordingStrip line={line} />
    </FieldRow>
  );
}

function ReadFollowUps({ path }: { path: FieldPath }) {
  const [, at] = path;
  const probes: readonly Probe[] = useKitState(state => state.kit.questions[Number(at)]?.probes) ?? [];
  return (
    <FieldRow paths={[path]}>
      <div className="flex flex-col gap-0.5">
        <p className="text-sm font-medium text-muted">{texts.probes}</p>
        <ol tabIndex={-1} data-path={pathKey(path)} className="flex max-w-prose flex-col gap-1 text-sm">
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
    </FieldRow>
  );
}
