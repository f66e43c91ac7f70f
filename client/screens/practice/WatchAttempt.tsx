import { RotateCcw } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import type { InterviewId } from '../../../shared/ids.ts';
import type { PracticeAttempt, PracticePage } from '../../../shared/protocol/practiceRoutes.ts';
import type { Review } from '../../../shared/recording/review.ts';
import { spanAt } from '../../../shared/recording/spans.ts';
import { AttemptNote, GoodAnswer } from '../../components/practice/AttemptDetails.tsx';
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
  const head = (review: Review | undefined) => (
    <ReviewHead session={session} review={review} back={back}>
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
    <ReviewFrame session={session} head={head}>
      {(review, player) => (
        <Replay
          session={session}
          review={review}
          player={player}
          head={
            <>
              {head(review)}
              <CurrentQuestion attempt={attempt} />
            </>
          }
          own={own}
          addressable={false}
        />
      )}
    </ReviewFrame>
  );
}

/** The question that is being answered, and another try at it. */
function CurrentQuestion({ attempt: { questions, slug } }: { attempt: PracticeAttempt }) {
  const { review } = useReview();
  const { token } = usePracticePage();
  const { location } = usePractice();
  const questionId = useAtPosition(atMs => spanAt(review.chapters, atMs)?.questionId);
  const question = questions.find(known => known.questionId === questionId) ?? questions[0];
  if (!question) return null;
  return (
    <div data-current-question className="flex items-start justify-between gap-3 pb-1">
      <p className="line-clamp-3 min-w-0 text-lg font-semibold text-balance">{question.text}</p>
      {slug && (
        <Button
          icon={RotateCcw}
          className="max-sm:px-3!"
          onClick={() => location.go({ page: token, role: slug, question: question.questionId, now: true })}
        >
          {texts.again}
        </Button>
      )}
    </div>
  );
}

function Answers({ attempt }: { attempt: PracticeAttempt }) {
  const { review } = useReview();
  const questionId = useAtPosition(atMs => spanAt(review.chapters, atMs)?.questionId);
  const question = attempt.questions.find(known => known.questionId === questionId);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: focusable, so that the keyboard can scroll it
    <div tabIndex={0} className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-4 -outline-offset-2!">
      {question ? (
        <>
          <h3 className="font-semibold">{question.text}</h3>
          <GoodAnswer question={question} />
        </>
      ) : (
        <p className="text-sm text-muted">{texts.none}</p>
      )}
    </div>
  );
}
