import type { InterviewView } from '../../../shared/interview/view.ts';
import type { QuestionId } from '../../../shared/kit/kitIds.ts';
import type { RubricView } from '../../../shared/rubric/rubricView.ts';
import { emptyScorecard, type Scorecard } from '../../../shared/rubric/scorecard.ts';
import { Disposables } from '../disposables.ts';
import type { RoomSession } from '../roomSession.ts';
import { Store } from '../store.ts';
import { KitLoader } from './kitLoader.ts';
import { INITIAL_PANEL, type PanelState, reducePanel } from './panelState.ts';
import type { SaveState } from './saveState.ts';

/**
 * What one page of a rater knows and does about the rubric, from the room to the page after the call. There is one to a
 * `RoomSession`, made when it is first asked for, and it ends with it.
 */
export class RubricSession {
  readonly kit: KitLoader;
  readonly panel = new Store<PanelState>(INITIAL_PANEL);
  /** The rater's own, with what has not reached the server yet. */
  readonly scorecard: Store<Scorecard>;
  readonly saveState = new Store<SaveState>({ state: 'saved', pending: 0, refused: 0, durable: true });
  readonly #room: RoomSession;
  readonly #disposables = new Disposables();
  #current: QuestionId | undefined;

  constructor(room: RoomSession) {
    this.#room = room;
    this.kit = new KitLoader(room.client);
    this.scorecard = new Store(scorecardIn(room.client.view.get()));
    this.#disposables.add(() => this.kit.close());
    this.#disposables.add(room.client.view.subscribe(() => this.#follow()));
    this.#follow();
  }

  get view(): RubricView | undefined {
    return this.#room.client.view.get()?.rubric;
  }

  /** Shows another question than the interview's, until `follow`. */
  showQuestion(questionId: QuestionId): void {
    this.panel.update(panel => reducePanel(panel, { type: 'shown', questionId, current: this.#current }));
  }

  /** Back to the question that the interview is at. */
  follow(): void {
    this.panel.update(panel => reducePanel(panel, { type: 'followed', current: this.#current }));
  }

  /** Safe to call twice. */
  close(): void {
    this.#disposables.dispose();
  }

  #follow(): void {
    const view = this.#room.client.view.get();
    this.scorecard.set(scorecardIn(view));
    const current = view?.rubric?.currentQuestionId;
    if (current === this.#current) return;
    this.#current = current;
    this.panel.update(panel =>
      reducePanel(panel, { type: 'current-changed', questionId: current, writing: false }),
    );
  }
}

function scorecardIn(view: InterviewView | undefined): Scorecard {
  const own = view?.rubric?.own;
  if (own) return own;
  if (!view?.ownSeatId) throw new Error('A rubric session is for the holder of a seat.');
  return emptyScorecard(view.ownSeatId);
}
