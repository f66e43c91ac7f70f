import type { InterviewView, SeatView } from '../../shared/interview/view.ts';
import type { Review } from '../../shared/recording/review.ts';
import type { QuestionProgress } from '../../shared/rubric/rubricState.ts';
import type { RubricView } from '../../shared/rubric/rubricView.ts';
import { MADE_UP, madeUpKit, NAMES } from './madeUpReview.ts';
import type { RaterScene } from './reviewPage/madeUpRater.ts';
import { GRANT } from './reviewStage.ts';

/** Barbara, who watched the interview, and rates it after the call with its recording. */
export function raterScene(review: Review, changes: Partial<RaterScene> = {}): RaterScene {
  return {
    view: raterView(review),
    chosen: madeUpKit(),
    opened: { review, grant: { grant: GRANT, expiresAt: Date.now() + 120_000 } },
    ...changes,
  };
}

/** Her view of an interview that has ended. */
export function raterView(review: Review, rubric: Partial<RubricView> = {}): InterviewView {
  const { kitId, kit, version } = madeUpKit();
  const questions = Object.fromEntries(
    review.chapters.map(({ questionId, fromMs, toMs }): [string, QuestionProgress] => [
      questionId,
      {
        state: 'done',
        openedAt: MADE_UP.startedAt + fromMs,
        closedAt: MADE_UP.startedAt + toMs,
        spentMs: toMs - fromMs,
      },
    ]),
  );
  const seats = {
    [MADE_UP.candidate]: seat(MADE_UP.candidate, 'candidate', NAMES.candidate),
    [MADE_UP.lead]: seat(MADE_UP.lead, 'interviewer', NAMES.lead),
    [MADE_UP.evaluator]: seat(MADE_UP.evaluator, 'evaluator', NAMES.evaluator),
  };
  return {
    interviewId: MADE_UP.interviewId,
    title: review.title,
    jobRole: review.jobRole,
    scheduledAt: MADE_UP.openedAt,
    plannedMinutes: 45,
    phase: 'ended',
    openedAt: MADE_UP.openedAt,
    endedAt: MADE_UP.startedAt + review.durationMs,
    leadSeatId: MADE_UP.lead,
    ownSeatId: MADE_UP.evaluator,
    seats,
    watching: 0,
    observersAllowed: true,
    mediaState: 'idle',
    recording: { state: 'off', why: 'over', kept: true },
    chat: {},
    help: {},
    rubric: {
      kit: { kitId, version, role: kit.role, level: kit.level },
      questions,
      probes: {},
      logistics: {},
      scoringClosed: false,
      scoringEndsAt: Date.now() + 10 * 86_400_000,
      ...rubric,
    },
  };
}

function seat(seatId: SeatView['seatId'], role: SeatView['role'], displayName: string): SeatView {
  const off = 'off' as const;
  return {
    seatId,
    role,
    displayName,
    presence: 'left',
    presenceSince: MADE_UP.openedAt,
    admitted: true,
    media: { microphone: off, camera: off, screen: off, screenAudio: off },
  };
}
