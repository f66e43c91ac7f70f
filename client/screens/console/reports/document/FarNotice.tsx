import { UnfoldHorizontal } from 'lucide-react';
import type { CompetencyId } from '../../../../../shared/kit/kitIds.ts';
import { ButtonLink } from '../../../../components/ui/ButtonLink.tsx';
import { Checkbox } from '../../../../components/ui/Checkbox.tsx';
import { reportEditorTexts } from '../../../../texts/reportEditor.ts';
import { useReport, useReportState } from '../reportDesk.ts';
import { Margin, usePlaceProps } from './Margin.tsx';

const texts = reportEditorTexts.far;

/** Raters who are far apart agree first, or say that they do not. */
export function FarNotice() {
  const { desk, editor } = useReport();
  const apart = useReportState(({ content }) => content.apart);
  const remarks = usePlaceProps(['apart']);
  if (desk.far.length === 0) return null;
  const nameOf = (id: CompetencyId) =>
    desk.chosen.kit.competencies.find(competency => competency.id === id)?.name ?? id;
  const stay = (id: CompetencyId, stays: boolean) =>
    editor.change(content => ({
      ...content,
      apart: stays ? [...content.apart, id] : content.apart.filter(each => each !== id),
    }));
  return (
    <Margin places={[['apart']]}>
      <section
        {...remarks}
        aria-labelledby="raters-apart"
        tabIndex={-1}
        className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4"
      >
        <div className="flex items-start gap-2.5">
          <UnfoldHorizontal className="mt-0.5 size-4 shrink-0 text-warning-ink" aria-hidden="true" />
          <div className="flex flex-col gap-1">
            <h2 id="raters-apart" className="text-sm font-semibold">
              {texts.title}
            </h2>
            <p className="text-sm text-muted">{texts.body}</p>
          </div>
        </div>
        <div className="flex flex-col gap-1.5">
          {desk.far.map(id => (
            <Checkbox
              key={id}
              checked={apart.includes(id)}
              onCheckedChange={stays => stay(id, stays)}
              label={texts.stay(nameOf(id))}
            />
          ))}
        </div>
        <div className="flex flex-wrap gap-2">
          <ButtonLink size="sm" to={`/console/evaluations/${desk.interviewId}`}>
            {texts.toRating}
          </ButtonLink>
          <ButtonLink size="sm" variant="quiet" to={`/console/interviews/${desk.interviewId}/scorecards`}>
            {texts.toScorecards}
          </ButtonLink>
        </div>
      </section>
    </Margin>
  );
}
