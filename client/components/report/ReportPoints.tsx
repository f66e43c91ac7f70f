import { ArrowUp, Check, CornerDownRight } from 'lucide-react';
import { useId } from 'react';
import type { CandidatePoint } from '../../../shared/report/candidateReport.ts';
import { readReport } from '../../texts/readReport.ts';
import { classNames } from '../ui/classNames.ts';
import { ClipPlayer } from './ClipPlayer.tsx';
import { useReportLanguage } from './ReportParts.tsx';

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

export function ReportPoints(props: { kind: keyof typeof KINDS; points: readonly CandidatePoint[] }) {
  const { kind, points } = props;
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
            <Point point={point} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Scrolls to the point if the address names it, such as `?point=keep-1` from a printed QR code. */
function arrive(point: HTMLElement | null): void {
  if (point && new URLSearchParams(window.location.search).get('point') === point.id) showPoint(point);
}

export function showPoint(point: HTMLElement): void {
  point.focus({ preventScroll: true });
  point.scrollIntoView();
}

export function pointId(kind: keyof typeof KINDS, index: number): string {
  return `${kind}-${index + 1}`;
}

function Point({ point }: { point: CandidatePoint }) {
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
        <ReachedLevel point={point} />
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

function ReachedLevel({ point: { next, reached } }: { point: CandidatePoint }) {
  if (reached === undefined) return null;
  return (
    <div className="max-w-[66ch] text-sm print:hidden">
      <dl className="flex flex-col">
        <Level word={texts.reached} filled last={next === undefined}>
          {reached}
        </Level>
        {next !== undefined && (
          <Level word={texts.next} last>
            {next}
          </Level>
        )}
      </dl>
      {next === undefined && <p className="pl-6 text-muted">{texts.top}</p>}
    </div>
  );
}

function Level(props: { word: string; filled?: boolean; last?: boolean; children: string }) {
  const { word, filled = false, last = false, children } = props;
  const lang = useReportLanguage();
  return (
    <div className={classNames('relative pl-6', !last && 'pb-3')}>
      {!last && (
        <span aria-hidden="true" className="absolute top-2 bottom-0 left-[5px] w-px bg-line-strong" />
      )}
      <span
        aria-hidden="true"
        className={classNames(
          'absolute top-1 left-0 size-[11px] rounded-full border-2',
          filled ? 'border-accent bg-accent' : 'border-line-strong bg-surface',
        )}
      />
      <dt className={classNames('inline font-semibold', filled ? 'text-ink' : 'text-muted')}>{word}: </dt>
      <dd className={classNames('inline', filled ? 'text-ink' : 'text-muted')} lang={lang}>
        {children}
      </dd>
    </div>
  );
}
