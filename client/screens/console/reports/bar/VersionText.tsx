import type { ReportContent, ReportPoint } from '../../../../../shared/report/reportContent.ts';
import { formatClock } from '../../../../texts/clock.ts';
import { reportEditorTexts } from '../../../../texts/reportEditor.ts';
import type { PointList } from '../reportDesk.ts';
import { useReport } from '../reportDesk.ts';

const { clash, evidence, headline, lines, plan, points, trim } = reportEditorTexts;

/** The words of one version, to be read. */
export function VersionText({ content }: { content: ReportContent }) {
  const { kit } = useReport().desk.chosen;
  const written = kit.questions.flatMap(({ id }, index) => {
    const line = content.lines[id];
    return line ? [{ id, number: index + 1, line }] : [];
  });
  return (
    <div className="flex flex-col gap-4 text-sm" data-version-text>
      <Part title={headline.label}>{content.headline || clash.empty}</Part>
      <Points list="keep" points={content.keep} />
      <Points list="change" points={content.change} />
      {written.length > 0 && (
        <Part title={lines.title}>
          {written.map(({ id, line, number }) => (
            <span key={id} className="block">
              <span className="font-medium tabular-nums">{evidence.question(number)}</span> {line}
            </span>
          ))}
        </Part>
      )}
      {content.tasks.length > 0 && (
        <Part title={plan.title}>{content.tasks.map(({ text }) => text).join('\n')}</Part>
      )}
    </div>
  );
}

function Points({ list, points: written }: { list: PointList; points: readonly ReportPoint[] }) {
  return written.map(({ action, moment, pointId, seen }, index) => (
    <Part key={pointId} title={points[list].number(index + 1)}>
      {[
        moment &&
          (moment.kind === 'quotation'
            ? `“${moment.text}”`
            : `${points.kinds.clip} ${trim.span(formatClock(moment.fromMs), formatClock(moment.toMs))}`),
        seen,
        action,
      ]
        .filter(Boolean)
        .join('\n')}
    </Part>
  ));
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="flex flex-col gap-0.5">
      <h3 className="font-medium">{title}</h3>
      <p className="break-words whitespace-pre-wrap text-muted">{children}</p>
    </section>
  );
}
