import type { InterviewView } from '../../../shared/interview/view.ts';
import type { CompetencyId, QuestionId } from '../../../shared/kit/kitIds.ts';
import { noteMediaTime } from '../../../shared/rubric/mediaTime.ts';
import { type RatingValue, ratingKey } from '../../../shared/rubric/rating.ts';
import { isScoringOver } from '../../../shared/rubric/rubricView.ts';
import {
  emptyScorecard,
  type MediaStamp,
  type Recommendation,
  type Scorecard,
} from '../../../shared/rubric/scorecard.ts';
import { Disposables } from '../disposables.ts';
import type { ReviewReplay } from '../review/raterReview.ts';
import type { RoomSession } from '../roomSession.ts';
import { Store } from '../store.ts';
import { type Draft, type DraftKey, mergedScorecard, type Undoable } from './draft.ts';
import { DraftQueue } from './draftQueue.ts';
import { DraftStorage } from './draftStorage.ts';
import { KitLoader } from './kitLoader.ts';
import { REVIEW_KEY, ReviewDraft } from './locking.ts';
import { NoteEditor } from './noteEditor.ts';
import { INITIAL_PANEL, type PanelEvent, type PanelState, reducePanel } from './panelState.ts';
import { type SaveState, saveStateOf } from './saveState.ts';

const UNDO_LIMIT = 50;

/** Rubric state of one evaluator's page. A `RoomSession` creates it on first use and closes it at the end. */
export class RubricSession {
  readonly kit: KitLoader;
  readonly panel = new Store<PanelState>(INITIAL_PANEL);
  readonly scorecard: Store<Scorecard>;
  readonly saveState: Store<SaveState>;
  readonly draftQueue: DraftQueue;
  readonly review: ReviewDraft;
  readonly notes: NoteEditor;
  readonly replay = new Store<ReviewReplay | undefined>(undefined);
  /** The current question of the interview, or of the recording that is being watched. */
  readonly current = new Store<QuestionId | undefined>(undefined);
  readonly #room: RoomSession;
  readonly #empty: Scorecard;
  readonly #storage: DraftStorage;
  readonly #undoable: Undoable[] = [];
  readonly #disposables = new Disposables();
  #last: { known: Scorecard; drafts: ReadonlyMap<DraftKey, Draft>; merged: Scorecard } | undefined;

