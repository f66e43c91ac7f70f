import { ArrowRight, Plus } from 'lucide-react';
import { type ReactNode, type Ref, useRef } from 'react';
import { flushSync } from 'react-dom';
import { uuidv7 } from 'uuidv7';
import {
  PointId,
  REPORT_LIMITS,
  type ReportPoint,
  Rung,
} from '../../../../../shared/report/reportContent.ts';
import { Button } from '../../../../components/ui/Button.tsx';
import { Select } from '../../../../components/ui/Select.tsx';
import { type FieldPath, moved, without, withValueAt } from '../../../../core/editor/fieldPath.ts';
import { type Evidence, levelReached, withMomentOf } from '../../../../core/report/evidence.ts';
import { reportEditorTexts } from '../../../../texts/reportEditor.ts';
import { EditedSelect, FieldRow, TextRow, useDescription, useFieldProps } from '../../editor/fields.tsx';
import { type ListRowActions, RowActions } from '../../editor/RowActions.tsx';
import { DropZone } from '../evidence/evidenceUse.tsx';
import { focusField, type PointList, useReport, useReportState } from '../reportContext.ts';
import { MomentField } from './MomentField.tsx';

const texts = reportEditorTexts.points;

interface FormSectionProps {
  id: string;
  title: string;
  intro: string;
  headingRef?: Ref<HTMLHeadingElement>;
  children: ReactNode;
}

export function FormSection({ id, title, intro, headingRef, children }: FormSectionProps) {
  return (
    <section aria-labelledby={`section-${id}`} className="flex flex-col gap-4" data-section={id}>
      <div className="flex flex-col gap-1">
        <h2 ref={headingRef} id={`section-${id}`} tabIndex={-1} className="text-lg font-semibold">
          {title}
        </h2>
        <p className="text-sm text-muted">{intro}</p>
      </div>
      {children}
    </section>
  );
}

