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

/** Returns the page's rubric session; creates it on first use. Only for raters of an interview with a kit. */
export function useRubricSession(): RubricSession {
  const room = useSession();
  const known = sessions.get(room);
  if (known) return known;
  const session = new RubricSession(room);
  sessions.set(room, session);
  room.closeWith(() => session.close());
  return session;
}

interface Rubric {
  view: RubricView;
  /** Undefined until the kit is loaded. */
  kit: InterviewKit | undefined;
  kitError: AppError | undefined;
  /** The evaluator's scorecard with unsaved changes. */
  scorecard: Scorecard;
  /** True when the scorecard is locked or can no longer be locked. */
  readOnly: boolean;
  saveState: SaveState;
  /** The question in the panel, and whether the panel follows the interview or recording. */
  panel: PanelState;
  /** The current question of the interview or recording. */
  currentQuestionId: QuestionId | undefined;
  replay: ReviewReplay | undefined;
  shown: Question | undefined;
  shownQuestionId: QuestionId | undefined;
  showQuestion: (questionId: QuestionId) => void;
  follow: () => void;
  session: RubricSession;
}

/** Returns the rubric. Only for raters of an interview with a kit, where `view.rubric` is set. */
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

/** Like `useRubric`, for components that are rendered after the kit was loaded. */
export function useLoadedRubric(): Rubric & { kit: InterviewKit } {
  const rubric = useRubric();
  const { kit } = rubric;
  if (!kit) throw new Error('This component is drawn only once the kit has been read.');
  return { ...rubric, kit };
}

/** True when scorecards can no longer be changed. Updates when the time runs out. */
export function useScoringOver(view: RubricView | undefined): boolean {
  const { client } = useSession();
  useNow(60_000);
  return view !== undefined && isScoringOver(view, client.serverNow());
}
