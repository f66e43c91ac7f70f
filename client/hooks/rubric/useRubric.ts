import type { AppError } from '../../../shared/errors.ts';
import type { InterviewKit } from '../../../shared/kit/kit.ts';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import type { RubricView } from '../../../shared/rubric/rubricView.ts';
import type { Scorecard } from '../../../shared/rubric/scorecard.ts';
import type { RoomSession } from '../../core/roomSession.ts';
import type { PanelState } from '../../core/rubric/panelState.ts';
import { RubricSession } from '../../core/rubric/rubricSession.ts';
import type { SaveState } from '../../core/rubric/saveState.ts';
import { useSession, useView } from '../room/session.ts';
import { useStore } from '../room/useStore.ts';

const sessions = new WeakMap<RoomSession, RubricSession>();

/** The rubric session of this page, made the first time somebody asks. Only for raters whose interview has a kit. */
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
export interface Rubric {
  view: RubricView;
  /** Absent until it has been read. */
  kit: InterviewKit | undefined;
  /** Why the kit could not be read; `session.kit.retry()` asks again. */
  kitError: AppError | undefined;
  /** The rater's own, with what has not reached the server yet. */
  scorecard: Scorecard;
  saveState: SaveState;
  /** What the panel shows: following the interview, or a question of the rater's choice. */
  panel: PanelState;
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
  if (!view) throw new Error('This component is for raters of an interview with a kit.');
  return {
    view,
    kit: loaded.state === 'ready' ? loaded.kit : undefined,
    kitError: loaded.state === 'failed' ? loaded.error : undefined,
    scorecard,
    saveState,
    panel,
    shownQuestionId: panel.questionId,
    showQuestion: questionId => session.showQuestion(questionId),
    follow: () => session.follow(),
    session,
  };
}
