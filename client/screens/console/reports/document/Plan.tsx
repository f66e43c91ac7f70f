import { Plus, Trash2 } from 'lucide-react';
import { useRef } from 'react';
import { flushSync } from 'react-dom';
import { REPORT_LIMITS, type ReportTask } from '../../../../../shared/report/reportContent.ts';
import { Button } from '../../../../components/ui/Button.tsx';
import { IconButton } from '../../../../components/ui/IconButton.tsx';
import { Select } from '../../../../components/ui/Select.tsx';
import { without } from '../../../../core/kit/order.ts';
import { reportEditorTexts } from '../../../../texts/reportEditor.ts';
import { focusPlace } from '../focusPlace.ts';
import { useReport, useReportState } from '../reportDesk.ts';
import { Margin, usePlaceProps } from './Margin.tsx';
import { ReportText } from './ReportText.tsx';

const texts = reportEditorTexts.plan;

/** What to do in the week after: up to three tasks. */
export function Plan() {
  const { editor } = useReport();
  const heading = useRef<HTMLHeadingElement>(null);
  const tasks = useReportState(({ content }) => content.tasks);
  const remarks = usePlaceProps(['tasks']);
  const full = tasks.length >= REPORT_LIMITS.tasks;
  const add = () => {
    flushSync(() => editor.change(content => ({ ...content, tasks: [...content.tasks, { text: '' }] })));
    focusPlace(['tasks', tasks.length, 'text']);
  };
  const remove = (index: number) => {
    editor.change(content => ({ ...content, tasks: without(content.tasks, index) }));
    heading.current?.focus();
  };
  return (
    <section aria-labelledby="section-plan" className="flex flex-col gap-4">
      <div className="flex flex-col gap-1">
        <h2 ref={heading} id="section-plan" tabIndex={-1} className="text-lg font-semibold">
          {texts.title}
        </h2>
        <p className="text-sm text-muted">{texts.intro}</p>
      </div>
      <ol className="flex flex-col gap-4 empty:hidden">
        {tasks.map((task, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: tasks have no ids, and are never moved
          <li key={index}>
            <Task task={task} index={index} onRemove={() => remove(index)} />
          </li>
        ))}
      </ol>
      <Margin places={[['tasks']]}>
        {full ? (
          <p className="text-sm text-muted">{texts.full}</p>
        ) : (
          <Button {...remarks} size="sm" icon={<Plus className="size-4" aria-hidden="true" />} onClick={add}>
            {texts.add}
          </Button>
        )}
      </Margin>
    </section>
  );
}

function Task({ task, index, onRemove }: { task: ReportTask; index: number; onRemove: () => void }) {
  const { desk, editor } = useReport();
  const { questions } = desk.chosen.kit;
  return (
    <section
      aria-label={texts.task(index + 1)}
      className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4"
    >
      <div className="flex items-center justify-between gap-2">
        <h3 className="text-sm font-semibold">{texts.task(index + 1)}</h3>
        <IconButton
          size="sm"
          label={texts.remove(index + 1)}
          icon={<Trash2 className="size-4" aria-hidden="true" />}
          onClick={onRemove}
        />
      </div>
      <ReportText place={['tasks', index, 'text']} label={texts.text} max={REPORT_LIMITS.line} />
      <Margin
        places={[
          ['tasks', index, 'guideQuestionId'],
          ['tasks', index, 'questionId'],
        ]}
      >
        <div className="grid gap-3 sm:grid-cols-2">
          <Select
            label={texts.guide}
            disabled={desk.guide.length === 0}
            hint={desk.guide.length === 0 ? texts.noGuides : undefined}
            value={task.guideQuestionId ?? ''}
            options={[
              { value: '', label: texts.noGuide },
              ...desk.guide.map(({ id, title }) => ({ value: id as string, label: title })),
            ]}
            onChange={({ target }) =>
              editor.set(['tasks', index, 'guideQuestionId'], target.value || undefined)
            }
          />
          <Select
            label={texts.question}
            value={task.questionId ?? ''}
            options={[
              { value: '', label: texts.noQuestion },
              ...questions.map(({ id, text }, at) => ({
                value: id as string,
                label: `${reportEditorTexts.evidence.question(at + 1)} ${text}`,
              })),
            ]}
            onChange={({ target }) => editor.set(['tasks', index, 'questionId'], target.value || undefined)}
          />
        </div>
      </Margin>
    </section>
  );
}
