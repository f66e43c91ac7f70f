import { CircleCheck, Clock, RefreshCw } from 'lucide-react';
import type { CandidateReport } from '../../../shared/report/candidateReport.ts';
import { readReport } from '../../texts/readReport.ts';
import { PageHeading } from '../shell/PageHeading.tsx';
import { Avatar } from '../ui/Avatar.tsx';

const texts = readReport.head;

/** What it is about, who looked at it, whether the promise was kept, and the one sentence to remember. */
export function ReportHead({ report, own }: { report: CandidateReport; own: boolean }) {
  const { attempt, headline, heldAt, kind, kitVersion, level, name, role } = report;
  const now = Date.now();
  const facts = [
    texts.held(heldAt, now),
    ...(kind === 'practice' ? [texts.attempt(attempt)] : []),
    texts.version(kitVersion),
  ];
  return (
    <header className="flex flex-col gap-7 print:gap-2">
      <div className="flex flex-col gap-1 print:gap-0">
        <p className="text-sm font-medium text-accent-ink">
          {own ? texts.kind[kind] : name ? texts.kindOf[kind](name) : texts.shared[kind]}
        </p>
        <PageHeading className="text-2xl! print:text-xl!">
          <span lang={report.locale}>{role}</span>
        </PageHeading>
        <p className="flex flex-wrap text-muted tabular-nums">
          <span className="whitespace-pre-wrap">
            <span lang={report.locale}>{level}</span>
            {' · '}
          </span>
          {facts.map((fact, index) => (
            <span key={fact} className="whitespace-pre-wrap">
              {fact}
              {index < facts.length - 1 && ' · '}
            </span>
          ))}
        </p>
      </div>
      <p className="max-w-[44ch] text-xl leading-9! font-medium text-pretty print:max-w-none print:text-base print:leading-6! print:font-semibold">
        <span className="sr-only">{texts.inShort}: </span>
        <span lang={report.locale}>{headline}</span>
      </p>
      <Evaluators report={report} now={now} />
    </header>
  );
}

function Evaluators({ report, now }: { report: CandidateReport; now: number }) {
  const { evaluators, promisedAt, publishedAt, updatedAt } = report;
  const { count, names, spentMs } = evaluators;
  const onTime = promisedAt === undefined ? undefined : publishedAt <= promisedAt;
  const ready = onTime === undefined ? texts.ready : onTime ? texts.readyOnTime : texts.readyLate;
  return (
    <div className="flex flex-col gap-2 border-t border-line pt-5 print:gap-0 print:border-0 print:pt-0">
      <div className="flex items-center gap-3">
        {names && names.length > 0 && (
          <span className="flex shrink-0 -space-x-1.5 print:hidden">
            {names.map(name => (
              <span key={name} className="rounded-full ring-2 ring-surface">
                <Avatar name={name} size="sm" />
              </span>
            ))}
          </span>
        )}
        <p>{texts.looked(texts.who(names, count), spentMs)}</p>
      </div>
      <ul className="flex flex-wrap gap-x-5 gap-y-1 text-sm text-muted tabular-nums">
        {promisedAt !== undefined && <Fact Icon={Clock}>{texts.promised(promisedAt, now)}</Fact>}
        <Fact Icon={CircleCheck}>{ready(publishedAt, now)}</Fact>
        {updatedAt !== undefined && <Fact Icon={RefreshCw}>{texts.updated(updatedAt, now)}</Fact>}
      </ul>
    </div>
  );
}

function Fact({ Icon, children }: { Icon: typeof Clock; children: React.ReactNode }) {
  return (
    <li className="flex items-center gap-1.5">
      <Icon className="size-4 shrink-0" aria-hidden="true" />
      <span>{children}</span>
    </li>
  );
}
