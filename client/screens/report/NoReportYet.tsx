import { Check, CircleSlash, Hourglass, PencilLine } from 'lucide-react';
import type { OpenedReport } from '../../../shared/protocol/readerRoutes.ts';
import { IconPage } from '../../components/shell/IconPage.tsx';
import { classNames } from '../../components/ui/classNames.ts';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { readReport } from '../../texts/readReport.ts';

const { impossible, retracted, waiting } = readReport;
const FRAME = 'mx-auto w-full max-w-xl pt-[4dvh]';
const STEPS = ['queued', 'rated', 'written'] as const;

type Unreadable = Exclude<OpenedReport, { state: 'open' | 'guess' }>;

/** Why there is nothing to read, and until when. */
export function NoReportYet({ opened }: { opened: Unreadable }) {
  usePageTitle(readReport.tab(opened.role));
  switch (opened.state) {
    case 'waiting':
      return <Waiting opened={opened} />;
    case 'impossible':
      return (
        <IconPage className={FRAME} icon={CircleSlash} eyebrow={opened.role} title={impossible.title}>
          <p className="max-w-[60ch] text-muted">{impossible.reasons[opened.reason]}</p>
        </IconPage>
      );
    case 'retracted':
      return (
        <IconPage className={FRAME} icon={PencilLine} eyebrow={opened.role} title={retracted.title}>
          <p className="max-w-[60ch] text-muted">{retracted.body}</p>
        </IconPage>
      );
  }
}

function Waiting({
  opened: { promisedAt, role, step },
}: {
  opened: Extract<Unreadable, { state: 'waiting' }>;
}) {
  const now = Date.now();
  const current = STEPS.indexOf(step);
  return (
    <IconPage className={FRAME} icon={Hourglass} eyebrow={role} title={waiting.title}>
      {promisedAt !== undefined && (
        <p className="max-w-[60ch] text-lg">
          {promisedAt < now ? waiting.late(promisedAt, now) : waiting.promised(promisedAt, now)}
        </p>
      )}
      <ol aria-label={waiting.progress} className="flex flex-col gap-3">
        {STEPS.map((name, index) => (
          <li
            key={name}
            aria-current={index === current ? 'step' : undefined}
            className={classNames(
              'flex items-center gap-3',
              index === current ? 'font-medium' : 'text-muted',
            )}
          >
            <span
              aria-hidden="true"
              className={classNames(
                'flex size-7 items-center justify-center rounded-full text-sm font-semibold',
                index < current && 'bg-accent-soft text-accent-ink',
                index === current && 'bg-accent text-on-accent',
                index > current && 'border border-line-strong',
              )}
            >
              {index < current ? <Check className="size-4" strokeWidth={3} /> : index + 1}
            </span>
            {waiting.steps[name]}
          </li>
        ))}
      </ol>
      <p className="max-w-[60ch] text-muted">{waiting.close}</p>
    </IconPage>
  );
}
