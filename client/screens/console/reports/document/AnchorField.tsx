import { ArrowRight } from 'lucide-react';
import { type ReportPoint, Rung } from '../../../../../shared/report/reportContent.ts';
import { Select } from '../../../../components/ui/Select.tsx';
import type { Place } from '../../../../core/kit/place.ts';
import { levelReached } from '../../../../core/report/evidence.ts';
import { reportEditorTexts } from '../../../../texts/reportEditor.ts';
import { type PointList, useReport } from '../reportDesk.ts';
import { Margin, useRemarkProps } from './Margin.tsx';

const texts = reportEditorTexts.points;

interface AnchorFieldProps {
  list: PointList;
  point: ReportPoint;
  place: Place;
  onChange: (step: (before: ReportPoint) => ReportPoint) => void;
}

/** Competency and rung, with the anchor that was reached and the next one beside it, both in the kit's words. */
export function AnchorField({ point, place, onChange }: AnchorFieldProps) {
  const { desk } = useReport();
  const { competencies, questions } = desk.chosen.kit;
  const reachedProps = useRemarkProps([...place, 'reached']);
  const competencyProps = useRemarkProps([...place, 'competencyId']);
  const competency = competencies.find(({ id }) => id === point.competencyId);
  const fed = questions.find(({ id }) => id === point.questionId)?.competencies ?? [];
  // Those that the question is about come first.
  const sorted = competencies.toSorted((a, b) => Number(fed.includes(b.id)) - Number(fed.includes(a.id)));
  const anchorOf = (rung: number | undefined) =>
    rung === undefined ? undefined : competency?.anchors[rung - 1];
  const { reached } = point;
  const next = reached === undefined ? undefined : anchorOf(reached + 1);
  return (
    <Margin
      places={[
        [...place, 'competencyId'],
        [...place, 'reached'],
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
                <ArrowRight className="size-3.5" aria-hidden="true" />
                {texts.next}
              </p>
              <p className="text-muted">{next || texts.top}</p>
            </div>
          </div>
        )}
      </div>
    </Margin>
  );
}
