import { ArrowUp, Check } from 'lucide-react';
import type { RolePage } from '../../shared/site/sitePages.ts';
import { sampleReport as texts } from '../texts/sampleReport.ts';

/** Levels in the sample report, one for each competency. 0 means no evidence. */
const LEVELS = [4, 3, 2, 4, 0, 3] as const;
const STEPS = [1, 2, 3, 4, 5] as const;

export function SampleReport({ page: { role, competencies } }: { page: RolePage }) {
  return (
    <section aria-labelledby="report" className="flex flex-col gap-5 print:hidden">
      <div className="flex flex-col gap-1.5">
        <h2 id="report" className="scroll-mt-6 text-2xl font-semibold">
          {texts.title}
        </h2>
        <p className="max-w-[44rem] text-muted">{texts.lead}</p>
      </div>
      <div className="flex max-w-[44rem] flex-col gap-8 rounded-card border border-line bg-surface p-5 sm:p-8">
        <div className="flex flex-col gap-3">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
            <Mark />
            <span lang={role.locale}>
              {role.role}
              {role.level && ` · ${role.level}`}
            </span>
          </p>
          <p className="max-w-[46ch] text-lg leading-8 font-medium text-pretty">
            <span className="sr-only">{texts.inShort}: </span>
            {texts.headline}
          </p>
        </div>
        <Point kind="keep" />
        <Point kind="change" />
        {competencies.length > 0 && (
          <Levels names={competencies.map(({ name }) => name)} lang={role.locale} />
        )}
      </div>
      <div className="flex flex-col gap-3">
        <h3 className="font-semibold">{texts.also.title}</h3>
        <ul className="flex max-w-[44rem] list-disc flex-col gap-1.5 pl-5 marker:text-faint">
          {texts.also.points.map(point => (
            <li key={point}>{point}</li>
          ))}
        </ul>
      </div>
    </section>
  );
}

function Mark() {
  return (
    <span className="rounded-full bg-warning-soft px-2.5 py-0.5 font-semibold text-warning-ink">
      {texts.badge}
    </span>
  );
}

const SIGNS = {
  keep: { Icon: Check, style: 'bg-success-soft text-success-ink' },
  change: { Icon: ArrowUp, style: 'bg-accent-soft text-accent-ink' },
};

function Point({ kind }: { kind: keyof typeof SIGNS }) {
  const { title, question, quotation, reached, next, action } = texts[kind];
  const { Icon, style } = SIGNS[kind];
  return (
    <div className="flex flex-col gap-4">
      <h3 className="flex items-center gap-3 font-semibold">
        <span className={`flex size-7 items-center justify-center rounded-full ${style}`}>
          <Icon className="size-4" strokeWidth={2.5} />
        </span>
        {title}
      </h3>
      <figure className="m-0 flex flex-col gap-1.5 border-l-2 border-line-strong pl-4">
        <figcaption className="text-sm text-muted">
          {texts.asked}: {question}
        </figcaption>
        <blockquote className="m-0 text-pretty">“{quotation}”</blockquote>
      </figure>
      <dl className="flex flex-col gap-1 text-sm">
        <div>
          <dt className="inline font-semibold">{texts.reached}: </dt>
          <dd className="inline">{reached}</dd>
        </div>
        <div className="text-muted">
          <dt className="inline font-semibold">{texts.next}: </dt>
          <dd className="inline">{next}</dd>
        </div>
      </dl>
      <p className="rounded-card bg-accent-soft px-4 py-3">
        <span className="block text-sm font-semibold text-accent-ink">{texts.nextTime}</span>
        <span className="font-medium">{action}</span>
      </p>
    </div>
  );
}

function Levels({ names, lang }: { names: string[]; lang: string }) {
  return (
    <div className="flex flex-col gap-3">
      <h3 className="font-semibold">{texts.levels}</h3>
      <ul className="flex flex-col divide-y divide-line">
        {names.map((name, index) => {
          const level = LEVELS[index % LEVELS.length] ?? 0;
          return (
            <li
              key={name}
              className="grid grid-cols-[7rem_1fr] items-center gap-x-4 gap-y-1 py-2.5 sm:grid-cols-[minmax(0,1fr)_7rem_6.5rem] sm:gap-x-6"
            >
              <span lang={lang} className="max-sm:col-span-2">
                {name}
              </span>
              <Scale level={level} />
              <span className="text-sm text-muted tabular-nums">
                {level === 0 ? texts.noEvidence : texts.level(level)}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** Draws a level as a scale of five steps. Hidden from screen readers, which read the text next to it. */
function Scale({ level }: { level: number }) {
  const shade = (step: number) =>
    level === 0 ? 'border border-dashed border-line-strong' : step <= level ? 'bg-accent' : 'bg-line';
  return (
    <span aria-hidden="true" className="grid max-w-28 grid-cols-5 gap-1 print:[print-color-adjust:exact]">
      {STEPS.map(step => (
        <span key={step} className={`h-2.5 rounded-[3px] ${shade(step)}`} />
      ))}
    </span>
  );
}
