import { Play, RotateCcw } from 'lucide-react';
import type { CandidateQuestion } from '../../../shared/report/candidateReport.ts';
import { readReport } from '../../texts/readReport.ts';
import { buttonStyle } from '../ui/buttonStyle.ts';
import { classNames } from '../ui/classNames.ts';
import { ReportSection } from './ReportSection.tsx';
import type { ReportWays } from './reportWays.ts';

const texts = readReport.questions;

/** Of what is printed. */
const IN_ONE_COLUMN = 10;

interface ReportQuestionsProps {
  questions: readonly CandidateQuestion[];
  ways: ReportWays;
}

/** Each question with how long the answer was, one line about it, and the way to try again. */
export function ReportQuestions({ questions, ways }: ReportQuestionsProps) {
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
            <Question question={question} ways={ways} />
          </li>
        ))}
      </ol>
    </ReportSection>
  );
}

function Question({ question, ways }: { question: CandidateQuestion; ways: ReportWays }) {
  const { answerMs, asked, line, number, questionId, text } = question;
  return (
    <div className="grid grid-cols-[1.75rem_minmax(0,1fr)] gap-y-2 print:gap-y-0">
      <p className="text-muted tabular-nums print:text-sm">
        <span className="sr-only">{texts.number(number)}</span>
        <span aria-hidden="true">{number}</span>
      </p>
      <h3
        className={classNames(
          'max-w-[72ch] print:max-w-none print:truncate print:text-xs',
          asked ? 'font-medium' : 'text-muted',
        )}
      >
        {text}
      </h3>
      <div className="col-start-2 flex flex-col gap-2 print:flex-row print:items-baseline print:justify-between print:gap-4">
        {line && <p className="max-w-[66ch] print:text-sm">{line}</p>}
        <Length question={question} />
        {(ways.practice || ways.watch) && (
          <p className="-ml-3 flex flex-wrap gap-x-1 print:hidden">
            {ways.watch && answerMs !== undefined && (
              <a
                href={ways.watch(questionId)}
                aria-label={texts.watchOf(number)}
                className={buttonStyle('quiet', 'sm', 'text-accent-ink')}
              >
                <Play className="size-4" aria-hidden="true" />
                {texts.watch}
              </a>
            )}
            {ways.practice && (
              <a
                href={ways.practice(questionId)}
                aria-label={texts.againOf(number)}
                className={buttonStyle('quiet', 'sm', 'text-accent-ink')}
              >
                <RotateCcw className="size-4" aria-hidden="true" />
                {texts.again}
              </a>
            )}
          </p>
        )}
      </div>
    </div>
  );
}

/** The answer against the time that the kit plans for it. Neither short nor long is a fault, so neither has a colour. */
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
