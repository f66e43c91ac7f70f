import { ChevronLeft, ChevronRight, Columns2, FileX2 } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { InterviewId } from '../../../shared/ids.ts';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import type {
  AttemptQuestion,
  PracticeAttempt,
  PracticePage,
} from '../../../shared/protocol/practiceRoutes.ts';
import type { Span } from '../../../shared/recording/finished.ts';
import type { Review } from '../../../shared/recording/review.ts';
import { AnswerWords } from '../../components/practice/AnswerWords.tsx';
import { BestIcon, BestTake } from '../../components/practice/BestTake.tsx';
import { CompareControls, useCompareKeys } from '../../components/practice/CompareControls.tsx';
import { BackButton, PracticeFrame } from '../../components/practice/PracticeFrame.tsx';
import { ReviewStage } from '../../components/review/ReviewStage.tsx';
import { PageHeading } from '../../components/shell/PageHeading.tsx';
import { Button } from '../../components/ui/Button.tsx';
import { classNames } from '../../components/ui/classNames.ts';
import { EmptyState } from '../../components/ui/EmptyState.tsx';
import { ErrorState } from '../../components/ui/ErrorState.tsx';
import { IconButton } from '../../components/ui/IconButton.tsx';
import { Select } from '../../components/ui/Select.tsx';
import { Skeleton } from '../../components/ui/Skeleton.tsx';
import { AnswerComparison, answerIn, type Side } from '../../core/practice/answerComparison.ts';
import { type Comparison, comparisonsOf } from '../../core/practice/attempts.ts';
import { callPractice, practiceSource } from '../../core/practice/practiceApi.ts';
import type { ReviewSession } from '../../core/review/reviewSession.ts';
import { floorsOf } from '../../core/review/stageView.ts';
import type { SyncedPlayer } from '../../core/review/syncedPlayer.ts';
import { usePractice, usePracticePage } from '../../hooks/practice/practiceContext.ts';
import { ReviewContext } from '../../hooks/review/reviewContext.ts';
import { useReviewSession } from '../../hooks/review/useReviewSession.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { formatClock } from '../../texts/clock.ts';
import { practicePage } from '../../texts/practicePage.ts';
import { reviewTexts } from '../../texts/review.ts';
import { formatSeconds } from '../../texts/times.ts';

const texts = practicePage.compare;
const SIDES: readonly Side[] = ['earlier', 'later'];

export function CompareAnswers({ questionId, page }: { questionId: QuestionId; page: PracticePage }) {
  usePageTitle(texts.title);
  const comparisons = useMemo(() => comparisonsOf(page.attempts), [page]);
  const comparison = comparisons.get(questionId);
  return (
    <PracticeFrame>
      <div className="flex min-w-0 flex-col gap-1">
        <BackButton>{texts.back}</BackButton>
        <PageHeading className="text-2xl!">{texts.title}</PageHeading>
        {comparison && <p className="max-w-[70ch] sm:text-lg">{comparison.question.text}</p>}
        {comparison && comparisons.size > 1 && (
          <QuestionSwitch questionIds={[...comparisons.keys()]} current={questionId} />
        )}
      </div>
      {comparison ? (
        <Compared comparison={comparison} />
      ) : (
        <EmptyState icon={Columns2} title={texts.none}>
          {texts.noneBody}
        </EmptyState>
      )}
    </PracticeFrame>
  );
}

/** Moves between the questions that can be compared, without a new entry in the history. */
function QuestionSwitch({ questionIds, current }: { questionIds: QuestionId[]; current: QuestionId }) {
  const { token } = usePracticePage();
  const { location } = usePractice();
  const at = questionIds.indexOf(current);
  const step = (by: 1 | -1) => {
    const compare = questionIds[at + by];
    return {
      disabled: compare === undefined,
      onClick: () => compare && location.replace({ page: token, compare }),
    };
  };
  return (
    <div className="flex items-center gap-1">
      <IconButton label={texts.previous} icon={ChevronLeft} {...step(-1)} />
      <span className="text-sm text-muted tabular-nums">{texts.place(at + 1, questionIds.length)}</span>
      <IconButton label={texts.next} icon={ChevronRight} {...step(1)} />
    </div>
  );
}

