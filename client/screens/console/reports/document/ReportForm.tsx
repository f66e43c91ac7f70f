import { Plus, Trash2, UnfoldHorizontal } from 'lucide-react';
import { useRef } from 'react';
import { flushSync } from 'react-dom';
import type { CompetencyId } from '../../../../../shared/kit/kitIds.ts';
import { reportWords } from '../../../../../shared/report/lintReport.ts';
import { REPORT_LIMITS } from '../../../../../shared/report/reportContent.ts';
import { Button } from '../../../../components/ui/Button.tsx';
import { ButtonLink } from '../../../../components/ui/ButtonLink.tsx';
import { Checkbox } from '../../../../components/ui/Checkbox.tsx';
import { IconButton } from '../../../../components/ui/IconButton.tsx';
import { type FieldPath, without } from '../../../../core/editor/fieldPath.ts';
import { answerEvidence } from '../../../../core/report/evidence.ts';
import { reportEditorTexts as texts } from '../../../../texts/reportEditor.ts';
import { EditedSelect, FieldRow, TextRow, useDescription } from '../../editor/fields.tsx';
import { PlayFrom } from '../evidence/EvidencePlayer.tsx';
import { focusField, useReport, useReportState } from '../reportContext.ts';
import { FormSection, PointSection, useQuestionOptions } from './PointSection.tsx';

const WHOLE: readonly FieldPath[] = [[]];

export function ReportForm() {
  const words = useReportState(({ content }) => reportWords(content));
  return (
    <div className="@container flex flex-col gap-10" data-report-document>
      <DisagreementNotice />
      <TextRow
        path={['headline']}
        also={WHOLE}
        label={texts.headline.label}
        hint={texts.headline.hint}
        rows={2}
        maxLength={REPORT_LIMITS.headline}
        note={() => texts.findings.words(words)}
      />
      <PointSection list="keep" />
      <PointSection list="change" />
      <QuestionLines />
      <Plan />
    </div>
  );
}

function QuestionLines() {
  const { workspace, review } = useReport();
  return (
    <FormSection id="lines" title={texts.lines.title} intro={texts.lines.intro}>
      <ol className="flex flex-col gap-5">
        {workspace.chosen.kit.questions.map(({ id, text }, index) => {
          const span = answerEvidence(review, id).at(-1)?.span;
          return (
            <li key={id} className="flex flex-col gap-1.5">
              <div className="flex items-start gap-2 text-sm @3xl:pr-58">
                <p className="min-w-0 flex-1">
                  <span className="font-medium tabular-nums">{texts.evidence.question(index + 1)}</span>{' '}
                  <span className="text-muted">{text}</span>
                </p>
                {span && <PlayFrom {...span} />}
              </div>
              <TextRow
                path={['lines', id]}
                label={texts.lines.label(index + 1)}
                hideLabel
                optional
                maxLength={REPORT_LIMITS.line}
              />
            </li>
          );
        })}
      </ol>
    </FormSection>
  );
}

function Plan() {
  const { editor } = useReport();
  const heading = useRef<HTMLHeadingElement>(null);
  const tasks = useReportState(({ content }) => content.tasks);
  const remarks = useDescription(['tasks']);
  const add = () => {
    flushSync(() => editor.set(['tasks'], [...tasks, { text: '' }]));
    focusField(['tasks', tasks.length, 'text']);
  };
  const remove = (index: number) => {
    editor.set(['tasks'], without(tasks, index));
    heading.current?.focus();
  };
  return (
    <FormSection id="plan" headingRef={heading} title={texts.plan.title} intro={texts.plan.intro}>
      <ol className="flex flex-col gap-4 empty:hidden">
        {tasks.map((_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: tasks have no ids, and they never move
          <li key={index}>
            <Task index={index} onRemove={() => remove(index)} />
          </li>
        ))}
      </ol>
      <FieldRow paths={[['tasks']]}>
        {tasks.length >= REPORT_LIMITS.tasks ? (
          <p className="text-sm text-muted">{texts.plan.full}</p>
        ) : (
          <Button {...remarks} size="sm" icon={Plus} onClick={add}>
            {texts.plan.add}
          </Button>
        )}
      </FieldRow>
    </FormSection>
  );
}

function Task({ index, onRemove }: { index: number; onRemove: () => void }) {
  const { guide } = useReport().workspace;
  const guidePath = ['tasks', index, 'guideQuestionId'] as const;
  const questionPath = ['tasks', index, 'questionId'] as const;
  return (
    <section
      aria-label={texts.plan.task(index + 1)}
      className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4"
    >
      <div className="flex items-center justify-between gap-2">
        <h3 className="text-sm font-semibold">{texts.plan.task(index + 1)}</h3>
        <IconButton size="sm" label={texts.plan.remove(index + 1)} icon={Trash2} onClick={onRemove} />
      </div>
      <TextRow path={['tasks', index, 'text']} label={texts.plan.text} maxLength={REPORT_LIMITS.line} />
      <FieldRow paths={[guidePath, questionPath]}>
        <div className="grid gap-3 sm:grid-cols-2">
          <EditedSelect
            path={guidePath}
            label={texts.plan.guide}
            disabled={guide.length === 0}
            hint={guide.length === 0 ? texts.plan.noGuides : undefined}
            options={[
              { value: '', label: texts.plan.noGuide },
              ...guide.map(({ id, title }) => ({ value: id as string, label: title })),
            ]}
          />
          <EditedSelect
            path={questionPath}
            label={texts.plan.question}
            options={useQuestionOptions(texts.plan.noQuestion)}
          />
        </div>
      </FieldRow>
    </section>
  );
}

/** Shown if ratings differ widely. Asks the evaluators to agree, or to confirm the difference. */
function DisagreementNotice() {
  const { workspace, editor } = useReport();
  const apart = useReportState(({ content }) => content.apart);
  const remarks = useDescription(['apart']);
  const { chosen, far, interviewId } = workspace;
  if (far.length === 0) return null;
  const nameOf = (id: CompetencyId) =>
    chosen.kit.competencies.find(competency => competency.id === id)?.name ?? id;
  const stay = (id: CompetencyId, stays: boolean) =>
    editor.set(['apart'], stays ? [...apart, id] : apart.filter(each => each !== id));
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
              {texts.far.title}
            </h2>
            <p className="text-sm text-muted">{texts.far.body}</p>
          </div>
        </div>
        <div className="flex flex-col gap-1.5">
          {far.map(id => (
            <Checkbox
              key={id}
              checked={apart.includes(id)}
              onCheckedChange={stays => stay(id, stays)}
              label={texts.far.stay(nameOf(id))}
            />
          ))}
        </div>
        <div className="flex flex-wrap gap-2">
          <ButtonLink size="sm" to={`/console/evaluations/${interviewId}`}>
            {texts.far.toRating}
          </ButtonLink>
          <ButtonLink size="sm" variant="quiet" to={`/console/interviews/${interviewId}/scorecards`}>
            {texts.far.toScorecards}
          </ButtonLink>
        </div>
      </section>
    </FieldRow>
  );
}
