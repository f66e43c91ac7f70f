import { BookOpen, RotateCcw } from 'lucide-react';
import type { Slug } from '../../../shared/protocol/siteRoutes.ts';
import type { CandidateTask } from '../../../shared/report/candidateReport.ts';
import { readReport } from '../../texts/readReport.ts';
import { ReportSection } from './ReportSection.tsx';
import { useReportLanguage } from './reportMedia.ts';
import type { ReportWays } from './reportWays.ts';

const texts = readReport.plan;
const LINK =
  'inline-flex min-h-6 items-start gap-2 text-sm font-medium text-accent-ink underline-offset-4 hover:underline print:hidden';

interface ReportPlanProps {
  tasks: readonly CandidateTask[];
  slug: Slug | undefined;
  ways: ReportWays;
}

/** What to do in the week after, each with something to read and a question to practice. */
export function ReportPlan({ tasks, slug, ways }: ReportPlanProps) {
  const lang = useReportLanguage();
  if (tasks.length === 0) return null;
  return (
    <ReportSection title={texts.title}>
      <ol className="grid gap-4 md:grid-cols-[repeat(auto-fit,minmax(0,1fr))] md:auto-cols-fr md:grid-flow-col print:grid-flow-col print:auto-cols-fr print:gap-4">
        {tasks.map((task, index) => (
          <li
            key={task.text}
            className="flex flex-col gap-3 rounded-card bg-sunken p-4 print:gap-0.5 print:rounded-none print:bg-white print:p-0"
          >
            <p className="text-sm font-semibold text-muted">{texts.days(index, tasks.length)}</p>
            <p className="print:text-sm" lang={lang}>
              {task.text}
            </p>
            <div className="mt-auto flex flex-col gap-1.5 print:text-xs">
              {task.guide && slug && (
                <a className={LINK} href={`/roles/${slug}#${task.guide.id}`}>
                  <BookOpen className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
                  <span>
                    <span className="sr-only">{texts.read}: </span>
                    <span lang={lang}>{task.guide.title}</span>
                  </span>
                </a>
              )}
              {task.questionId && ways.practice && (
                <a className={LINK} href={ways.practice(task.questionId)}>
                  <RotateCcw className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
                  {texts.practice}
                </a>
              )}
              {task.guide && (
                <p className={slug ? 'hidden print:block' : 'text-sm text-muted'}>
                  {texts.read}: <span lang={lang}>{task.guide.title}</span>
                </p>
              )}
            </div>
          </li>
        ))}
      </ol>
    </ReportSection>
  );
}
