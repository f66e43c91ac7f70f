import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react';
import { REPORT_LIMITS, type ReportPoint } from '../../../../../shared/report/reportContent.ts';
import { IconButton } from '../../../../components/ui/IconButton.tsx';
import { Select } from '../../../../components/ui/Select.tsx';
import type { Place } from '../../../../core/kit/place.ts';
import { type Evidence, withMomentOf } from '../../../../core/report/evidence.ts';
import { reportEditorTexts } from '../../../../texts/reportEditor.ts';
import { type PointList, useReport, useReportState } from '../reportDesk.ts';
import { AnchorField } from './AnchorField.tsx';
import { DropZone } from './DropZone.tsx';
import { Margin, useRemarkProps } from './Margin.tsx';
import { MomentField } from './MomentField.tsx';
import { ReportText } from './ReportText.tsx';

const texts = reportEditorTexts.points;

interface PointCardProps {
  list: PointList;
  index: number;
  count: number;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

/** One thing to keep or to change: the moment, what was seen, the rung with the next one, and what to do. */
export function PointCard({ list, index, count, onMove, onRemove }: PointCardProps) {
  const { desk, editor } = useReport();
  const point = useReportState(({ content }) => content[list][index]);
  if (!point) return null;
  const name = texts[list].number(index + 1);
  const place = [list, index] as const;
  const change = (step: (before: ReportPoint) => ReportPoint) =>
    editor.change(content => ({
      ...content,
      [list]: content[list].map((each, at) => (at === index ? step(each) : each)),
    }));
  const rest = (evidence: Evidence) => change(before => withMomentOf(desk, before, evidence));
  return (
    <DropZone
      onDropped={rest}
      className="flex flex-col gap-5 rounded-card border border-line bg-surface p-4 sm:p-5"
    >
      <section aria-label={name} className="flex flex-col gap-5" data-point={`${list}.${index}`}>
        <div className="flex items-center justify-between gap-2">
          <h3 tabIndex={-1} data-place={`${list}.${index}`} className="text-base font-semibold">
            {name}
          </h3>
          <div className="flex">
            {count > 1 && (
              <>
                <IconButton
                  size="sm"
                  label={texts.up(name)}
                  disabled={index === 0}
                  icon={<ArrowUp className="size-4" aria-hidden="true" />}
                  onClick={() => onMove(-1)}
                />
                <IconButton
                  size="sm"
                  label={texts.down(name)}
                  disabled={index === count - 1}
                  icon={<ArrowDown className="size-4" aria-hidden="true" />}
                  onClick={() => onMove(1)}
                />
              </>
            )}
            <IconButton
              size="sm"
              label={texts.remove(name)}
              icon={<Trash2 className="size-4" aria-hidden="true" />}
              onClick={onRemove}
            />
          </div>
        </div>
        <MomentField point={point} place={place} name={name} onRest={rest} onChange={change} />
        <QuestionSelect point={point} place={place} onChange={change} />
        <ReportText
          place={[...place, 'seen']}
          label={texts.seen}
          hint={texts.seenHint}
          rows={2}
          max={REPORT_LIMITS.text}
        />
        <AnchorField list={list} point={point} place={place} onChange={change} />
        <ReportText
          place={[...place, 'action']}
          label={texts.action[list]}
          hint={texts.actionHint[list]}
          rows={2}
          max={REPORT_LIMITS.text}
        />
      </section>
    </DropZone>
  );
}

interface QuestionSelectProps {
  point: ReportPoint;
  place: Place;
  onChange: (step: (before: ReportPoint) => ReportPoint) => void;
}

function QuestionSelect({ point, place, onChange }: QuestionSelectProps) {
  const remarks = useRemarkProps([...place, 'questionId']);
  const { questions } = useReport().desk.chosen.kit;
  const options = questions.map(({ id, text }, index) => ({
    value: id as string,
    label: `${reportEditorTexts.evidence.question(index + 1)} ${text}`,
  }));
  return (
    <Margin places={[[...place, 'questionId']]}>
      <Select
        {...remarks}
        label={texts.question}
        value={point.questionId ?? ''}
        options={[{ value: '', label: texts.noQuestion }, ...options]}
        onChange={({ target }) => {
          const questionId = questions.find(({ id }) => id === target.value)?.id;
          onChange(({ questionId: _before, ...rest }) => ({ ...rest, ...(questionId && { questionId }) }));
        }}
      />
    </Margin>
  );
}
