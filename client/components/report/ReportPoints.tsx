import { ArrowDown, ArrowUp, Check, CornerDownRight } from 'lucide-react';
import { type MouseEvent, useId } from 'react';
import {
  type CandidatePoint,
  type LadderRung,
  reachedLevel,
} from '../../../shared/report/candidateReport.ts';
import { readReport } from '../../texts/readReport.ts';
import { classNames } from '../ui/classNames.ts';
import { ClipPlayer } from './ClipPlayer.tsx';
import { showLevel } from './CompetencyLevels.tsx';
import { showPart, useReportLanguage } from './ReportParts.tsx';

const texts = readReport.points;
const KINDS = {
  keep: { title: texts.keep, about: texts.keepAbout, Icon: Check, sign: 'bg-success-soft text-success-ink' },
  change: {
    title: texts.change,
    about: texts.changeAbout,
    Icon: ArrowUp,
    sign: 'bg-accent-soft text-accent-ink',
  },
};

interface ReportPointsProps {
  kind: keyof typeof KINDS;
  points: readonly CandidatePoint[];
  levels: readonly LadderRung[];
}

export function ReportPoints({ kind, points, levels }: ReportPointsProps) {
  const titleId = useId();
  const { title, about, Icon, sign } = KINDS[kind];
  if (points.length === 0) return null;
  return (
    <section aria-labelledby={titleId} className="flex flex-col gap-6 print:gap-1.5">
      <div className="flex items-center gap-3">
        <span
          className={classNames(
            'flex size-9 shrink-0 items-center justify-center rounded-full print:size-5',
            sign,
          )}
        >
          <Icon className="size-5 print:size-3.5" strokeWidth={2.5} />
        </span>
        <div>
          <h2 id={titleId} className="text-lg font-semibold print:text-base print:leading-5">
            {title}
          </h2>
          <p className="text-muted print:hidden">{about}</p>
        </div>
      </div>
      <ul className="flex flex-col gap-10 print:grid print:grid-cols-2 print:gap-x-6 print:gap-y-0">
        {points.map((point, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: points have no key except their position
          <li key={index} id={pointId(kind, index)} ref={arrive} tabIndex={-1} className="scroll-mt-6">
            <Point point={point} levels={levels} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Scrolls to the point if the address names it, such as `?point=keep-1` from a printed QR code. */
function arrive(point: HTMLElement | null): void {
  if (point && new URLSearchParams(window.location.search).get('point') === point.id) showPart(point);
}

export function pointId(kind: keyof typeof KINDS, index: number): string {
  return `${kind}-${index + 1}`;
}

function Point({ point, levels }: { point: CandidatePoint; levels: readonly LadderRung[] }) {
  const lang = useReportLanguage();
  const { action, clip, competency, question, quotation, seen } = point;
  const moment = clip !== undefined || quotation !== undefined;
  return (
    <div
      data-point
      className={classNames(
        'grid gap-x-8 gap-y-4 print:flex print:flex-col print:gap-1',
        moment && 'md:grid-cols-[minmax(0,20rem)_minmax(0,1fr)]',
      )}
    >
      {(moment || question) && (
        <div className="flex min-w-0 flex-col gap-2.5 print:gap-0.5">
          {clip && <ClipPlayer clip={clip} question={question} />}
          {quotation !== undefined && <Quotation text={quotation} />}
          {question && (
            <p className="text-sm text-muted print:truncate print:text-xs">
              <span className="sr-only">{texts.question}: </span>
              <span lang={lang}>{question}</span>
            </p>
          )}
        </div>
      )}
      <div className="flex min-w-0 flex-col gap-4 print:gap-1">
        <div className="flex flex-col gap-1 print:gap-0">
          {competency && (
            <h3 className="text-sm font-semibold text-muted print:text-ink" lang={lang}>
              {competency}
            </h3>
          )}
          <p className="max-w-[66ch] print:text-sm print:leading-[1.15rem]" lang={lang}>
            {seen}
          </p>
        </div>
        <ReachedLevel point={point} levels={levels} />
        <div className="flex flex-col gap-1 rounded-card bg-accent-soft px-4 py-3.5 print:rounded-none print:bg-white print:p-0">
          <p className="flex items-center gap-1.5 text-sm font-semibold text-accent-ink print:hidden">
            <CornerDownRight className="size-4" />
            {texts.nextTime}
          </p>
          <p className="max-w-[62ch] font-medium print:text-sm print:leading-[1.15rem]">
            <span className="hidden print:inline">{texts.nextTime}: </span>
            <span lang={lang}>{action}</span>
          </p>
        </div>
      </div>
    </div>
  );
}

function Quotation({ text }: { text: string }) {
  const lang = useReportLanguage();
  return (
    <figure className="m-0 rounded-card bg-sunken px-5 py-4 print:bg-white print:p-0">
      <figcaption className="sr-only">{texts.said}</figcaption>
      <blockquote className="text-lg text-pretty print:text-sm print:italic" lang={lang}>
        “{text}”
      </blockquote>
    </figure>
  );
}

/** Names the level. Its description is said once, with the levels, where the button leads. */
function ReachedLevel({ point, levels }: { point: CandidatePoint; levels: readonly LadderRung[] }) {
  const reached = reachedLevel(point, levels);
  if (!reached) return null;
  const { described, level } = reached;
  const isTop = level === described.anchors.length;
  const shown = isTop ? level : level + 1;
  const show = ({ currentTarget }: MouseEvent<HTMLElement>) =>
    showLevel(currentTarget.ownerDocument, described.competencyId, shown);
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm print:hidden">
      <span className="font-medium tabular-nums">
        {texts.reached}: {texts.level(level)}
      </span>
      <button
        type="button"
        onClick={show}
        className="inline-flex min-h-6 cursor-pointer items-center gap-1 rounded-control font-medium text-accent-ink underline-offset-4 hover:underline"
      >
        {isTop ? texts.top : texts.next(shown)}
        <span className="sr-only">: {described.name}</span>
        <ArrowDown className="size-4" />
      </button>
    </p>
  );
}