function Compared({ comparison }: { comparison: Comparison }) {
  const { attempts, questionId } = comparison;
  const [chosen, setChosen] = useState<Partial<Record<Side, InterviewId>>>({});
  const [both] = useState(() => new AnswerComparison());
  useEffect(() => () => both.close(), [both]);
  const [earlier, setEarlier] = useState<HTMLElement | null>(null);
  const [later, setLater] = useState<HTMLElement | null>(null);
  const places: Record<Side, HTMLElement | null> = { earlier, later };
  const setPlaces = { earlier: setEarlier, later: setLater };
  const region = useRef<HTMLElement>(null);
  // Focuses the region, so that its shortcuts work from the start, unless the page heading has the focus.
  useEffect(() => {
    if (document.activeElement === document.body) region.current?.focus({ preventScroll: true });
  }, []);
  const onKeyDown = useCompareKeys(both);
  const attemptOf: Record<Side, PracticeAttempt | undefined> = {
    earlier: attempts.find(({ interviewId }) => interviewId === chosen.earlier) ?? attempts[0],
    later: attempts.find(({ interviewId }) => interviewId === chosen.later) ?? attempts.at(-1),
  };
  const isBest = ({ questions }: PracticeAttempt) =>
    questions.some(question => question.questionId === questionId && question.best);
  // The first and the latest answers are shown without a press.
  const best = attempts.slice(1, -1).find(isBest);
  const showsBest = best !== undefined && attemptOf.earlier === best && attemptOf.later === attempts.at(-1);
  return (
    <section
      ref={region}
      tabIndex={-1}
      aria-label={texts.title}
      data-compare
      onKeyDown={onKeyDown}
      className="flex min-w-0 flex-col gap-4 outline-none"
    >
      {best && (
        <Button
          size="sm"
          icon={BestIcon}
          aria-pressed={showsBest}
          className="self-start"
          onClick={() => setChosen(showsBest ? {} : { earlier: best.interviewId })}
        >
          {practicePage.best.now}
        </Button>
      )}
      <div className="grid min-w-0 grid-cols-2 gap-2 sm:gap-5">
        {SIDES.map(side => {
          const attempt = attemptOf[side];
          if (!attempt) return null;
          return (
            <OneSide
              key={`${side} ${attempt.interviewId}`}
              side={side}
              attempt={attempt}
              attempts={attempts}
              questionId={questionId}
              both={both}
              wordsIn={places[side]}
              onChoose={interviewId => setChosen(before => ({ ...before, [side]: interviewId }))}
            />
          );
        })}
      </div>
      <CompareControls both={both} />
      <div className="grid min-w-0 gap-5 sm:grid-cols-2">
        {SIDES.map(side => (
          <section key={side} aria-label={texts.wordsOf(texts[side])} className="flex min-w-0 flex-col gap-2">
            <h2 className="text-sm font-medium text-muted">{texts.wordsOf(texts[side])}</h2>
            <div ref={setPlaces[side]} />
          </section>
        ))}
      </div>
    </section>
  );
}

interface OneSideProps {
  side: Side;
  /** Where the words of the answer are shown: on phones, they have no room below its picture. */
  wordsIn: HTMLElement | null;
  attempt: PracticeAttempt;
  attempts: readonly PracticeAttempt[];
  questionId: QuestionId;
  both: AnswerComparison;
  onChoose: (interviewId: InterviewId) => void;
}

function OneSide({ side, attempt, attempts, questionId, both, wordsIn, onChoose }: OneSideProps) {
  const { token } = usePracticePage();
  const { interviewId } = attempt;
  const source = useMemo(() => practiceSource(callPractice, token, interviewId), [token, interviewId]);
  const session = useReviewSession(source, {});
  const current = useStore(both.side) === side;
  const playing = useStore(both.playing);
  const figure = useRef<HTMLElement>(null);
  // Scrolls to the answer that is playing, which may be out of view on narrow screens.
  const seen = current && playing;
  useEffect(() => {
    if (seen) figure.current?.scrollIntoView({ block: 'nearest' });
  }, [seen]);
  const now = Date.now();
  const moment = (each: PracticeAttempt) => practicePage.moment(each.startedAt ?? each.createdAt, now);
  const questionOf = ({ questions }: PracticeAttempt) =>
    questions.find(known => known.questionId === questionId);
  const labelOf = (each: PracticeAttempt) =>
    questionOf(each)?.best ? practicePage.best.of(moment(each)) : moment(each);
  const question = questionOf(attempt);
  return (
    <figure
      ref={figure}
      aria-label={`${texts[side]}: ${moment(attempt)}`}
      data-side-of-two={side}
      className="m-0 flex min-w-0 scroll-mb-24 flex-col gap-2"
    >
      <figcaption className="flex min-h-10 flex-wrap items-center justify-between gap-x-3">
        <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">
          <span className={classNames('text-base font-semibold', current && 'text-accent-ink')}>
            {texts[side]}
          </span>
          {attempts.length <= 2 && <span className="text-sm text-muted tabular-nums">{moment(attempt)}</span>}
        </span>
        {attempts.length > 2 && (
          <Select
            label={texts.choose(texts[side])}
            hideLabel
            className="min-w-0 sm:min-w-44"
            value={interviewId}
            options={attempts.map(each => ({ value: each.interviewId, label: labelOf(each) }))}
            onChange={event => {
              const wanted = attempts.find(each => each.interviewId === event.target.value);
              if (wanted) onChoose(wanted.interviewId);
            }}
          />
        )}
      </figcaption>
      <div className="flex min-h-10 items-center justify-between gap-2">
        <Facts question={question} />
        {question && <BestTake interviewId={interviewId} question={question} compact />}
      </div>
      {session ? (
        <Opened session={session} side={side} questionId={questionId} both={both} wordsIn={wordsIn} />
      ) : (
        <Blank />
      )}
    </figure>
  );
}

