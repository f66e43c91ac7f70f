import { useId, useState } from 'react';
import { REPORT_LIMITS, type ReportPoint } from '../../../../../shared/report/reportContent.ts';
import { GrowingText } from '../../../../components/ui/GrowingText.tsx';
import { SegmentedControl } from '../../../../components/ui/SegmentedControl.tsx';
import { Select } from '../../../../components/ui/Select.tsx';
import type { Place } from '../../../../core/kit/place.ts';
import { type Evidence, type NotedEvidence, withMomentKind } from '../../../../core/report/evidence.ts';
import { formatClock } from '../../../../texts/clock.ts';
import { reportEditorTexts } from '../../../../texts/reportEditor.ts';
import { useReport } from '../reportDesk.ts';
import { ClipTrim } from './ClipTrim.tsx';
import { Margin, useRemarkProps } from './Margin.tsx';

const texts = reportEditorTexts.points;

type Kind = 'clip' | 'quotation';

interface MomentFieldProps {
  point: ReportPoint;
  place: Place;
  name: string;
  /** Rests the point on another piece of evidence. */
  onRest: (evidence: Evidence) => void;
  onChange: (step: (before: ReportPoint) => ReportPoint) => void;
}

/** What a point rests on: a clip of the recording, or words that were said. */
export function MomentField({ point, place, name, onRest, onChange }: MomentFieldProps) {
  const { editor, played } = useReport();
  const { moment } = point;
  const [chosen, setChosen] = useState<Kind>(played ? 'clip' : 'quotation');
  const kind = moment?.kind ?? chosen;
  const at: Place = [...place, 'moment'];
  const choose = (next: Kind) => {
    setChosen(next);
    onChange(before => withMomentKind(before, next));
  };
  return (
    <Margin places={[at]}>
      <div className="flex flex-col gap-3">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <span className="text-sm font-medium" id={`${at.join('-')}-label`}>
            {texts.moment}
          </span>
          <SegmentedControl
            labelledBy={`${at.join('-')}-label`}
            options={(['clip', 'quotation'] as const).map(each => ({
              value: each,
              label: texts.kinds[each],
            }))}
            value={kind}
            onChange={choose}
            buttonClassName="h-7! px-2.5"
          />
        </div>
        {kind === 'quotation' ? (
          <Quotation place={at} text={moment?.kind === 'quotation' ? moment.text : ''} />
        ) : (
          <>
            {played ? (
              <MomentSelect place={at} first={!moment} onRest={onRest} />
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
    </Margin>
  );
}

function Quotation({ place, text }: { place: Place; text: string }) {
  const { editor } = useReport();
  const id = useId();
  const remarks = useRemarkProps(place);
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm text-muted">
        {texts.quotation}
      </label>
      <GrowingText
        {...remarks}
        id={id}
        rows={2}
        maxLength={REPORT_LIMITS.quotation}
        value={text}
        onChange={({ target }) => editor.set(place, { kind: 'quotation', text: target.value })}
      />
    </div>
  );
}

interface MomentSelectProps {
  place: Place;
  /** Whether there is none yet. */
  first: boolean;
  onRest: (evidence: Evidence) => void;
}

/** The same as dropping, for people who do not drag. */
function MomentSelect({ place, first, onRest }: MomentSelectProps) {
  const { desk, evidence } = useReport();
  const remarks = useRemarkProps(place);
  const { evidence: words } = reportEditorTexts;
  const numberOf = ({ questionId }: Evidence) =>
    desk.chosen.kit.questions.findIndex(({ id }) => id === questionId) + 1;
  const wordsOf = (each: Evidence) => {
    if ('noteId' in each) return noteLabel(each as NotedEvidence);
    return each.quotation === undefined ? words.answer(formatClock(each.clip?.fromMs ?? 0)) : words.written;
  };
  const options = [...evidence.values()]
    .filter(({ clip, quotation }) => clip !== undefined || quotation !== undefined)
    .map(each => ({
      value: each.id,
      label: `${words.question(numberOf(each))}, ${wordsOf(each)}`,
    }));
  return (
    <Select
      {...remarks}
      label={texts.take}
      hideLabel
      value=""
      options={[{ value: '', label: first ? texts.takeNone : texts.takeOther }, ...options]}
      onChange={({ target }) => {
        const chosen = evidence.get(target.value);
        if (chosen) onRest(chosen);
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
