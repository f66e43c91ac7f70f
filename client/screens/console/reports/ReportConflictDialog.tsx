import { useState } from 'react';
import { Button } from '../../../components/ui/Button.tsx';
import { Dialog } from '../../../components/ui/Dialog.tsx';
import { RadioTile } from '../../../components/ui/RadioTile.tsx';
import type { FieldConflict } from '../../../core/report/mergeReports.ts';
import type { ReportSaving } from '../../../core/report/reportEditor.ts';
import { reportEditorTexts } from '../../../texts/reportEditor.ts';
import { formatMoment } from '../../../texts/times.ts';
import { useFieldName, useWordsOf } from './fieldNames.ts';
import { useReport } from './reportContext.ts';

const texts = reportEditorTexts.conflict;

type ConflictDialogProps = { conflict: Extract<ReportSaving, { state: 'conflict' }> };
type Choice = 'mine' | 'theirs';

export function ReportConflictDialog({ conflict: { at, by, conflicts } }: ConflictDialogProps) {
  const { editor } = useReport();
  const [choices, setChoices] = useState<readonly Choice[]>(() => conflicts.map(() => 'mine'));
  return (
    <Dialog
      open
      size="md"
      title={texts.title}
      description={
        by !== undefined && at !== undefined ? texts.by(by, formatMoment(at, Date.now())) : texts.own
      }
      footer={
        <Button variant="primary" onClick={() => editor.decide(choices)}>
          {texts.use}
        </Button>
      }
    >
      <div className="flex flex-col gap-5 text-sm">
        {conflicts.map((conflict, index) => (
          <ConflictField
            key={conflict.path.join('.')}
            conflict={conflict}
            choice={choices[index] ?? 'mine'}
            onChoose={choice => setChoices(choices.with(index, choice))}
          />
        ))}
      </div>
    </Dialog>
  );
}

function ConflictField(props: {
  conflict: FieldConflict;
  choice: Choice;
  onChoose: (choice: Choice) => void;
}) {
  const { conflict, choice, onChoose } = props;
  const name = useFieldName(conflict.path);
  const wordsOf = useWordsOf();
  const group = `conflict-${conflict.path.join('-')}`;
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="contents">
        <span className="font-medium">{name}</span>
      </legend>
      {(['mine', 'theirs'] as const).map(side => (
        <RadioTile
          key={side}
          dot
          name={group}
          checked={choice === side}
          onChange={() => onChoose(side)}
          className="border-line-strong p-3"
        >
          <span className="flex min-w-0 flex-col gap-0.5">
            <span className="font-medium">{texts[side]}</span>
            <span className="break-words whitespace-pre-wrap">{wordsOf(conflict.path, conflict[side])}</span>
          </span>
        </RadioTile>
      ))}
    </fieldset>
  );
}
