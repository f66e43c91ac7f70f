import { Plus, Trash2, UnfoldHorizontal } from 'lucide-react';
import { useRef } from 'react';
import { flushSync } from 'react-dom';
import type { CompetencyId } from '../../../../../shared/kit/kitIds.ts';
import { reportWords } from '../../../../../shared/report/lintReport.ts';
import { REPORT_LIMITS, type ReportTask } from '../../../../../shared/report/reportContent.ts';
import { Button } from '../../../../components/ui/Button.tsx';
import { ButtonLink } from '../../../../components/ui/ButtonLink.tsx';
import { Checkbox } from '../../../../components/ui/Checkbox.tsx';
import { IconButton } from '../../../../components/ui/IconButton.tsx';
import { Select } from '../../../../components/ui/Select.tsx';
import { type FieldPath, without } from '../../../../core/editor/fieldPath.ts';
import { answerEvidence } from '../../../../core/report/evidence.ts';
import { reportEditorTexts, reportEditorTexts as texts } from '../../../../texts/reportEditor.ts';
import { FieldRow, useDescription } from '../../editor/Remarks.tsx';
import { PlayFrom } from '../evidence/EvidencePlayer.tsx';
import { focusField, useReport, useReportState } from '../reportContext.ts';
import { PointSection } from './PointSection.tsx';
import { ReportText } from './ReportText.tsx';

/** Path of findings about the whole report. */
const WHOLE: readonly FieldPath[] = [[]];

export function ReportForm() {
  const words = useReportState(({ content }) => reportWords(content));
  return (
    <div className="@container flex flex-col gap-10" data-report-document>
      <DisagreementNotice />
      <ReportText
        path={['headline']}
        also={WHOLE}
        label={texts.headline.label}
        hint={texts.headline.hint}
        rows={2}
        max={REPORT_LIMITS.headline}
        note={texts.findings.words(words)}
      />
      <PointSection list="keep" />
      <PointSection list="change" />
      <QuestionLines />
      <Plan />
    </div>
  );
}

const linesTexts = reportEditorTexts.lines;

function QuestionLines() {
  const { desk, review } = useReport();
  return (
    <section aria-labelledby="section-lines" className="flex flex-col gap-4">
      <div className="flex flex-col gap-1">
        <h2 id="section-lines" className="text-lg font-semibold">
          {linesTexts.title}
        </h2>
        <p className="text-sm text-muted">{linesTexts.intro}</p>
      </div>
      <ol className="flex flex-col gap-5">
        {desk.chosen.kit.questions.map(({ id, text }, index) => {
          // The last answer counts.
          const span = answerEvidence(review, id).at(-1)?.span;
          return (
            <li key={id} className="flex flex-col gap-1.5">
              <div className="flex items-start gap-2 text-sm @3xl:pr-58">
                <p className="min-w-0 flex-1">
                  <span className="font-medium tabular-nums">
                    {reportEditorTexts.evidence.question(index + 1)}
                  </span>{' '}
                  <span className="text-muted">{text}</span>
                </p>
                {span && <PlayFrom fromMs={span.fromMs} toMs={span.toMs} />}
              </div>
              <ReportText
                path={['lines', id]}
                label={linesTexts.label(index + 1)}
                hideLabel
                optional
                max={REPORT_LIMITS.line}
              />
            </li>
          );
        })}
      </ol>
    </section>
  );
}

const planTexts = reportEditorTexts.plan;

function Plan() {
  const { editor } = useReport();
  const heading = useRef<HTMLHeadingElement>(null);
  const tasks = useReportState(({ content }) => content.tasks);
  const remarks = useDescription(['tasks']);
  const full = tasks.length >= REPORT_LIMITS.tasks;
  const add = () => {
    flushSync(() => editor.change(content => ({ ...content, tasks: [...content.tasks, { text: '' }] })));
    focusField(['tasks', tasks.length, 'text']);
  };
  const remove = (index: number) => {
    editor.change(content => ({ ...content, tasks: without(content.tasks, index) }));
    heading.current?.focus();
  };
  return (
    <section aria-labelledby="section-plan" className="flex flex-col gap-4">
      <div className="flex flex-col gap-1">
        <h2 ref={heading} id="section-plan" tabIndex={-1} className="text-lg font-semibold">
          {planTexts.title}
        </h2>
        <p className="text-sm text-muted">{planTexts.intro}</p>
      </div>
      <ol className="flex flex-col gap-4 empty:hidden">
        {tasks.map((task, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: tasks have no ids and never move
          <li key={index}>
            <Task task={task} index={index} onRemove={() => remove(index)} />
          </li>
        ))}
      </ol>
      <FieldRow paths={[['tasks']]}>
        {full ? (
          <p className="text-sm text-muted">{planTexts.full}</p>
        ) : (
          <Button {...remarks} size="sm" icon={Plus} onClick={add}>
            {planTexts.add}
          </Button>
        )}
      </FieldRow>
    </section>
  );
}

