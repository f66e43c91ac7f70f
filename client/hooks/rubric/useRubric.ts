import type { AppError } from '../../../shared/errors.ts';
import type { InterviewKit, Question } from '../../../shared/kit/kit.ts';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import { isScoringOver, type RubricView } from '../../../shared/rubric/rubricView.ts';
import type { Scorecard } from '../../../shared/rubric/scorecard.ts';
import type { ReviewReplay } from '../../core/review/raterReview.ts';
import type { RoomSession } from '../../core/roomSession.ts';
import type { PanelState } from '../../core/rubric/panelState.ts';
import { RubricSession } from '../../core/rubric/rubricSession.ts';
import type { SaveState } from '../../core/rubric/saveState.ts';
import { useSession, useView } from '../room/session.ts';
import { useStore } from '../room/useStore.ts';
import { useNow } from '../useNow.ts';

const sessions = new WeakMap<RoomSession, RubricSession>();

/** The rubric session of this page, made the first time someone asks. Only for raters whose interview has a kit. */
export function useRubricSession(): RubricSession {
  const room = useSession();
  const known = sessions.get(room);
  if (known) return known;
  const session = new RubricSession(room);
  sessions.set(room, session);
  room.closeWith(() => session.close());
  return session;
}

/** What a rater's page shows of the rubric. */
interface Rubric {
  view: RubricView;
  /** Absent until it has been read. */
  kit: InterviewKit | undefined;
  /** Why the kit could not be read; `session.kit.retry()` asks again. */
  kitError: AppError | undefined;
  /** The rater's own, with what has not reached the server yet. */
  scorecard: Scorecard;
  /** Locked, or never to be locked any more. */
  readOnly: boolean;
  saveState: SaveState;
  /** Whether the panel follows the interview, or the recording that is watched beside it. */
  panel: PanelState;
  /** The question that it follows. */
  currentQuestionId: QuestionId | undefined;
  replay: ReviewReplay | undefined;
  /** What the panel shows; before the first question the kit's first. Absent until the kit has been read. */
  shown: Question | undefined;
  shownQuestionId: QuestionId | undefined;
  showQuestion: (questionId: QuestionId) => void;
  follow: () => void;
  session: RubricSession;
}

/** For raters whose interview has a kit: everything below `view.rubric !== undefined`. */
export function useRubric(): Rubric {
  const session = useRubricSession();
  const { rubric: view } = useView();
  const loaded = useStore(session.kit.loaded);
  const panel = useStore(session.panel);
  const scorecard = useStore(session.scorecard);
  const saveState = useStore(session.saveState);
  const currentQuestionId = useStore(session.current);
  const replay = useStore(session.replay);
  const over = useScoringOver(view);
  if (!view) throw new Error('This component is for raters of an interview with a kit.');
  const kit = loaded.state === 'ready' ? loaded.kit : undefined;
  const shown = kit?.questions.find(({ id }) => id === panel.questionId) ?? kit?.questions[0];
  return {
    view,
    kit,
    kitError: loaded.state === 'failed' ? loaded.error : undefined,
    scorecard,
    readOnly: scorecard.lock !== undefined || over,
    saveState,
    panel,
    currentQuestionId,
    replay,
    shown,
    shownQuestionId: shown?.id,
    showQuestion: questionId => session.showQuestion(questionId),
    follow: () => session.follow(),
    session,
  };
}

/** The same, with the kit: below the point where it has been read. */
export function useReadRubric(): Rubric & { kit: InterviewKit } {
  const rubric = useRubric();
  const { kit } = rubric;
  if (!kit) throw new Error('This component is drawn only once the kit has been read.');
  return { ...rubric, kit };
}

/** Whether nothing can be written into scorecards any more, also when the time runs out with the page open. */
export function useScoringOver(view: RubricView | undefined): boolean {
  const { client } = useSession();
  useNow(60_000);
  return view !== undefined && isScoringOver(view, client.serverNow());
}
