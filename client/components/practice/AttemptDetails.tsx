import { Check, ChevronDown, CloudOff, Columns2, Play, TriangleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import type { AttemptQuestion, PracticeAttempt } from '../../../shared/protocol/practiceRoutes.ts';
import { type DeliveryFacts, spokenMs } from '../../../shared/recording/review.ts';
import { type Comparison, statusOf } from '../../core/practice/attempts.ts';
import type { OwnNoteState } from '../../core/practice/ownNote.ts';
import { usePractice, usePracticePage } from '../../hooks/practice/practiceContext.ts';
import { useJump } from '../../hooks/practice/useJump.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { practicePage } from '../../texts/practicePage.ts';
import { formatSeconds } from '../../texts/times.ts';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/classNames.ts';
import { Part, Points } from '../ui/Points.tsx';
import { TextArea } from '../ui/TextArea.tsx';
import { BestIcon, BestTake } from './BestTake.tsx';
import { GuidePoints, type Jump, Moment } from './GuidePoints.tsx';

const texts = practicePage.questions;
const TITLE = 'text-sm font-medium text-muted';
const LIST = 'gap-1 pl-4 text-sm';

type AttemptQuestionsProps = { attempt: PracticeAttempt; comparisons: ReadonlyMap<string, Comparison> };

export function AttemptQuestions({ attempt, comparisons }: AttemptQuestionsProps) {
  const titleId = useId();
  if (attempt.questions.length === 0) return null;
  return (
    <section aria-labelledby={titleId} className="flex flex-col gap-2">
      <h4 id={titleId} className="text-sm font-semibold">
        {texts.title}
      </h4>
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
  const onJump = useJump(attempt, questionId);
  const taken = howAnswered(question);
  return (
    <details data-question={questionId} className="group/question">
      <summary className="grid min-h-11 cursor-pointer list-none grid-cols-[1.5rem_minmax(0,1fr)_auto] items-baseline gap-x-2 rounded-card px-3 py-2.5 -outline-offset-2! hover:bg-hover [&::-webkit-details-marker]:hidden">
        <span className="text-sm text-muted tabular-nums">
          <span className="sr-only">{texts.number(number)}</span>
          <span aria-hidden="true">{number}</span>
        </span>
        <span className="font-medium">
          {text}
          {question.best && (
            <>
              <BestIcon className="ml-1.5 inline size-4 -translate-y-0.5" />
              <span className="sr-only">{practicePage.best.label}</span>
            </>
          )}
        </span>
        <ChevronDown className="size-4 translate-y-0.5 text-muted transition-transform group-open/question:rotate-180" />
        {taken && <span className="col-start-2 text-sm text-muted">{taken}</span>}
      </summary>
      <div className="flex flex-col gap-4 px-3 pt-1 pb-4 sm:pl-11">
        {(watchable || comparison) && (
          <div className="flex flex-wrap gap-2">
            {watchable && (
              <Button
                size="sm"
                icon={Play}
                onClick={() => location.go({ page: token, watch: attempt.interviewId, q: questionId })}
              >
                {texts.watch}
              </Button>
            )}
            {comparison && (
              <Button
                size="sm"
                icon={Columns2}
                onClick={() => location.go({ page: token, compare: questionId })}
              >
                {texts.compare}
              </Button>
            )}
            {watchable && <BestTake interviewId={attempt.interviewId} question={question} compact />}
          </div>
        )}
        <GoodAnswer question={question} onJump={onJump} />
      </div>
    </details>
  );
}

function howAnswered({
  answerMs,
  takes,
  unheard,
  written,
  wroteFollowUpOnly,
}: AttemptQuestion): string | undefined {
  if (unheard) return texts.unheard;
  if (!written) return texts.takes(takes);
  if (answerMs === undefined) return wroteFollowUpOnly ? texts.followUpInWriting : texts.inWriting;
  return wroteFollowUpOnly ? texts.spokenThenWritten(answerMs) : texts.spokenAndWritten(answerMs);
}

export function GoodAnswer({ question, onJump }: { question: AttemptQuestion; onJump: Jump }) {
  const { modelAnswer, spoken, strong, weak, written } = question;
  return (
    <>
      {spoken && (
        <Part title={texts.spoken} titleClassName={TITLE}>
          <ol className="flex max-w-[70ch] flex-col gap-1">
            {spoken.lines.map(({ atMs, text }) => (
              <li key={atMs} className="flex items-baseline gap-2">
                <span className="w-11 shrink-0 text-xs text-muted">
                  <Moment atMs={atMs} onJump={onJump} />
                </span>
                <span className="wrap-anywhere">{text}</span>
              </li>
            ))}
          </ol>
          {spoken.wordsPerMinute !== undefined && (
            <p className="text-sm text-muted">{practicePage.facts.pace(spoken.wordsPerMinute)}</p>
          )}
        </Part>
      )}
      {spoken?.points && <GuidePoints points={spoken.points} onJump={onJump} />}
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
      {[...strong, ...weak].some(point => point !== '') && (
        <details data-signs className="group/signs">
          <summary className="flex min-h-11 cursor-pointer list-none items-center gap-2 text-sm font-medium [&::-webkit-details-marker]:hidden">
            {texts.signs}
            <ChevronDown className="size-4 text-muted transition-transform group-open/signs:rotate-180" />
          </summary>
          <div className="grid gap-4 pt-1 sm:grid-cols-2 [[data-side]_&]:grid-cols-1!">
            <Points title={texts.strong} points={strong} titleClassName={TITLE} listClassName={LIST} />
            <Points title={texts.weak} points={weak} titleClassName={TITLE} listClassName={LIST} />
          </div>
        </details>
      )}
    </>
  );
}

const deliveryTexts = practicePage.delivery;

/** Shows figures about the person's speaking, without rating any of them as good or bad. */
export function AttemptDelivery({ facts }: { facts: DeliveryFacts }) {
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className="flex flex-col gap-3">
      <div className="flex flex-col gap-0.5">
        <h4 id={titleId} className="text-sm font-semibold">
          {deliveryTexts.title}
        </h4>
        <p className="text-sm text-muted">{deliveryTexts.about}</p>
      </div>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-3">
        <Fact label={deliveryTexts.spoke}>{seconds(spokenMs(facts))}</Fact>
        {facts.talkRatio !== undefined && (
          <Fact label={deliveryTexts.share}>{deliveryTexts.percent(facts.talkRatio)}</Fact>
        )}
        {facts.timeToAnswerMs !== undefined && (
          <Fact label={deliveryTexts.toAnswer}>{seconds(facts.timeToAnswerMs)}</Fact>
        )}
        <Fact label={deliveryTexts.monologue}>{seconds(facts.longestMonologueMs)}</Fact>
        <Fact label={deliveryTexts.pauses}>{facts.pauses}</Fact>
        {facts.pauses > 0 && <Fact label={deliveryTexts.longestPause}>{seconds(facts.longestPauseMs)}</Fact>}
      </dl>
    </section>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex flex-col">
      <dt className="text-sm text-muted">{label}</dt>
      <dd className="font-semibold tabular-nums">{children}</dd>
    </div>
  );
}

function seconds(ms: number): string {
  return formatSeconds(ms / 1_000);
}

const noteTexts = practicePage.note;

export function AttemptNote({ attempt, bare = false }: { attempt: PracticeAttempt; bare?: boolean }) {
  const note = usePracticePage().noteOf(attempt);
  const { text, saving, excess } = useStore(note.state);
  const titleId = useId();
  const what = `${attempt.role}, ${practicePage.moment(attempt.startedAt ?? attempt.createdAt, Date.now())}`;
  return (
    <section aria-labelledby={titleId} className="flex flex-col gap-2">
      <div className="flex min-h-6 items-center justify-between gap-4">
        <h4 id={titleId} className={classNames('text-sm font-semibold', bare && 'sr-only')}>
          {noteTexts.title}
        </h4>
        <Saving saving={saving} untouched={text === ''} />
      </div>
      <TextArea
        label={noteTexts.label(what)}
        hideLabel
        rows={bare ? 10 : 4}
        placeholder={noteTexts.placeholder}
        value={text}
        error={excess > 0 ? noteTexts.excess(excess) : undefined}
        onChange={event => note.change(event.target.value)}
        onBlur={() => note.flush()}
      />
    </section>
  );
}

function Saving({ saving, untouched }: { saving: OwnNoteState['saving']; untouched: boolean }) {
  const trouble = saving !== 'saved' && saving !== 'saving';
  const Icon =
    saving === 'saved' ? Check : saving === 'offline' ? CloudOff : trouble ? TriangleAlert : undefined;
  return (
    <p
      role="status"
      data-saving={saving}
      className={classNames('flex items-center gap-1.5 text-xs', trouble ? 'text-warning-ink' : 'text-muted')}
    >
      {!(untouched && saving === 'saved') && (
        <>
          {Icon && <Icon className="size-3.5 shrink-0" />}
          {noteTexts.states[saving]}
        </>
      )}
    </p>
  );
}
