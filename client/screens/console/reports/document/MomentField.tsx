import { useId, useState } from 'react';
import {
  REPORT_LIMITS,
  type ReportMoment,
  type ReportPoint,
} from '../../../../../shared/report/reportContent.ts';
import { GrowingText } from '../../../../components/ui/GrowingText.tsx';
import { SegmentedControl } from '../../../../components/ui/SegmentedControl.tsx';
import { Select } from '../../../../components/ui/Select.tsx';
import type { FieldPath } from '../../../../core/editor/fieldPath.ts';
import { type Evidence, type NotedEvidence, withMomentKind } from '../../../../core/report/evidence.ts';
import { formatClock } from '../../../../texts/clock.ts';
import { reportEditorTexts } from '../../../../texts/reportEditor.ts';
import { FieldRow, Labeled, useFieldProps } from '../../editor/fields.tsx';
import { useReport } from '../reportContext.ts';
import { ClipTrim } from './ClipTrim.tsx';

const texts = reportEditorTexts.points;

const KINDS = (['clip', 'quotation'] as const).map(value => ({ value, label: texts.kinds[value] }));

interface MomentFieldProps {
  point: ReportPoint;
  path: FieldPath;
  name: string;
  onEvidence: (evidence: Evidence) => void;
  onChange: (next: ReportPoint) => void;
}

export function MomentField({ point, path, name, onEvidence, onChange }: MomentFieldProps) {
  const { editor, played } = useReport();
  const { moment } = point;
  const [chosen, setChosen] = useState<ReportMoment['kind']>(played ? 'clip' : 'quotation');
  const kind = moment?.kind ?? chosen;
  const at: FieldPath = [...path, 'moment'];
  const choose = (next: ReportMoment['kind']) => {
    setChosen(next);
    onChange(withMomentKind(point, next));
  };
  return (
    <FieldRow paths={[at]}>
      <div className="flex flex-col gap-3">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <span className="text-sm font-medium" id={`${at.join('-')}-label`}>
            {texts.moment}
          </span>
          <SegmentedControl
            labelledBy={`${at.join('-')}-label`}
            options={KINDS}
            value={kind}
            onChange={choose}
            buttonClassName="h-7! px-2.5"
          />
        </div>
        {kind === 'quotation' ? (
          <Quotation path={at} text={moment?.kind === 'quotation' ? moment.text : ''} />
        ) : (
          <>
            {played ? (
              <MomentSelect path={at} first={!moment} onEvidence={onEvidence} />
            ) : (
              <p className="text-sm text-muted">{reportEditorTexts.trim.noRecording}</p>
            )}
            {moment?.kind === 'clip' && (
              <ClipTrim
                name={name}
                clip={moment}
                onChange={clip => editor.set(at, { kind: 'clip', ...clip })}
              />
            )}
          </>
        )}
      </div>
    </FieldRow>
  );
}

function Quotation({ path, text }: { path: FieldPath; text: string }) {
  const { editor } = useReport();
  const id = useId();
  const remarks = useFieldProps(path);
  return (
    <Labeled id={id} minor label={texts.quotation}>
      <GrowingText
        {...remarks}
        id={id}
        rows={2}
        maxLength={REPORT_LIMITS.quotation}
        value={text}
        onChange={({ target }) => editor.set(path, { kind: 'quotation', text: target.value })}
      />
    </Labeled>
  );
}

function MomentSelect(props: { path: FieldPath; first: boolean; onEvidence: (evidence: Evidence) => void }) {
  const { path, first, onEvidence } = props;
  const { workspace, evidence } = useReport();
  const remarks = useFieldProps(path);
  const { evidence: words } = reportEditorTexts;
  const numberOf = ({ questionId }: Evidence) =>
    workspace.chosen.kit.questions.findIndex(({ id }) => id === questionId) + 1;
  const wordsOf = (each: Evidence) => {
    if ('noteId' in each) return noteLabel(each as NotedEvidence);
    return each.quotation === undefined ? words.answer(formatClock(each.clip?.fromMs ?? 0)) : words.written;
  };
  const options = [...evidence.values()]
    .filter(({ clip, quotation }) => clip !== undefined || quotation !== undefined)
    .map(each => ({ value: each.id, label: `${words.question(numberOf(each))}, ${wordsOf(each)}` }));
  return (
    <Select
      {...remarks}
      label={texts.take}
      hideLabel
      value=""
      options={[{ value: '', label: first ? texts.takeNone : texts.takeOther }, ...options]}
      onChange={({ target }) => {
        const chosen = evidence.get(target.value);
        if (chosen) onEvidence(chosen);
      }}
    />
  );

  function noteLabel({ atMs, by, kind, text }: NotedEvidence): string {
    const short = text.length > 60 ? `${text.slice(0, 60)}…` : text;
    return [`${words.kinds[kind]} ${words.by(by)} ${formatClock(atMs ?? 0)}`, short]
      .filter(Boolean)
      .join(': ');
  }
}
