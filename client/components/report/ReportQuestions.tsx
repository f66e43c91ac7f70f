import { ArrowUp, ChevronDown, Play, RotateCcw } from 'lucide-react';
import type { MouseEvent } from 'react';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import type { CandidateQuestion, CandidateReport } from '../../../shared/report/candidateReport.ts';
import { readReport } from '../../texts/readReport.ts';
import { buttonStyle } from '../ui/buttonStyle.ts';
import { classNames } from '../ui/classNames.ts';
import { type ReportLinks, ReportSection, showPart, useReportLanguage } from './ReportParts.tsx';
import { pointId } from './ReportPoints.tsx';

const texts = readReport.questions;
const LINK = buttonStyle('quiet', 'sm', 'text-accent-ink');

/** Largest number of printed questions that fits in one column. */
const IN_ONE_COLUMN = 10;

export function ReportQuestions({ report, links }: { report: CandidateReport; links: ReportLinks }) {
  const { questions } = report;
  if (questions.length === 0) return null;
  return (
    <ReportSection title={texts.title}>
      <ol
        className={classNames(
          'flex flex-col divide-y divide-line print:divide-y-0 print:gap-1',
          questions.length > IN_ONE_COLUMN && 'print:grid print:grid-cols-2 print:gap-x-6',
        )}
      >
        {questions.map(question => (
          <li
            key={question.questionId}
            data-question={question.questionId}
            className="py-5 first:pt-0 last:pb-0 print:p-0"
          >
            <Question question={question} clips={clipsOf(report, question.questionId)} links={links} />
          </li>
        ))}
      </ol>
    </ReportSection>
  );
}

type PlacedClip = { id: string; name: string };

function clipsOf(report: CandidateReport, questionId: QuestionId): PlacedClip[] {
  return (['keep', 'change'] as const).flatMap(kind =>
    report[kind].flatMap((point, index) =>
      point.questionId === questionId && (point.clip?.state === 'ready' || point.clip?.state === 'preparing')
        ? [{ id: pointId(kind, index), name: `${readReport.points[kind]} ${index + 1}` }]
        : [],
    ),
  );
}

function Question(props: { question: CandidateQuestion; clips: readonly PlacedClip[]; links: ReportLinks }) {
  const { question, clips, links } = props;
  const lang = useReportLanguage();
  const { answerMs, asked, line, number, questionId, text } = question;
  return (
    <div className="grid grid-cols-[1.75rem_minmax(0,1fr)] gap-y-2 print:gap-y-0">
      <p className="text-muted tabular-nums print:text-sm">
        <span className="sr-only">{texts.number(number)}</span>
        <span aria-hidden="true">{number}</span>
      </p>
      <h3
        lang={lang}
        className={classNames(
          'max-w-[72ch] print:max-w-none print:truncate print:text-xs',
          asked ? 'font-medium' : 'text-muted',
        )}
      >
        {text}
      </h3>
      <div className="col-start-2 flex flex-col gap-2 print:flex-row print:items-baseline print:justify-between print:gap-4">
        {line && (
          <p className="max-w-[66ch] print:text-sm" lang={lang}>
            {line}
          </p>
        )}
        {(answerMs !== undefined || !question.written) && <Length question={question} />}
        {question.written && <Written question={question} text={question.written.text} />}
        {(clips.length > 0 || links.practice || links.watch) && (
          <p className="-ml-3 flex flex-wrap gap-x-1 print:hidden">
            {clips.map(clip => (
              <ToClip key={clip.id} clip={clip} number={number} />
            ))}
            {links.watch && answerMs !== undefined && (
              <a href={links.watch(questionId)} aria-label={texts.watchOf(number)} className={LINK}>
                <Play className="size-4" />
                {texts.watch}
              </a>
            )}
            {links.practice && (
              <a href={links.practice(questionId)} aria-label={texts.againOf(number)} className={LINK}>
                <RotateCcw className="size-4" />
                {texts.again}
              </a>
            )}
          </p>
        )}
      </div>
    </div>
  );
}

/** A button instead of a link, because a fragment would replace the report's key in the address. */
function ToClip({ clip: { id, name }, number }: { clip: PlacedClip; number: number }) {
  const show = ({ currentTarget }: MouseEvent<HTMLElement>) => {
    const point = currentTarget.ownerDocument.getElementById(id);
    if (point) showPart(point);
  };
  return (
    <button type="button" aria-label={texts.clipOf(name, number)} className={LINK} onClick={show}>
      <ArrowUp className="size-4" />
      {texts.clip(name)}
    </button>
  );
}

/** Shows a written answer. Print leaves out the text, because other people may read a printed copy. */
function Written({ question, text }: { question: CandidateQuestion; text: string | undefined }) {
  const { answerMs, number } = question;
  const how = answerMs === undefined ? texts.written : texts.alsoWritten;
  if (text === undefined) return <p className="shrink-0 text-sm text-muted print:text-xs">{how}</p>;
  return (
    <details className="group/written">
      <summary className="inline-flex min-h-6 cursor-pointer list-none items-center gap-1 rounded-control text-sm text-muted hover:text-ink print:text-xs [&::-webkit-details-marker]:hidden">
        {how}
        <span className="sr-only">: {texts.number(number)}</span>
        <ChevronDown className="size-4 transition-transform group-open/written:rotate-180 print:hidden" />
      </summary>
      <p className="mt-2 max-w-[66ch] whitespace-pre-wrap wrap-anywhere print:hidden">{text}</p>
    </details>
  );
}

/** Compares an answer's length with the planned time. Uses no color, because no length is wrong. */
function Length({ question: { answerMs, asked, firstWordMs, targetMs } }: { question: CandidateQuestion }) {
  if (!asked || answerMs === undefined)
    return (
      <p className="shrink-0 text-sm text-muted print:text-xs">{asked ? texts.noAnswer : texts.notAsked}</p>
    );
  const share = Math.min(1, answerMs / targetMs);
  return (
    <p className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted tabular-nums print:text-xs">
      <span aria-hidden="true" className="h-1.5 w-24 overflow-hidden rounded-full bg-line print:hidden">
        <span
          className="block h-full rounded-full bg-muted"
          ref={bar => bar?.style.setProperty('width', `${100 * share}%`)}
        />
      </span>
      <span>
        <span className="sr-only">{texts.lengthLabel}: </span>
        {texts.length(answerMs, targetMs)}
        {firstWordMs !== undefined && ` · ${texts.firstWord(firstWordMs)}`}
      </span>
    </p>
  );
}
