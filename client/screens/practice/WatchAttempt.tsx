import { RotateCcw } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { InterviewId } from '../../../shared/ids.ts';
import type {
  AttemptQuestion,
  PracticeAttempt,
  PracticePage,
} from '../../../shared/protocol/practiceRoutes.ts';
import type { Review } from '../../../shared/recording/review.ts';
import { spanAt } from '../../../shared/recording/spans.ts';
import { AttemptNote, GoodAnswer } from '../../components/practice/AttemptDetails.tsx';
import { BestTake } from '../../components/practice/BestTake.tsx';
import { BackButton } from '../../components/practice/PracticeFrame.tsx';
import { Replay } from '../../components/review/Replay.tsx';
import { ReviewFrame, ReviewSkeleton, WatchPage } from '../../components/review/ReviewFrame.tsx';
import { ReviewHead } from '../../components/review/ReviewHead.tsx';
import { ThemeToggle } from '../../components/shell/PageFrame.tsx';
import { Button } from '../../components/ui/Button.tsx';
import { EmptyState } from '../../components/ui/EmptyState.tsx';
import { findAttempt } from '../../core/practice/attempts.ts';
import { callPractice, practiceSource } from '../../core/practice/practiceApi.ts';
import { readMoment, withMomentInQuery } from '../../core/review/momentAddress.ts';
import type { ReviewSession } from '../../core/review/reviewSession.ts';
import { usePractice, usePracticePage } from '../../hooks/practice/practiceContext.ts';
import { useAtPosition, useReview } from '../../hooks/review/reviewContext.ts';
import { useMomentInAddress, useReviewSession } from '../../hooks/review/useReviewSession.ts';
import { useStore } from '../../hooks/room/useStore.ts';
import { usePageTitle } from '../../hooks/usePageTitle.ts';
import { practicePage } from '../../texts/practicePage.ts';
import { reviewTexts } from '../../texts/review.ts';

const texts = practicePage.watching;

export function WatchAttempt({ interviewId, page }: { interviewId: InterviewId; page: PracticePage }) {
  const attempt = findAttempt(page, interviewId);
  usePageTitle(attempt ? reviewTexts.titleOf(attempt.role) : reviewTexts.title);
  const back = <BackButton>{texts.back}</BackButton>;
  return (
    <WatchPage>
      {attempt ? <Opened attempt={attempt} back={back} /> : <EmptyState title={texts.gone} action={back} />}
    </WatchPage>
  );
}

function Opened({ attempt, back }: { attempt: PracticeAttempt; back: ReactNode }) {
  const { token } = usePracticePage();
  const { interviewId } = attempt;
  const source = useMemo(() => practiceSource(callPractice, token, interviewId), [token, interviewId]);
  const session = useReviewSession(source, readMoment(window.location.search, ''));
  return session ? <Watched session={session} attempt={attempt} back={back} /> : <ReviewSkeleton />;
}

type WatchedProps = { session: ReviewSession; attempt: PracticeAttempt; back: ReactNode };

function Watched({ session, attempt, back }: WatchedProps) {
  useMomentInAddress(session, withMomentInQuery);
  usePlayAfterPress(session);
  const head = (review: Review | undefined, parts?: { headline: ReactNode; again: ReactNode }) => (
    <ReviewHead session={session} review={review} back={back} headline={parts?.headline}>
      {parts?.again}
      <ThemeToggle />
    </ReviewHead>
  );
  const own = [
    { name: 'answers', title: texts.answers, panel: <Answers attempt={attempt} /> },
    {
      name: 'notes',
      title: texts.notes,
      panel: (
        <div className="p-4">
          <AttemptNote attempt={attempt} bare />
        </div>
      ),
    },
  ];
  return (
    <ReviewFrame session={session} head={review => head(review)}>
      {(review, player) => (
        <Replay
          session={session}
          review={review}
          player={player}
          head={head(review, {
            headline: <CurrentQuestion attempt={attempt} />,
            again: (
              <>
                <BestOfCurrent attempt={attempt} />
                <TryAgain attempt={attempt} />
              </>
            ),
          })}
          own={own}
          addressable={false}
        />
      )}
    </ReviewFrame>
  );
}

/**
 * Plays as soon as the recording is open, if a press in this document led here, without which browsers allow no
 * sound. An address with a position and no question is a return to a paused recording.
 */
function usePlayAfterPress(session: ReviewSession): void {
  const player = useStore(session.player);
  const [returns] = useState(() => {
    const { atMs, questionId } = readMoment(window.location.search, '');
    return atMs !== undefined && questionId === undefined;
  });
  const played = useRef(false);
  useEffect(() => {
    if (!player || returns || played.current || !navigator.userActivation.hasBeenActive) return;
    played.current = true;
    player.play();
  }, [player, returns]);
}

function useCurrentQuestion({ questions }: PracticeAttempt): AttemptQuestion | undefined {
  const { review } = useReview();
  const questionId = useAtPosition(atMs => spanAt(review.chapters, atMs)?.questionId);
  return questions.find(known => known.questionId === questionId) ?? questions[0];
}

function CurrentQuestion({ attempt }: { attempt: PracticeAttempt }) {
  const question = useCurrentQuestion(attempt);
  if (!question) return null;
  return (
    <p
      data-current-question
      className="pb-1 font-semibold text-balance sm:text-lg sideways:line-clamp-2 sideways:pb-0 sideways:text-sm"
    >
      {question.text}
    </p>
  );
}

function BestOfCurrent({ attempt }: { attempt: PracticeAttempt }) {
  const question = useCurrentQuestion(attempt);
  if (!question || question.takes === 0) return null;
  return <BestTake interviewId={attempt.interviewId} question={question} compact />;
}

/** Starts another try at the question that is being watched. */
function TryAgain({ attempt }: { attempt: PracticeAttempt }) {
  const { token } = usePracticePage();
  const { location } = usePractice();
  const question = useCurrentQuestion(attempt);
  const { slug } = attempt;
  if (!question || !slug) return null;
  const { questionId } = question;
  return (
    <Button
      size="sm"
      icon={RotateCcw}
      onClick={() => location.go({ page: token, role: slug, question: questionId, now: true })}
    >
      {texts.again}
    </Button>
  );
}

function Answers({ attempt }: { attempt: PracticeAttempt }) {
  const { review, player } = useReview();
  const questionId = useAtPosition(atMs => spanAt(review.chapters, atMs)?.questionId);
  const question = attempt.questions.find(known => known.questionId === questionId);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: focusable, so that the keyboard can scroll it
    <div tabIndex={0} className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-4 -outline-offset-2!">
      {question ? (
        <GoodAnswer question={question} onJump={atMs => player.seekTo(atMs)} />
      ) : (
        <p className="text-sm text-muted">{texts.none}</p>
      )}
    </div>
  );
}
