import { ArrowDown, ArrowRight, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { useRef } from 'react';
import { flushSync } from 'react-dom';
import { uuidv7 } from 'uuidv7';
import {
  PointId,
  REPORT_LIMITS,
  type ReportPoint,
  Rung,
} from '../../../../../shared/report/reportContent.ts';
import { Button } from '../../../../components/ui/Button.tsx';
import { IconButton } from '../../../../components/ui/IconButton.tsx';
import { Select } from '../../../../components/ui/Select.tsx';
import { type FieldPath, moved, without } from '../../../../core/editor/fieldPath.ts';
import { type Evidence, levelReached, withMomentOf } from '../../../../core/report/evidence.ts';
import { reportEditorTexts } from '../../../../texts/reportEditor.ts';
import { FieldRow, useDescription, useFieldProps } from '../../editor/Remarks.tsx';
import { DropZone } from '../evidence/evidenceUse.tsx';
import { focusField, type PointList, useReport, useReportState } from '../reportContext.ts';
import { MomentField } from './MomentField.tsx';
import { ReportText } from './ReportText.tsx';

const texts = reportEditorTexts.points;

export function PointSection({ list }: { list: PointList }) {
  const { editor, announce, addPoint } = useReport();
  const heading = useRef<HTMLHeadingElement>(null);
  const points = useReportState(({ content }) => content[list]);
  const remarks = useDescription([list]);
  const free = REPORT_LIMITS[list] - points.length;
  const add = () => {
    const point = { pointId: PointId.parse(uuidv7()), seen: '', action: '' };
    flushSync(() => editor.change(content => ({ ...content, [list]: [...content[list], point] })));
    focusField([list, points.length, 'seen']);
  };
  const remove = (index: number) => {
    editor.change(content => ({ ...content, [list]: without(content[list], index) }));
    announce(texts.removed(texts[list].number(index + 1)));
    heading.current?.focus();
  };
  const move = (index: number, by: -1 | 1) =>
    editor.change(content => ({ ...content, [list]: moved(content[list], index, index + by) }));
  return (
    <section aria-labelledby={`section-${list}`} className="flex flex-col gap-3" data-section={list}>
      <div className="flex flex-col gap-1">
        <h2 ref={heading} id={`section-${list}`} tabIndex={-1} className="text-lg font-semibold">
          {texts[list].title}
        </h2>
        <p className="text-sm text-muted">{texts[list].intro}</p>
      </div>
      <ol className="flex flex-col gap-4 empty:hidden">
        {points.map(({ pointId }, index) => (
          <li key={pointId}>
            <PointCard
              list={list}
              index={index}
              count={points.length}
              onMove={by => move(index, by)}
              onRemove={() => remove(index)}
            />
          </li>
        ))}
      </ol>
      {free > 0 && (
        <FieldRow paths={[[list]]}>
          <DropZone
            onDropped={evidence => addPoint(list, evidence)}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-card border border-dashed border-line-strong px-4 py-3"
          >
            <p className="text-sm text-muted pointer-coarse:hidden">{texts.drop}</p>
            <Button {...remarks} size="sm" icon={Plus} onClick={add}>
              {texts.add[list]}
            </Button>
          </DropZone>
        </FieldRow>
      )}
    </section>
  );
}

interface PointCardProps {
  list: PointList;
  index: number;
  count: number;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

function PointCard({ list, index, count, onMove, onRemove }: PointCardProps) {
  const { desk, editor } = useReport();
  const point = useReportState(({ content }) => content[list][index]);
  if (!point) return null;
  const name = texts[list].number(index + 1);
  const path = [list, index] as const;
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
          <h3 tabIndex={-1} data-path={`${list}.${index}`} className="text-base font-semibold">
            {name}
          </h3>
          <div className="flex">
            {count > 1 && (
              <>
                <IconButton
                  size="sm"
                  label={texts.up(name)}
                  disabled={index === 0}
                  icon={ArrowUp}
                  onClick={() => onMove(-1)}
                />
                <IconButton
                  size="sm"
                  label={texts.down(name)}
                  disabled={index === count - 1}
                  icon={ArrowDown}
                  onClick={() => onMove(1)}
                />
              </>
            )}
            <IconButton size="sm" label={texts.remove(name)} icon={Trash2} onClick={onRemove} />
          </div>
        </div>
        <MomentField point={point} path={path} name={name} onEvidence={rest} onChange={change} />
        <QuestionSelect point={point} path={path} onChange={change} />
        <ReportText
          path={[...path, 'seen']}
          label={texts.seen}
          hint={texts.seenHint}
          rows={2}
          max={REPORT_LIMITS.text}
        />
        <AnchorField list={list} point={point} path={path} onChange={change} />
        <ReportText
          path={[...path, 'action']}
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
  path: FieldPath;
  onChange: (step: (before: ReportPoint) => ReportPoint) => void;
}

function QuestionSelect({ point, path, onChange }: QuestionSelectProps) {
  const remarks = useFieldProps([...path, 'questionId']);
  const { questions } = useReport().desk.chosen.kit;
  const options = questions.map(({ id, text }, index) => ({
    value: id as string,
    label: `${reportEditorTexts.evidence.question(index + 1)} ${text}`,
  }));
  return (
    <FieldRow paths={[[...path, 'questionId']]}>
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
    </FieldRow>
  );
}

interface AnchorFieldProps {
  list: PointList;
  point: ReportPoint;
  path: FieldPath;
  onChange: (step: (before: ReportPoint) => ReportPoint) => void;
}

/** Competency and level, with the anchors of this level and the next. */
function AnchorField({ point, path, onChange }: AnchorFieldProps) {
  const { desk } = useReport();
  const { competencies, questions } = desk.chosen.kit;
  const reachedProps = useFieldProps([...path, 'reached']);
  const competencyProps = useFieldProps([...path, 'competencyId']);
  const competency = competencies.find(({ id }) => id === point.competencyId);
  const fed = questions.find(({ id }) => id === point.questionId)?.competencies ?? [];
  // Competencies of the question come first.
  const sorted = competencies.toSorted((a, b) => Number(fed.includes(b.id)) - Number(fed.includes(a.id)));
  const anchorOf = (rung: number | undefined) =>
    rung === undefined ? undefined : competency?.anchors[rung - 1];
  const { reached } = point;
  const next = reached === undefined ? undefined : anchorOf(reached + 1);
  return (
    <FieldRow
      paths={[
        [...path, 'competencyId'],
        [...path, 'reached'],
      ]}
    >
      <div className="flex flex-col gap-3">
        <div className="grid gap-3 sm:grid-cols-2">
          <Select
            {...competencyProps}
            label={texts.competency}
            value={point.competencyId ?? ''}
            options={[
              { value: '', label: texts.noCompetency },
              ...sorted.map(({ id, name }) => ({ value: id as string, label: name })),
            ]}
            onChange={({ target }) => {
              const competencyId = competencies.find(({ id }) => id === target.value)?.id;
              const rung = competencyId && levelReached(desk, competencyId);
              onChange(({ competencyId: _id, reached: _rung, ...rest }) => ({
                ...rest,
                ...(competencyId && { competencyId }),
                ...(rung && { reached: rung }),
              }));
            }}
          />
          <Select
            {...reachedProps}
            label={texts.reached}
            disabled={!competency}
            value={reached === undefined ? '' : `${reached}`}
            options={[
              { value: '', label: texts.noReached },
              ...[1, 2, 3, 4, 5].map(rung => ({
                value: `${rung}`,
                label: `${texts.rung(rung)}: ${anchorOf(rung) ?? ''}`,
              })),
            ]}
            onChange={({ target }) => {
              const rung = Rung.safeParse(Number(target.value)).data;
              onChange(({ reached: _before, ...rest }) => ({ ...rest, ...(rung && { reached: rung }) }));
            }}
          />
        </div>
        {competency && reached !== undefined && (
          <div className="grid gap-3 text-sm sm:grid-cols-2" data-anchors>
            <div className="flex flex-col gap-1 rounded-control bg-accent-soft p-3">
              <p className="text-xs font-medium text-accent-ink">
                {texts.reached} · {texts.rung(reached)}
              </p>
              <p>{anchorOf(reached)}</p>
            </div>
            <div className="flex flex-col gap-1 rounded-control bg-sunken p-3" data-next-anchor>
              <p className="flex items-center gap-1.5 text-xs font-medium text-muted">
                <ArrowRight className="size-3.5" />
                {texts.next}
              </p>
              <p className="text-muted">{next || texts.top}</p>
            </div>
          </div>
        )}
      </div>
    </FieldRow>
  );
}
