import { ChevronDown, Columns2, Play } from 'lucide-react';
import { useId } from 'react';
import type { AttemptQuestion, PracticeAttempt } from '../../../shared/protocol/practiceRoutes.ts';
import { type Comparison, statusOf } from '../../core/practice/attempts.ts';
import { usePractice } from '../../hooks/practice/practicePlace.ts';
import { usePracticePage } from '../../hooks/practice/usePageSession.ts';
import { practicePage } from '../../texts/practicePage.ts';
import { Button } from '../ui/Button.tsx';
import { Part, Points } from '../ui/Points.tsx';

const texts = practicePage.questions;

const TITLE = 'text-sm font-medium text-muted';
const LIST = 'gap-1 pl-4 text-sm';

interface AttemptQuestionsProps {
  attempt: PracticeAttempt;
  comparisons: ReadonlyMap<string, Comparison>;
}

/** What was asked, each with what a good answer says, and the ways to one's own. */
export function AttemptQuestions({ attempt, comparisons }: AttemptQuestionsProps) {
  const titleId = useId();
  if (attempt.questions.length === 0) return null;
  return (
    <section aria-labelledby={titleId} className="flex flex-col gap-2">
      <h3 id={titleId} className="text-sm font-semibold">
        {texts.title}
      </h3>
      <ul className="flex flex-col divide-y divide-line rounded-card border border-line">
        {attempt.questions.map(question => (
          <li key={question.questionId}>
            <Question
              question={question}
              attempt={attempt}
              comparison={comparisons.get(question.questionId)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface QuestionProps {
  question: AttemptQuestion;
  attempt: PracticeAttempt;
  comparison: Comparison | undefined;
}

function Question({ question, attempt, comparison }: QuestionProps) {
  const { token } = usePracticePage();
  const { location } = usePractice();
  const { number, questionId, takes, text } = question;
  const watchable = statusOf(attempt) === 'ready' && takes > 0;
  const taken = question.written ? texts.inWriting : texts.takes(takes);
  return (
    <details data-question={questionId} className="group/question">
      <summary className="grid min-h-11 cursor-pointer list-none grid-cols-[1.5rem_minmax(0,1fr)_auto] items-baseline gap-x-2 rounded-card px-3 py-2.5 -outline-offset-2! hover:bg-hover [&::-webkit-details-marker]:hidden">
        <span className="text-sm text-muted tabular-nums">
          <span className="sr-only">{texts.number(number)}</span>
          <span aria-hidden="true">{number}</span>
        </span>
        <span className="font-medium">{text}</span>
        <ChevronDown
          className="size-4 translate-y-0.5 text-muted transition-transform group-open/question:rotate-180"
          aria-hidden="true"
        />
        {taken && <span className="col-start-2 text-sm text-muted">{taken}</span>}
      </summary>
      <div className="flex flex-col gap-4 px-3 pt-1 pb-4 sm:pl-11">
        {(watchable || comparison) && (
          <div className="flex flex-wrap gap-2">
            {watchable && (
              <Button
                size="sm"
                icon={<Play className="size-4" aria-hidden="true" />}
                onClick={() => location.go({ page: token, watch: attempt.interviewId, q: questionId })}
              >
                {texts.watch}
              </Button>
            )}
            {comparison && (
              <Button
                size="sm"
                icon={<Columns2 className="size-4" aria-hidden="true" />}
                onClick={() => location.go({ page: token, compare: questionId })}
              >
                {texts.compare(comparison.attempts.length)}
              </Button>
            )}
          </div>
        )}
        <GoodAnswer question={question} />
      </div>
    </details>
  );
}

/** What was written, what a good answer says, and what tells strong ones from weak ones. */
export function GoodAnswer({ question }: { question: AttemptQuestion }) {
  const { modelAnswer, strong, weak, written } = question;
  return (
    <>
      {written && (
        <Part title={texts.written} titleClassName={TITLE}>
          <p className="max-w-[70ch] whitespace-pre-wrap wrap-anywhere">{written}</p>
        </Part>
      )}
      {modelAnswer && (
        <Part title={texts.model} titleClassName={TITLE}>
          <p className="max-w-[70ch] whitespace-pre-wrap">{modelAnswer}</p>
        </Part>
      )}
      <div className="grid gap-4 sm:grid-cols-2 [[data-side]_&]:grid-cols-1!">
        <Points title={texts.strong} points={strong} titleClassName={TITLE} listClassName={LIST} />
        <Points title={texts.weak} points={weak} titleClassName={TITLE} listClassName={LIST} />
      </div>
    </>
  );
}