  constructor(room: RoomSession) {
    const { client } = room;
    const view = client.view.get();
    if (!view?.ownSeatId) throw new Error('A rubric session is for the holder of a seat.');
    this.#room = room;
    this.#empty = emptyScorecard(view.ownSeatId);
    this.#storage = new DraftStorage({
      scope: `${view.interviewId}/${view.ownSeatId}`,
      page: client.clientId,
      holds: key => (key === REVIEW_KEY ? !this.review.isEmpty : this.draftQueue.holds(key)),
      onTaken: (key, stored) => (key === REVIEW_KEY ? this.review : this.draftQueue).take(key, stored),
    });
    this.kit = new KitLoader(client);
    this.draftQueue = new DraftQueue(client, this.#storage);
    this.review = new ReviewDraft(this.#storage);
    this.scorecard = new Store(this.#merged(view));
    this.saveState = new Store(this.#saveState());
    this.notes = new NoteEditor({
      draftQueue: this.draftQueue,
      noteOf: noteId => this.scorecard.get().notes[noteId],
      stamp: questionId => this.#stamp(questionId),
      onChanged: change => this.#pushUndoable(change),
    });
    this.#tie();
    this.#follow();
  }

  /** Shows a question in the panel until `follow` is called. */
  showQuestion(questionId: QuestionId): void {
    this.#step({ type: 'shown', questionId, current: this.current.get() });
  }

  follow(): void {
    this.#step({ type: 'followed', current: this.current.get() });
  }

  watch(replay: ReviewReplay): () => void {
    this.replay.set(replay);
    this.#followCurrent();
    const unsubscribe = replay.questionId.subscribe(() => this.#followCurrent());
    return () => {
      unsubscribe();
      if (this.replay.get() !== replay) return;
      this.replay.set(undefined);
      this.#followCurrent();
    };
  }

  rate(questionId: QuestionId, competencyId: CompetencyId, value: RatingValue | undefined): void {
    const before = this.scorecard.get().ratings[ratingKey(questionId, competencyId)]?.value;
    this.#pushUndoable({ kind: 'rating', questionId, competencyId, before });
    this.#rate(questionId, competencyId, value);
  }

  /** Undoes the latest change on this page. Returns undefined when there is none. */
  undo(): Undoable | undefined {
    const change = this.#undoable.pop();
    if (change?.kind === 'rating') this.#rate(change.questionId, change.competencyId, change.before);
    else if (change) this.draftQueue.note(change.noteId, change.before);
    return change;
  }

  async lock(recommendation: Recommendation | undefined, summary: string): Promise<void> {
    await this.#room.client.command('scorecard.lock', { recommendation, summary });
    this.review.clear();
  }

  close(): void {
    this.#disposables.dispose();
  }

  #tie(): void {
    const { client } = this.#room;
    const save = () => this.saveState.set(this.#saveState());
    this.#disposables.add(() => this.#storage.close());
    this.#disposables.add(() => this.draftQueue.close());
    this.#disposables.add(() => this.kit.close());
    this.#disposables.add(client.view.subscribe(() => this.#follow()));
    this.#disposables.add(this.draftQueue.drafts.subscribe(() => this.#merge()));
    this.#disposables.add(this.draftQueue.drafts.subscribe(save));
    this.#disposables.add(this.#storage.durable.subscribe(save));
    this.#disposables.add(this.#storage.complete.subscribe(save));
    this.#disposables.add(client.connection.subscribe(save));
    this.#disposables.listen(window, 'online', save);
    this.#disposables.listen(window, 'offline', save);
    this.#disposables.add(client.connection.subscribe(() => this.#connectionChanged()));
  }

  #follow(): void {
    const view = this.#room.client.view.get();
    if (!view) return;
    this.#merge();
    this.#finish(view);
    this.#followCurrent();
  }

  #followCurrent(): void {
    const replay = this.replay.get();
    const current = replay
      ? replay.questionId.get()
      : this.#room.client.view.get()?.rubric?.currentQuestionId;
    if (current === this.current.get()) return;
    this.current.set(current);
    this.#step({ type: 'current-changed', questionId: current, writing: this.notes.isFocused });
  }

  /** Refuses unsent changes after the scorecard is locked or scoring is over. */
  #finish({ rubric }: InterviewView): void {
    const locked = rubric?.own?.lock !== undefined;
    if (!locked && !(rubric && isScoringOver(rubric, this.#room.client.serverNow()))) return;
    this.draftQueue.lockOut(
      locked
        ? { code: 'locked', reason: 'locked-before-arrival' }
        : { code: 'scoring-closed', reason: 'rating-closed' },
    );
    this.review.clear();
  }

  #connectionChanged(): void {
    const connection = this.#room.client.connection.get();
    if (connection.state !== 'ended') return;
    if (connection.reason === 'removed') {
      this.draftQueue.forget();
      this.review.clear();
    }
    // Keeps unsaved changes in storage, because another page of this evaluator may still send them.
    this.draftQueue.close();
    this.#storage.close();
  }

  #rate(questionId: QuestionId, competencyId: CompetencyId, value: RatingValue | undefined): void {
    const stamp = this.#stamp(questionId);
    this.draftQueue.rate(questionId, competencyId, { stamp, ...(value !== undefined && { value }) });
  }

  #stamp(questionId: QuestionId) {
    const replay = this.replay.get();
    // Only ratings and notes on the question that is playing get the playback position.
    if (replay?.questionId.get() === questionId) return replay.stamp();
    const { client, media } = this.#room;
    const view = client.view.get();
    if (!view) throw new Error('There is no view to say where the interview is.');
    const candidate = Object.values(view.seats).find(
      ({ role, presence }) => role === 'candidate' && presence !== 'removed',
    );
    const heard = candidate && media.receiving.heard(candidate.seatId);
    return stampOf({ view, questionId, startedAt: client.serverNow(), heard });
  }

  #merge(): void {
    const view = this.#room.client.view.get();
    if (view) this.scorecard.set(this.#merged(view));
  }

  /** Returns the same object until the scorecard changes, because most view changes don't affect it. */
  #merged(view: InterviewView): Scorecard {
    const known = view.rubric?.own ?? this.#empty;
    const drafts = this.draftQueue.drafts.get();
    if (this.#last?.known !== known || this.#last.drafts !== drafts)
      this.#last = { known, drafts, merged: mergedScorecard(known, drafts.values()) };
    return this.#last.merged;
  }

  #saveState(): SaveState {
    return saveStateOf({
      drafts: this.draftQueue.drafts.get().values(),
      // The browser notices a lost network long before the connection does.
      connected: this.#room.client.isConnected && navigator.onLine,
      durable: this.#storage.durable.get(),
      complete: this.#storage.complete.get(),
    });
  }

  #pushUndoable(change: Undoable): void {
    this.#undoable.push(change);
    if (this.#undoable.length > UNDO_LIMIT) this.#undoable.shift();
  }

  #step(event: PanelEvent): void {
    this.panel.update(panel => reducePanel(panel, event));
  }
}

interface StampOptions {
  view: InterviewView;
  questionId: QuestionId;
  startedAt: number;
  heard: MediaStamp['heard'];
}

export function stampOf({ view, questionId, startedAt, heard }: StampOptions): MediaStamp {
  const { openedAt = startedAt, endedAt = startedAt } = view;
  const progress = view.rubric?.questions[questionId];
  const mediaTimeMs = noteMediaTime({ progress, startedAt: Math.min(startedAt, endedAt), openedAt });
  // After the question has closed, what the evaluator hears isn't about the question.
  return { mediaTimeMs, ...(heard && progress?.state === 'open' && { heard }) };
}
