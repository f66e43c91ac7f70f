import type { KeyboardEvent } from 'react';
import { KIT_LIMITS } from '../../../../../shared/kit/kit.ts';
import { pathKey } from '../../../../core/editor/fieldPath.ts';
import { newProbe } from '../../../../core/kit/kitParts.ts';
import { kitTexts } from '../../../../texts/kits.ts';
import { EditedNumber, EditedText, FieldGroup, FieldRow } from '../../editor/fields.tsx';
import { RowActions } from '../../editor/RowActions.tsx';
import { RecordButton, RecordingStrip, useLineRecording } from '../fields/LineRecording.tsx';
import { AddPart, type ListRow, useListEditing } from '../fields/listEditing.tsx';
import { useKitEditing, useKitState } from '../kitContext.ts';

const texts = kitTexts.questions;

export function FollowUps({ index }: { index: number }) {
  const { editor, readOnly, announce } = useKitEditing();
  const path = ['questions', index, 'probes'] as const;
  const { rows, insert } = useListEditing(path);
  if (readOnly) return <ReadFollowUps index={index} />;

  const add = (text: string) => {
    const { kit, base } = editor.state.get();
    const question = kit.questions[index];
    const before = base.kit.questions.find(({ id }) => id === question?.id);
    const known = [question, before].filter(one => one !== undefined);
    insert(rows.length, newProbe(text, known));
    announce(kitTexts.parts.added);
  };
  return (
    <FieldGroup label={texts.probes} hint={texts.probesHint}>
      <ol className="flex flex-col gap-5 empty:hidden">
        {rows.map((row, at) => (
          <li key={row.key}>
            <FollowUp row={row} name={texts.probe(at + 1)} />
          </li>
        ))}
      </ol>
      <AddPart
        path={path}
        label={texts.addProbe}
        placeholder={texts.addProbePlaceholder}
        count={rows.length}
        max={KIT_LIMITS.probes}
        onAdd={add}
      />
    </FieldGroup>
  );
}

function FollowUp({ row: { path, actions }, name }: { row: ListRow; name: string }) {
  const textPath = [...path, 'text'];
  const wordsPath = [...path, 'rephrased'];
  const limitPath = [...path, 'whenShorterThanSeconds'];
  const line = useLineRecording(textPath, name);
  const words = useLineRecording(wordsPath, texts.probeRephrased(name));
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    actions.onMove(event.key === 'ArrowUp' ? -1 : 1);
  };
  return (
    <FieldRow paths={[textPath, wordsPath]}>
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-x-2 gap-y-2 sm:grid-cols-[minmax(0,1fr)_8.5rem_auto]">
        <div className="min-w-0 self-start max-sm:col-span-2">
          <EditedText minor path={textPath} label={name} onKeyDown={onKeyDown} />
        </div>
        <div className="group/row relative min-w-0 max-sm:col-span-2 sm:row-start-2">
          <EditedText minor optional path={wordsPath} label={texts.probeRephrased(name)} />
          <div className="absolute -top-1.5 right-0">
            <RecordButton line={words} />
          </div>
        </div>
        <div className="min-w-0 self-start">
          <EditedNumber optional path={limitPath} minor label={texts.threshold} min={5} max={300} step={5} />
        </div>
        <div className="flex pb-1 sm:self-start sm:pt-7">
          <RecordButton line={line} />
          <RowActions name={name} {...actions} />
        </div>
      </div>
      <RecordingStrip line={line} />
      <RecordingStrip line={words} />
    </FieldRow>
  );
}

function ReadFollowUps({ index }: { index: number }) {
  const path = ['questions', index, 'probes'] as const;
  const probes = useKitState(state => state.kit.questions[index]?.probes) ?? [];
  return (
    <FieldRow paths={[path]}>
      <div className="flex flex-col gap-0.5">
        <p className="text-sm font-medium text-muted">{texts.probes}</p>
        <ol tabIndex={-1} data-path={pathKey(path)} className="flex max-w-prose flex-col gap-1 text-sm">
          {probes.map(({ id, text, rephrased, whenShorterThanSeconds }) => (
            <li key={id} className="ml-4 list-disc marker:text-faint">
              {text}
              {whenShorterThanSeconds !== undefined && (
                <span className="text-muted"> ({texts.thresholdRead(whenShorterThanSeconds)})</span>
              )}
              {rephrased && (
                <span className="block text-muted">
                  {texts.rephrased}: {rephrased}
                </span>
              )}
            </li>
          ))}
          {probes.length === 0 && <li className="text-faint">{kitTexts.parts.none}</li>}
        </ol>
      </div>
    </FieldRow>
  );
}