export function PointSection({ list }: { list: PointList }) {
  const { editor, announce, addPoint } = useReport();
  const heading = useRef<HTMLHeadingElement>(null);
  const points = useReportState(({ content }) => content[list]);
  const remarks = useDescription([list]);
  const set = (next: readonly ReportPoint[]) => editor.set([list], next);
  const add = () => {
    const point = { pointId: PointId.parse(uuidv7()), seen: '', action: '' };
    flushSync(() => set([...points, point]));
    focusField([list, points.length, 'seen']);
  };
  const remove = (index: number) => {
    set(without(points, index));
    announce(texts.removed(texts[list].number(index + 1)));
    heading.current?.focus();
  };
  return (
    <FormSection id={list} headingRef={heading} {...texts[list]}>
      <ol className="flex flex-col gap-4 empty:hidden">
        {points.map((point, index) => (
          <li key={point.pointId}>
            <PointCard
              list={list}
              point={point}
              index={index}
              count={points.length}
              onMove={by => set(moved(points, index, index + by))}
              onRemove={() => remove(index)}
            />
          </li>
        ))}
      </ol>
      {points.length < REPORT_LIMITS[list] && (
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
    </FormSection>
  );
}

function PointCard({ list, point, ...actions }: ListRowActions & { list: PointList; point: ReportPoint }) {
  const { workspace, editor } = useReport();
  const { index, count } = actions;
  const name = texts[list].number(index + 1);
  const path = [list, index] as const;
  const change = (next: ReportPoint) => editor.set(path, next);
  const baseOn = (evidence: Evidence) => change(withMomentOf(workspace, point, evidence));
  return (
    <DropZone
      onDropped={baseOn}
      className="flex flex-col gap-5 rounded-card border border-line bg-surface p-4 sm:p-5"
    >
      <section aria-label={name} className="flex flex-col gap-5" data-point={`${list}.${index}`}>
        <div className="flex items-center justify-between gap-2">
          <h3 tabIndex={-1} data-path={`${list}.${index}`} className="text-base font-semibold">
            {name}
          </h3>
          <RowActions {...actions} name={name} texts={texts} movable={count > 1} />
        </div>
        <MomentField point={point} path={path} name={name} onEvidence={baseOn} onChange={change} />
        <FieldRow paths={[[...path, 'questionId']]}>
          <EditedSelect
            path={[...path, 'questionId']}
            label={texts.question}
            options={useQuestionOptions(texts.noQuestion)}
          />
        </FieldRow>
        <TextRow
          path={[...path, 'seen']}
          label={texts.seen}
          hint={texts.seenHint}
          rows={2}
          maxLength={REPORT_LIMITS.text}
        />
        <LevelField point={point} path={path} onChange={change} />
        <TextRow
          path={[...path, 'action']}
          label={texts.action}
          hint={texts.actionHint[list]}
          rows={2}
          maxLength={REPORT_LIMITS.text}
        />
      </section>
    </DropZone>
  );
}

export function useQuestionOptions(none: string) {
  const { questions } = useReport().workspace.chosen.kit;
  const options = questions.map(({ id, text }, index) => ({
    value: id as string,
    label: `${reportEditorTexts.evidence.question(index + 1)} ${text}`,
  }));
  return [{ value: '', label: none }, ...options];
}

function LevelField(props: { point: ReportPoint; path: FieldPath; onChange: (next: ReportPoint) => void }) {
  const { point, path, onChange } = props;
  const { workspace, editor } = useReport();
  const { competencies, questions } = workspace.chosen.kit;
  const competencyPath = [...path, 'competencyId'];
  const reachedPath = [...path, 'reached'];
  const reachedProps = useFieldProps(reachedPath);
  const competencyProps = useFieldProps(competencyPath);
  const competency = competencies.find(({ id }) => id === point.competencyId);
  const fed = questions.find(({ id }) => id === point.questionId)?.competencies ?? [];
  const sorted = competencies.toSorted((a, b) => Number(fed.includes(b.id)) - Number(fed.includes(a.id)));
  const anchorOf = (level: number) => competency?.anchors[level - 1];
  const { reached } = point;
  const chooseCompetency = (chosen: string) => {
    const competencyId = competencies.find(({ id }) => id === chosen)?.id;
    const level = competencyId && levelReached(workspace, competencyId);
    onChange(withValueAt(withValueAt(point, ['competencyId'], competencyId), ['reached'], level));
  };
  return (
    <FieldRow paths={[competencyPath, reachedPath]}>
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
            onChange={({ target }) => chooseCompetency(target.value)}
          />
          <Select
            {...reachedProps}
            label={texts.reached}
            disabled={!competency}
            value={reached === undefined ? '' : `${reached}`}
            options={[
              { value: '', label: texts.noReached },
              ...[1, 2, 3, 4, 5].map(level => ({
                value: `${level}`,
                label: `${texts.level(level)}: ${anchorOf(level) ?? ''}`,
              })),
            ]}
            onChange={({ target }) => editor.set(reachedPath, Rung.safeParse(Number(target.value)).data)}
          />
        </div>
        {competency && reached !== undefined && (
          <div className="grid gap-3 text-sm sm:grid-cols-2" data-anchors>
            <div className="flex flex-col gap-1 rounded-control bg-accent-soft p-3">
              <p className="text-xs font-medium text-accent-ink">
                {texts.reached} · {texts.level(reached)}
              </p>
              <p>{anchorOf(reached)}</p>
            </div>
            <div className="flex flex-col gap-1 rounded-control bg-sunken p-3" data-next-anchor>
              <p className="flex items-center gap-1.5 text-xs font-medium text-muted">
                <ArrowRight className="size-3.5" />
                {texts.next}
              </p>
              <p className="text-muted">{anchorOf(reached + 1) || texts.top}</p>
            </div>
          </div>
        )}
      </div>
    </FieldRow>
  );
}
