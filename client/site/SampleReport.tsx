import { ArrowUp, Check, Clapperboard } from 'lucide-react';
import type { RolePage, SamplePoint, SiteRole } from '../../shared/site/sitePages.ts';
import { voiceColorOf } from '../../shared/site/voice.ts';
import { Waveform } from '../components/ui/Waveform.tsx';
import { sampleReport as texts } from '../texts/sampleReport.ts';

/** Levels of competencies that have no point in the sample report. 0 means no evidence. */
const OTHER_LEVELS = [3, 0, 4, 3] as const;
const STEPS = [1, 2, 3, 4, 5] as const;

export function SampleReport({ page: { role, competencies, sample } }: { page: RolePage }) {
  return (
    <section aria-labelledby="report" className="flex flex-col gap-5 print:hidden">
      <div className="flex flex-col gap-1.5">
        <h2 id="report" className="scroll-mt-6 text-2xl font-semibold">
          {texts.title}
        </h2>
        <p className="max-w-[44rem] text-muted">{texts.lead}</p>
      </div>
      <div
        data-voice={voiceColorOf(role.slug)}
        className="flex max-w-[44rem] flex-col gap-8 rounded-card border border-line bg-surface p-5 sm:p-8"
      >
        <div className="flex flex-col gap-3">
          <Waveform seed={role.slug} bars={48} className="h-7 w-42 stroke-voice" />
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
            <Mark />
            <span lang={role.locale}>
              {role.role}
              {role.level && ` · ${role.level}`}
            </span>
          </p>
          {sample && (
            <p className="max-w-[46ch] text-lg leading-8 font-medium text-pretty">
              <span className="sr-only">{texts.inShort}: </span>
              <span lang={role.locale}>
                {texts.headline(sample.keep.competency, sample.change.competency)}
              </span>
            </p>
          )}
        </div>
        {sample && (
          <>
            <Point kind="keep" point={sample.keep} role={role} />
            <Point kind="change" point={sample.change} role={role} />
          </>
        )}
        {competencies.length > 0 && (
          <Levels names={competencies.map(({ name }) => name)} sample={sample} lang={role.locale} />
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

const KINDS = {
  keep: { Icon: Check, style: 'bg-success-soft text-success-ink', level: 4, seconds: 38 },
  change: { Icon: ArrowUp, style: 'bg-accent-soft text-accent-ink', level: 2, seconds: 24 },
};

interface PointProps {
  kind: keyof typeof KINDS;
  point: SamplePoint;
  role: SiteRole;
}

function Point({ kind, point, role: { slug, locale } }: PointProps) {
  const { title, short, coachNote, commonMistake, followUp, competency } = point;
  const { Icon, style, level, seconds } = KINDS[kind];
  const action = kind === 'keep' && followUp ? texts.followUp(followUp) : coachNote;
  return (
    <div className="flex flex-col gap-4">
      <h3 className="flex items-center gap-3 font-semibold">
        <span className={`flex size-7 items-center justify-center rounded-full ${style}`}>
          <Icon className="size-4" strokeWidth={2.5} />
        </span>
        {texts[kind]}
      </h3>
      <div className="grid gap-x-6 gap-y-4 sm:grid-cols-[14rem_minmax(0,1fr)]">
        <div className="flex flex-col gap-2.5">
          <Clip slug={slug} kind={kind} seconds={seconds} />
          <p className="text-sm text-muted">
            <span className="sr-only">{texts.asked}: </span>
            <span lang={locale}>{title}</span>
          </p>
        </div>
        <div className="flex min-w-0 flex-col gap-3">
          <p className="text-sm font-semibold text-muted" lang={locale}>
            {competency}
          </p>
          {kind === 'keep' ? (
            <blockquote className="m-0 text-pretty" lang={locale}>
              “{short}”
            </blockquote>
          ) : (
            <p className="text-pretty">
              {texts.heard}: <span lang={locale}>{commonMistake}</span>
            </p>
          )}
          <p className="text-sm font-medium tabular-nums">{texts.level(level)}</p>
        </div>
      </div>
      <p className="rounded-card bg-accent-soft px-4 py-3">
        <span className="block text-sm font-semibold text-accent-ink">{texts.nextTime}</span>
        <span className="font-medium" lang={locale}>
          {action}
        </span>
      </p>
    </div>
  );
}

/** Shows where a report has the clip of a moment. There is no recording to play. */
function Clip({ slug, kind, seconds }: { slug: string; kind: string; seconds: number }) {
  return (
    <div
      data-voice={voiceColorOf(slug)}
      className="stage relative aspect-video overflow-hidden rounded-card bg-canvas text-sm text-ink max-sm:aspect-[3]"
    >
      <Waveform
        seed={`${slug} ${kind}`}
        bars={36}
        className="absolute inset-x-4 top-[18%] h-[42%] w-[calc(100%-2rem)] stroke-voice"
      />
      <p className="absolute inset-x-3 bottom-2.5 flex items-center justify-between">
        <span className="sr-only">{texts.clip}, </span>
        <span className="flex items-center gap-1.5 text-muted">
          <Clapperboard className="size-4" />
          {texts.sample}
        </span>
        <span className="tabular-nums">{texts.seconds(seconds)}</span>
      </p>
    </div>
  );
}

interface LevelsProps {
  names: string[];
  sample: RolePage['sample'];
  lang: string;
}

function Levels({ names, sample, lang }: LevelsProps) {
  const levelOf = (name: string, index: number) => {
    if (name === sample?.keep.competency) return KINDS.keep.level;
    if (name === sample?.change.competency) return KINDS.change.level;
    return OTHER_LEVELS[index % OTHER_LEVELS.length] ?? 0;
  };
  return (
    <div className="flex flex-col gap-3">
      <h3 className="font-semibold">{texts.levels}</h3>
      <ul className="flex flex-col divide-y divide-line">
        {names.map((name, index) => {
          const level = levelOf(name, index);
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