function Facts({ question }: { question: AttemptQuestion | undefined }) {
  if (question?.answerMs === undefined) return null;
  const { answerMs, firstWordMs, spoken } = question;
  return (
    <p className="flex flex-wrap gap-x-3 text-sm text-muted tabular-nums" data-facts>
      <span>{formatSeconds(answerMs / 1_000)}</span>
      {firstWordMs !== undefined && <span>{practicePage.facts.firstWord(firstWordMs)}</span>}
      {spoken?.wordsPerMinute !== undefined && <span>{texts.pace(spoken.wordsPerMinute)}</span>}
    </p>
  );
}

interface OpenedProps {
  session: ReviewSession;
  side: Side;
  wordsIn: HTMLElement | null;
  questionId: QuestionId;
  both: AnswerComparison;
}

function Opened(props: OpenedProps) {
  const { session } = props;
  const status = useStore(session.status);
  const player = useStore(session.player);
  if (status.state === 'failed' || status.state === 'gone')
    return (
      <ErrorState
        title={reviewTexts.states.failed}
        error={status.error}
        onRetry={status.state === 'failed' ? () => session.refresh() : undefined}
      />
    );
  if (status.state !== 'open' || !player) return <Blank />;
  return <Answer {...props} review={status.review} player={player} />;
}

function Answer(props: OpenedProps & { review: Review; player: SyncedPlayer }) {
  const { session, review, player, side, questionId, both, wordsIn } = props;
  const floors = useMemo(() => floorsOf(review.tracks, review.durationMs), [review]);
  const { fromMs, toMs } = useMemo(() => answerIn(review, questionId), [review, questionId]) ?? {};
  useEffect(() => {
    if (fromMs === undefined || toMs === undefined) return undefined;
    both.attach(side, player, { fromMs, toMs });
    return () => both.detach(side);
  }, [both, side, player, fromMs, toMs]);
  if (fromMs === undefined || toMs === undefined) return <EmptyState icon={FileX2} title={texts.missing} />;
  return (
    <ReviewContext value={{ session, review, player, floors, ownSeatId: undefined, say: () => undefined }}>
      <div className="flex aspect-3/4 flex-col sm:aspect-video">
        <ReviewStage alone />
      </div>
      <Progress session={session} fromMs={fromMs} toMs={toMs} player={player} side={side} />
      {wordsIn && createPortal(<AnswerWords fromMs={fromMs} toMs={toMs} />, wordsIn)}
    </ReviewContext>
  );
}

interface ProgressProps extends Span, Pick<OpenedProps, 'session' | 'side'> {
  player: SyncedPlayer;
}

function Progress({ session, player, fromMs, toMs, side }: ProgressProps) {
  const at = Math.min(toMs, Math.max(fromMs, useStore(session.position)));
  const text = formatClock(at - fromMs);
  return (
    <div className="flex items-center gap-3">
      <input
        type="range"
        aria-label={texts.position(texts[side])}
        aria-valuetext={text}
        min={0}
        max={Math.max(1, Math.round((toMs - fromMs) / 100))}
        value={Math.round((at - fromMs) / 100)}
        onChange={event => player.seekTo(fromMs + Number(event.target.value) * 100)}
        className="h-6 min-w-0 flex-1 accent-accent"
      />
      <span className="text-sm text-muted tabular-nums" data-clock>
        {text}
      </span>
    </div>
  );
}

function Blank() {
  return <Skeleton className="aspect-video w-full rounded-card!" />;
}