function Task({ task, index, onRemove }: { task: ReportTask; index: number; onRemove: () => void }) {
  const { desk, editor } = useReport();
  const { questions } = desk.chosen.kit;
  return (
    <section
      aria-label={planTexts.task(index + 1)}
      className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4"
    >
      <div className="flex items-center justify-between gap-2">
        <h3 className="text-sm font-semibold">{planTexts.task(index + 1)}</h3>
        <IconButton size="sm" label={planTexts.remove(index + 1)} icon={Trash2} onClick={onRemove} />
      </div>
      <ReportText path={['tasks', index, 'text']} label={planTexts.text} max={REPORT_LIMITS.line} />
      <FieldRow
        paths={[
          ['tasks', index, 'guideQuestionId'],
          ['tasks', index, 'questionId'],
        ]}
      >
        <div className="grid gap-3 sm:grid-cols-2">
          <Select
            label={planTexts.guide}
            disabled={desk.guide.length === 0}
            hint={desk.guide.length === 0 ? planTexts.noGuides : undefined}
            value={task.guideQuestionId ?? ''}
            options={[
              { value: '', label: planTexts.noGuide },
              ...desk.guide.map(({ id, title }) => ({ value: id as string, label: title })),
            ]}
            onChange={({ target }) =>
              editor.set(['tasks', index, 'guideQuestionId'], target.value || undefined)
            }
          />
          <Select
            label={planTexts.question}
            value={task.questionId ?? ''}
            options={[
              { value: '', label: planTexts.noQuestion },
              ...questions.map(({ id, text }, at) => ({
                value: id as string,
                label: `${reportEditorTexts.evidence.question(at + 1)} ${text}`,
              })),
            ]}
            onChange={({ target }) => editor.set(['tasks', index, 'questionId'], target.value || undefined)}
          />
        </div>
      </FieldRow>
    </section>
  );
}

const farTexts = reportEditorTexts.far;

/** Asks evaluators whose ratings differ widely to agree or to confirm the difference. */
function DisagreementNotice() {
  const { desk, editor } = useReport();
  const apart = useReportState(({ content }) => content.apart);
  const remarks = useDescription(['apart']);
  if (desk.far.length === 0) return null;
  const nameOf = (id: CompetencyId) =>
    desk.chosen.kit.competencies.find(competency => competency.id === id)?.name ?? id;
  const stay = (id: CompetencyId, stays: boolean) =>
    editor.change(content => ({
      ...content,
      apart: stays ? [...content.apart, id] : content.apart.filter(each => each !== id),
    }));
  return (
    <FieldRow paths={[['apart']]}>
      <section
        {...remarks}
        aria-labelledby="raters-apart"
        tabIndex={-1}
        className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4"
      >
        <div className="flex items-start gap-2.5">
          <UnfoldHorizontal className="mt-0.5 size-4 shrink-0 text-warning-ink" />
          <div className="flex flex-col gap-1">
            <h2 id="raters-apart" className="text-sm font-semibold">
              {farTexts.title}
            </h2>
            <p className="text-sm text-muted">{farTexts.body}</p>
          </div>
        </div>
        <div className="flex flex-col gap-1.5">
          {desk.far.map(id => (
            <Checkbox
              key={id}
              checked={apart.includes(id)}
              onCheckedChange={stays => stay(id, stays)}
              label={farTexts.stay(nameOf(id))}
            />
          ))}
        </div>
        <div className="flex flex-wrap gap-2">
          <ButtonLink size="sm" to={`/console/evaluations/${desk.interviewId}`}>
            {farTexts.toRating}
          </ButtonLink>
          <ButtonLink size="sm" variant="quiet" to={`/console/interviews/${desk.interviewId}/scorecards`}>
            {farTexts.toScorecards}
          </ButtonLink>
        </div>
      </section>
    </FieldRow>
  );
}
